"""Indices: frameworks, answers, scores, and the way from a score back to the answers that made it.

>>> card = score(framework, answers)            # doctest: +SKIP
>>> card["overall", "SE", "2019"]               # doctest: +SKIP
86.3888888888889
>>> card.trace("overall", "SE", "2019").formula # doctest: +SKIP
"""

from __future__ import annotations

from commonground.methods.index.answers import Answers
from commonground.methods.index.cut import Cut, cut
from commonground.methods.index.document import (
    answers_document,
    answers_from_document,
    framework_document,
    framework_from_document,
)
from commonground.methods.index.framework import (
    Approach,
    Band,
    Dimension,
    Framework,
    Group,
    Option,
    Profile,
    Question,
    Reason,
)
from commonground.methods.index.hashes import (
    answers_digest,
    framework_meaning_hash,
    framework_text_hash,
    questionnaire_meaning_hash,
    questionnaire_text_hash,
    results_digest,
)
from commonground.methods.index.part import Formula, Operation, Part, Term, Why
from commonground.methods.index.profile import Standing, Standings, profile
from commonground.methods.index.rules import (
    TOLERANCE,
    Geometric,
    Lookup,
    Maximum,
    Mean,
    Median,
    Minimum,
    Missing,
    Require,
    Row,
    Rule,
    Skip,
    Substitute,
    Weighted,
)
from commonground.methods.index.score import score
from commonground.methods.index.scorecard import Scorecard

__all__ = [
    "TOLERANCE",
    "Answers",
    "Approach",
    "Band",
    "Cut",
    "Dimension",
    "Formula",
    "Framework",
    "Geometric",
    "Group",
    "Lookup",
    "Maximum",
    "Mean",
    "Median",
    "Minimum",
    "Missing",
    "Operation",
    "Option",
    "Part",
    "Profile",
    "Question",
    "Reason",
    "Require",
    "Row",
    "Rule",
    "Scorecard",
    "Skip",
    "Standing",
    "Standings",
    "Substitute",
    "Term",
    "Weighted",
    "Why",
    "answers_digest",
    "answers_document",
    "answers_from_document",
    "cut",
    "framework_document",
    "framework_from_document",
    "framework_meaning_hash",
    "framework_text_hash",
    "profile",
    "questionnaire_meaning_hash",
    "questionnaire_text_hash",
    "results_digest",
    "score",
]
