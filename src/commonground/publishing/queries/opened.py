"""An edition opened for reading: its scores, and the names of all that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from commonground.core.models import Place
from commonground.fieldwork.models import Period
from commonground.instruments.models import CommentsPolicy
from commonground.methods.construction import Build
from commonground.methods.index import Scorecard
from commonground.methods.index.framework import Framework, Question
from commonground.methods.robustness import Standing
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.models import Edition
from commonground.scores.queries import built, scorecard, standing

Values = NDArray[np.float64]
WORDED = "snapshot__round__questionnaire"
UNREAD = tuple(f"{WORDED}__{column}" for column in ("document", "pilot", "removed"))
"""Of a questionnaire only its languages are read here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionInfo:
    """What every page says of its edition. ``name`` is what stands in addresses: ``harbour`` or ``harbour@2``.

    That of a ``numeric`` index is made of measured values: its questions are indicators. ``language`` is that of the
    index's own texts. ``embargo`` is the hour (ISO) before which nobody may publish it, empty where none is set, and
    None once it is public.
    """

    index: str
    title: str
    label: str
    number: int
    latest: int
    name: str
    published: str
    numeric: bool
    fictional: bool
    licence: str
    public: bool
    language: str
    scale: tuple[float, float]
    inputs_hash: str
    results_hash: str
    embargo: str | None = None

    @property
    def pinned(self) -> str:
        """The name under which this edition never changes."""
        return f"{self.index}@{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodInfo:
    """A period; ``reference_date`` is an ISO date or empty. ``scored`` counts places with a headline score."""

    code: str
    label: str
    reference_date: str
    scored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeInfo:
    """A node of the framework. ``kind`` is aggregate, area, group or question; ``area`` its area's number from 1."""

    code: str
    title: str
    kind: str
    area: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """An edition, its scorecard, and the names of places and periods. Made by ``open_edition``."""

    edition: Edition
    info: EditionInfo
    card: Scorecard
    places: Mapping[str, Place]
    periods: tuple[PeriodInfo, ...]
    reads_comments: bool
    reads_index: bool = True
    """Whether this reader may open its other editions too: one named for an embargoed edition reads that one only."""

    @property
    def framework(self) -> Framework:
        return self.card.framework

    @property
    def for_everybody(self) -> bool:
        """Whether this reader sees no more than anybody would: what a shared cache may keep."""
        index = self.edition.index
        if self.edition.published_at is None:
            return False
        return index.is_public and (index.comments_policy == CommentsPolicy.PUBLISH or not self.reads_comments)

    @property
    def build(self) -> Build | None:
        """Every step of a numeric edition; None for one of coded answers."""
        return built(self.edition)

    def written(self, period: str) -> str:
        """The headline that the index's owner wrote: it is said of the newest edition, in its default period."""
        finding = self.edition.index.finding
        if not finding or period != self.default_period.code:
            return ""
        later = Edition.every.filter(index=self.edition.index_id, number__gt=self.edition.number)
        return "" if later.exists() else finding

    @cached_property
    def standing(self) -> Standing | None:
        """Where the places stand over the edition's runs; None where none are kept."""
        return standing(self.edition)

    @cached_property
    def headline(self) -> str:
        return self.framework.aggregates[0]

    @cached_property
    def default_period(self) -> PeriodInfo:
        """The latest period in which at least half of the places have a headline score."""
        half = [p for p in self.periods if 2 * p.scored >= len(self.places) > 0]
        return half[-1] if half else max(reversed(self.periods), key=lambda p: p.scored)

    def earlier_period(self, period: str) -> PeriodInfo | None:
        """The earliest period before ``period`` in which at least half of the places have a headline score."""
        before = self.periods[: [p.code for p in self.periods].index(period)]
        return next((p for p in before if 2 * p.scored >= len(self.places)), None)

    @cached_property
    def sections(self) -> tuple[tuple[NodeInfo, tuple[str, ...]], ...]:
        """The areas with their questions; those that stand in none come last, under the headline."""
        framework = self.framework
        held = [(area, framework.leaves(area)) for area in framework.areas]
        within = {leaf for _, leaves in held for leaf in leaves}
        rest = tuple(leaf for leaf in framework.leaves(self.headline) if leaf not in within)
        if rest:
            held.append((self.headline, rest))
        return tuple((self.node(code), leaves) for code, leaves in held)

    def values(self, node: str, period: str) -> Values:
        """The scores of ``node`` for every place of the scorecard, NaN where there is none."""
        return self.card.scores[self._row[node], :, self._column[period]]

    def coverages(self, node: str, period: str) -> Values:
        """The coverage of ``node`` for every place of the scorecard."""
        return self.card.coverage[self._row[node], :, self._column[period]]

    def applicable(self, node: str, place: str, period: str) -> int:
        """How many of the questions below ``node`` apply to a place."""
        leaves = [self._row[leaf] for leaf in self.framework.leaves(node)]
        return int(np.sum(~np.isnan(self.card.coverage[leaves, self.place_row[place], self._column[period]])))

    def ranks(self, node: str, period: str) -> NDArray[np.int32]:
        """The ranks of the places at ``node``, 0 where there is none."""
        return self.card.ranks[self._row[node], :, self._column[period]]

    def history(self, node: str, place: str) -> Values:
        """The scores of ``node`` for one place in every period of ``periods``."""
        columns = [self._column[p.code] for p in self.periods]
        return self.card.scores[self._row[node], self.place_row[place], columns]

    def node(self, code: str) -> NodeInfo:
        """The node called ``code``; KeyError where there is none."""
        framework = self.framework
        node = framework.node(code)
        kind = "question" if isinstance(node, Question) else "group"
        kind = "area" if code in framework.areas else "aggregate" if code in framework.aggregates else kind
        return NodeInfo(code=code, title=node.title or code, kind=kind, area=self._area_of.get(code, 0))

    def nodes(self, codes: tuple[str, ...]) -> tuple[NodeInfo, ...]:
        return tuple(self.node(code) for code in codes)

    @cached_property
    def place_row(self) -> dict[str, int]:
        """The row of each place in the arrays."""
        return {code: row for row, code in enumerate(self.card.answers.places)}

    def place(self, code: str) -> Place:
        """The place called ``code``; a KeyError that suggests a name where there is none."""
        self.card.at(self.headline, code, self.periods[0].code)
        return self.places[code]

    def place_name(self, code: str) -> str:
        return self.places[code].name

    @cached_property
    def _row(self) -> dict[str, int]:
        return {code: row for row, code in enumerate(self.card.nodes)}

    @cached_property
    def _column(self) -> dict[str, int]:
        return {code: column for column, code in enumerate(self.card.answers.periods)}

    @cached_property
    def _area_of(self) -> dict[str, int]:
        framework = self.framework
        groups = {group.code: group.children for group in framework.groups}
        found: dict[str, int] = {}
        for number, area in enumerate(framework.areas, start=1):
            stack = [area]
            while stack:
                code = stack.pop()
                found.setdefault(code, number)
                stack.extend(groups.get(code, ()))
        return found


