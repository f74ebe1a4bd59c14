from commonground.publishing.models.challenges import (
    Ask,
    Challenge,
    ChallengeEntry,
    ChallengePolicy,
    Challenger,
    ChallengeState,
    ChallengeWords,
    Outcome,
    Step,
)
from commonground.publishing.models.editorial import EditorialPage, InMenu, Picture, Section, TiedFigures
from commonground.publishing.models.embargo import EmbargoAccess
from commonground.publishing.models.reports import ReportPlan
from commonground.publishing.models.texts import Text

__all__ = [
    "Ask",
    "Challenge",
    "ChallengeEntry",
    "ChallengePolicy",
    "ChallengeState",
    "ChallengeWords",
    "Challenger",
    "EditorialPage",
    "EmbargoAccess",
    "InMenu",
    "Outcome",
    "Picture",
    "ReportPlan",
    "Section",
    "Step",
    "Text",
    "TiedFigures",
]
