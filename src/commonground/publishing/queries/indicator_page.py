"""The page of a question: its wording and options, and the answers of all places in one period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.fieldwork.models import WordingVariant
from commonground.methods.index.framework import Option, Question, Reason
from commonground.publishing.display import score
from commonground.publishing.narrative.facts.nodes import of_indicator
from commonground.publishing.narrative.told import Narrative, narrative
from commonground.publishing.queries.figures import mean, number
from commonground.publishing.queries.ladders import path_up
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.options import chosen, option_of
from commonground.publishing.queries.tables import Table
from commonground.publishing.words import count, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCount:
    """An option and the places (code and name) that chose it."""

    code: str
    label: str
    points: float | None
    reason: Reason | None
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """A place's answer: its points, and the option chosen (empty where none carries the points)."""

    place: str
    name: str
    points: float | None
    applicable: bool
    option: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A wording that differs from the one shown, and the sheets it stood in."""

    field: str
    text: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """Everything the page of a question shows. ``path`` leads from its group up to the headline."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    node: NodeInfo
    question: str
    help: str
    tags: tuple[tuple[str, tuple[str, ...]], ...]
    path: tuple[NodeInfo, ...]
    finding: str
    narrative: Narrative
    options: tuple[OptionCount, ...]
    other_points: tuple[tuple[str, str], ...]
    answers: tuple[PlaceAnswer, ...]
    mean: float | None
    answered: int
    applicable: int
    variants: tuple[Variant, ...]

    def table(self) -> Table:
        """All places' answers."""
        return Table(
            columns=("place", "name", "period", "question", "points", "applicable", "answer"),
            rows=tuple(
                (row.place, row.name, self.period.code, self.node.code, row.points, row.applicable, row.label)
                for row in self.answers
            ),
        )


def indicator_page(opened: Opened, code: str, period: PeriodInfo) -> IndicatorPage:
    """The page of one question in one period."""
    question = opened.framework.question(code)
    answers = _answers(opened, question, period.code)
    known = [row for row in answers if row.points is not None]
    options = tuple(_count(option, answers) for option in question.options)
    return IndicatorPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        node=opened.node(code),
        question=question.text or question.title,
        help=question.help,
        tags=tuple(question.tags.items()),
        path=opened.nodes(path_up(opened, code)[1:]),
        finding=_finding(options, len(known)),
        narrative=narrative(opened, of_indicator(opened, code, period)),
        options=options,
        other_points=tuple((row.place, row.name) for row in known if not row.option),
        answers=answers,
        mean=mean(opened.values(code, period.code)),
        answered=len(known),
        applicable=sum(row.applicable for row in answers),
        variants=_variants(opened, code),
    )


def _answers(opened: Opened, question: Question, period: str) -> tuple[PlaceAnswer, ...]:
    values, coverage = opened.values(question.code, period), opened.coverages(question.code, period)
    recorded = chosen(opened, question, period__code=period)
    rows = []
    for code, place in opened.places.items():
        at = opened.place_row[code]
        points = number(values[at])
        applicable = not bool(np.isnan(coverage[at]))
        option = option_of(question, points, recorded.get((code, period)), applicable=applicable)
        rows.append(
            PlaceAnswer(
                place=code,
                name=place.name,
                points=points,
                applicable=applicable,
                option=option.code if option else "",
                label=(option.label or option.code) if option else "",
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.points is None, -(row.points or 0.0), row.name)))


def _count(option: Option, answers: tuple[PlaceAnswer, ...]) -> OptionCount:
    return OptionCount(
        code=option.code,
        label=option.label or option.code,
        points=option.points,
        reason=option.reason,
        places=tuple((row.place, row.name) for row in answers if row.option == option.code),
    )


def _finding(options: tuple[OptionCount, ...], answered: int) -> str:
    if not answered:
        return _("No place has an answer in this period")
    most = max(options, key=lambda option: len(option.places), default=None)
    if most is None or not most.places:
        return _("%(count)s places have an answer") % {"count": sentence(count(answered))}
    size = len(most.places)
    return ngettext(
        "%(size)s of %(all)s places has the answer that carries %(points)s points",
        "%(size)s of %(all)s places have the answer that carries %(points)s points",
        size,
    ) % {"size": sentence(count(size)), "all": answered, "points": score(most.points)}


def _variants(opened: Opened, code: str) -> tuple[Variant, ...]:
    round_ = opened.edition.snapshot.round_id
    found = WordingVariant.objects.filter(round=round_, question__code=code).order_by("field", "pk")
    return tuple(Variant(field=v.field, text=v.text, sheets=tuple(v.sheets)) for v in found)