def open_edition(viewer: Viewer, index: str, number: int | None = None) -> Opened | None:
    """The edition called so, or the index's latest; None where there is none that ``viewer`` may read."""
    editions = viewer.editions().filter(index__code=index).select_related("index", WORDED)
    found = list(editions.defer("audit", "snapshot__content", *UNREAD).order_by("-number"))
    public = [each for each in found if each.published_at is not None]
    edition = next((each for each in (public if number is None else found) if number in {None, each.number}), None)
    if edition is None:
        return None
    return opened(
        edition, viewer, latest=max(each.number for each in (*public[:1], edition)), pinned=number is not None
    )


def opened(edition: Edition, viewer: Viewer, *, latest: int, pinned: bool) -> Opened:
    """Open an edition that the viewer may read."""
    card = scorecard(edition)
    units = edition.snapshot.round.units.select_related("place")
    return Opened(
        edition=edition,
        info=_info(edition, card.framework.scale, numeric=built(edition) is not None, latest=latest, pinned=pinned),
        card=card,
        places={unit.place.code: unit.place for unit in units.order_by("place__name")},
        periods=_periods(edition, card),
        reads_comments=viewer.reads_comments(edition.index),
        reads_index=viewer.reads(edition.index),
    )


def language_of(edition: Edition) -> str:
    """The language in which the index was written: the first of its questionnaire's."""
    return next(iter(edition.snapshot.round.questionnaire.languages), "")


def _info(edition: Edition, scale: tuple[float, float], *, numeric: bool, latest: int, pinned: bool) -> EditionInfo:
    index = edition.index
    return EditionInfo(
        index=index.code,
        title=index.title,
        label=edition.label,
        number=edition.number,
        latest=latest,
        name=f"{index.code}@{edition.number}" if pinned else index.code,
        published=edition.published_on,
        numeric=numeric,
        fictional=index.fictional,
        licence=index.licence,
        public=index.is_public,
        language=language_of(edition),
        scale=scale,
        inputs_hash=edition.inputs_hash,
        results_hash=edition.results_hash,
        embargo=_embargo(edition),
    )


def _embargo(edition: Edition) -> str | None:
    if edition.published_at is not None:
        return None
    until = edition.snapshot.round.embargo_until
    return until.isoformat() if until else ""


def _periods(edition: Edition, card: Scorecard) -> tuple[PeriodInfo, ...]:
    headline = card.scores[card.nodes.index(card.framework.aggregates[0])]
    column = {code: number for number, code in enumerate(card.answers.periods)}
    found: list[Period] = list(edition.snapshot.round.periods.all())
    return tuple(
        PeriodInfo(
            code=period.code,
            label=period.label,
            reference_date=period.reference_date.isoformat() if period.reference_date else "",
            scored=int(np.sum(~np.isnan(headline[:, column[period.code]]))),
        )
        for period in found
    )
