"""Which option an answer chose: the one recorded with the decision, else the first that carries its points."""

from __future__ import annotations

from collections.abc import Mapping

from commonground.fieldwork.models import Decision
from commonground.methods.index import TOLERANCE
from commonground.methods.index.framework import Option, Question, Reason
from commonground.publishing.queries.opened import Opened

Chosen = Mapping[tuple[str, str], str]
"""Option code by (place, period), where one is recorded."""


def chosen(opened: Opened, question: Question, **of: str) -> Chosen:
    """The recorded options of a question, narrowed by ``unit__place__code`` or ``period__code``."""
    rows = Decision.objects.of(opened.edition.snapshot).filter(
        question__code=question.code, item="", option__isnull=False, **of
    )
    found = rows.values_list("unit__place__code", "period__code", "option__code")
    return {(place, period): option for place, period, option in found}


def option_of(
    question: Question, points: float | None, code: str | None = None, *, applicable: bool = True
) -> Option | None:
    """The option called ``code`` if it fits the answer, else the first that does; None where none does.

    A number fits the options that carry it; where the question does not apply, the options that say so fit;
    where there is no answer, only the option that is recorded.
    """
    if applicable:
        fitting = [option for option in question.options if same(option.points, points)]
    else:
        fitting = [option for option in question.options if option.reason == Reason.NOT_APPLICABLE]
    named = [option for option in fitting if option.code == code]
    if applicable and points is None:
        return next(iter(named), None)
    return next(iter(named or fitting), None)


def label_of(question: Question, points: float | None, code: str | None = None) -> str:
    """The words of the option chosen; empty where there is none."""
    option = option_of(question, points, code)
    return (option.label or option.code) if option else ""


def same(points: float | None, other: float | None) -> bool:
    """Whether two answers carry the same points, or both none."""
    if points is None or other is None:
        return points is other
    return abs(points - other) <= TOLERANCE
