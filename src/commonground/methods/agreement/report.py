"""The report on a panel's agreement: its coders and its questions."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.agreement.coders import CoderAgreement, Conduct, coder_agreement
from commonground.methods.agreement.questions import Clarity, QuestionAgreement, question_agreement
from commonground.methods.agreement.ratings import Ratings
from commonground.methods.agreement.scales import Scale
from commonground.methods.agreement.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Every coder and every question of a panel, in its order."""

    scale: Scale
    settings: Settings
    coders: tuple[CoderAgreement, ...]
    questions: tuple[QuestionAgreement, ...]

    @property
    def at_random(self) -> tuple[str, ...]:
        """The coders who answer as if at random."""
        return tuple(each.coder for each in self.coders if each.conduct is Conduct.AT_RANDOM)

    @property
    def ambiguous(self) -> tuple[str, ...]:
        """The ambiguous questions."""
        return tuple(each.question for each in self.questions if each.clarity is Clarity.AMBIGUOUS)


def agreement_of(ratings: Ratings, *, scale: Scale = Scale.ORDINAL, settings: Settings) -> Agreement:
    """The agreement of a panel: coders first, then each question without those who answer as if at random.

    Raises ``RatingsError`` for negative values on a ratio scale.
    """
    coders = coder_agreement(ratings, scale, settings)
    strangers = frozenset(each.coder for each in coders if each.conduct is Conduct.AT_RANDOM)
    questions = tuple(
        question_agreement(ratings, question, scale, settings, without=strangers) for question in ratings.questions
    )
    return Agreement(scale=scale, settings=settings, coders=coders, questions=questions)
