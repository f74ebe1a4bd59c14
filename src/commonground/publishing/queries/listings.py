"""What an edition is about, as rows: indices, editions, places, nodes, and the trace of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonground.core.models import PlaceMembership
from commonground.instruments.models import Index
from commonground.methods.index.framework import Question
from commonground.methods.index.part import Part
from commonground.publishing.queries.cells import NoSuchCodeError
from commonground.publishing.queries.opened import Opened, PeriodInfo
from commonground.scores.models import Edition
from commonground.scores.models import Standing as KeptStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """An index."""

    code: str
    title: str
    summary: str
    licence: str
    fictional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """What the edition's runs varied, how often and from which seed; ``hash`` is over all that followed."""

    plan: dict[str, Any]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition with its hashes; ``periods`` where they were asked for."""

    number: int
    label: str
    published: str
    inputs_hash: str
    results_hash: str
    platform: dict[str, str]
    runs: Runs | None
    periods: tuple[PeriodInfo, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place and the groups that it belongs to."""

    code: str
    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """An option: its points, or the reason for having none."""

    code: str
    label: str
    points: float | None
    reason: str | None

    def __str__(self) -> str:
        return f"{self.code}={'' if self.points is None else f'{self.points:g}'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """A node of the framework; a question has options, every other node children."""

    code: str
    title: str
    kind: str
    text: str
    children: tuple[str, ...]
    options: tuple[OptionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A child that counted."""

    node: str
    value: float
    weight: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """How one figure came about, with all that it is made of."""

    place: str
    period: str
    node: str
    title: str
    value: float | None
    coverage: float | None
    answered: int
    applicable: int
    why: str | None
    points: float | None
    operation: str | None
    terms: tuple[TermRow, ...]
    children: tuple[TraceRow, ...]


def index_row(index: Index) -> IndexRow:
    """An index as programs read it."""
    return IndexRow(
        code=index.code,
        title=index.title,
        summary=index.summary,
        licence=index.licence,
        fictional=index.fictional,
    )


def edition_row(edition: Edition, periods: tuple[PeriodInfo, ...] | None = None) -> EditionRow:
    """An edition as programs read it."""
    kept = KeptStanding.objects.filter(edition=edition).values_list("plan", "hash").first()
    return EditionRow(
        number=edition.number,
        label=edition.label,
        published=edition.published_on,
        inputs_hash=edition.inputs_hash,
        results_hash=edition.results_hash,
        platform=edition.platform,
        runs=Runs(plan=kept[0], hash=kept[1]) if kept else None,
        periods=periods,
    )


def places_of(opened: Opened) -> list[PlaceRow]:
    """The places of an edition by code."""
    groups: dict[str, dict[str, None]] = {}
    members = PlaceMembership.objects.filter(place__in=opened.places.values()).select_related("group", "place")
    for each in members.order_by("group__title"):
        groups.setdefault(each.place.code, {})[each.group.title] = None
    return [
        PlaceRow(code=code, name=place.name, groups=tuple(groups.get(code, ())))
        for code, place in sorted(opened.places.items())
    ]


def indicators_of(opened: Opened) -> list[IndicatorRow]:
    """The nodes of an edition in the order of the framework."""
    return [_indicator(opened, code) for code in opened.card.nodes]


def _indicator(opened: Opened, code: str) -> IndicatorRow:
    node, info = opened.framework.node(code), opened.node(code)
    options = node.options if isinstance(node, Question) else ()
    return IndicatorRow(
        code=code,
        title=info.title,
        kind=info.kind,
        text=node.text,
        children=() if isinstance(node, Question) else node.children,
        options=tuple(
            OptionRow(code=o.code, label=o.label, points=o.points, reason=o.reason.value if o.reason else None)
            for o in options
        ),
    )


def trace_of(opened: Opened, node: str, place: str, period: str) -> TraceRow:
    """How a figure came about; ``NoSuchCodeError`` for a code that the edition does not have."""
    answers = opened.card.answers
    for kind, code, known in (
        ("node", node, opened.card.nodes),
        ("place", place, answers.places),
        ("period", period, answers.periods),
    ):
        if code not in known:
            raise NoSuchCodeError(kind, code)
    return _trace(opened.card.trace(node, place, period), place, period)


def _trace(part: Part, place: str, period: str) -> TraceRow:
    formula = part.formula
    terms = formula.terms if formula else ()
    return TraceRow(
        place=place,
        period=period,
        node=part.node,
        title=part.title,
        value=part.value,
        coverage=part.coverage,
        answered=part.answered,
        applicable=part.applicable,
        why=part.why.value if part.why else None,
        points=part.points,
        operation=formula.operation.value if formula else None,
        terms=tuple(TermRow(node=each.node, value=each.value, weight=each.weight) for each in terms),
        children=tuple(_trace(child, place, period) for child in part.children),
    )
