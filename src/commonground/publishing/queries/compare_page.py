"""Two places side by side: their areas, and how often one stands above the other over the edition's runs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, permutations

from django.utils.translation import gettext as _

from commonground.methods.index.framework import Band
from commonground.publishing.display import distance, score
from commonground.publishing.queries.figures import BOUNDS, SAME, Figure, bounds, figure, ranking
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.tables import Table, Value
from commonground.publishing.queries.varied import Varied, varied
from commonground.publishing.words import listed, runs_of_100


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A node's figures of both places; ``difference`` is the first place's score less the second's."""

    node: NodeInfo
    first: Figure
    second: Figure
    difference: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place by code and name."""

    place: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """Everything the page of two places shows.

    ``above`` is the share of runs, of those in which both have a headline score, in which ``first`` stands above
    ``second``, ``below`` the share in which it stands below; None where no run compares them.
    """

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    first: Named
    second: Named
    above: float | None
    below: float | None
    finding: str
    lede: str
    varied: Varied | None
    headline: PairRow
    areas: tuple[PairRow, ...]
    bands: tuple[Band, ...]
    places: tuple[Named, ...]

    @property
    def rows(self) -> tuple[PairRow, ...]:
        return (self.headline, *self.areas)

    def table(self) -> Table:
        """Both places' figures, the headline first, with the shares of runs in the headline's rows."""
        columns = ("place", "name", "other", "period", "node", "title", "score", "rank", *BOUNDS, "above")
        return Table(columns=columns, rows=tuple(row for pair in self.rows for row in self._rows(pair)))

    def _rows(self, pair: PairRow) -> tuple[tuple[Value, ...], ...]:
        headline = pair is self.headline
        sides = (
            (self.first, self.second, pair.first, self.above),
            (self.second, self.first, pair.second, self.below),
        )
        return tuple(
            (
                place.place,
                place.name,
                other.place,
                self.period.code,
                pair.node.code,
                pair.node.title,
                found.score,
                found.rank,
                *bounds(found),
                share if headline else None,
            )
            for place, other, found, share in sides
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PairShare:
    """How often ``first`` stands above ``second``."""

    first: Named
    second: Named
    above: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """All pairs of an edition in one period; ``neighbours`` are places that follow one another in the ranking."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    varied: Varied | None
    places: tuple[Named, ...]
    neighbours: tuple[PairShare, ...]
    pairs: tuple[PairShare, ...]

    def table(self) -> Table:
        """Every pair of two places, in both orders."""
        return Table(
            columns=("place", "other", "period", "above"),
            rows=tuple((pair.first.place, pair.second.place, self.period.code, pair.above) for pair in self.pairs),
        )


def pair_page(opened: Opened, first: str, second: str, period: PeriodInfo) -> PairPage:
    """The page of two places in one period. Raises a ``KeyError`` for two that are the same."""
    if first == second:
        raise KeyError(_("Choose two different places to compare."))
    above, below = (_share(opened, *pair, period) for pair in ((first, second), (second, first)))
    one, two = _named(opened, first), _named(opened, second)
    headline = _row(opened, opened.headline, first, second, period.code)
    return PairPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        first=one,
        second=two,
        above=above,
        below=below,
        finding=_finding(one, two, above, below),
        lede=_lede(one, two, headline, above, below),
        varied=varied(opened),
        headline=headline,
        areas=tuple(_row(opened, area, first, second, period.code) for area in opened.framework.areas),
        bands=opened.framework.bands,
        places=_places(opened),
    )


def compare_page(opened: Opened, period: PeriodInfo) -> ComparePage:
    """All pairs in one period."""
    ranked = [row.place for row in ranking(opened, opened.headline, period.code) if row.figure.rank]
    pairs = tuple(_shares(opened, list(permutations(ranked, 2)), period))
    follows = set(pairwise(ranked))
    return ComparePage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        varied=varied(opened),
        places=_places(opened),
        neighbours=tuple(pair for pair in pairs if (pair.first.place, pair.second.place) in follows),
        pairs=pairs,
    )


def _shares(opened: Opened, pairs: list[tuple[str, str]], period: PeriodInfo) -> list[PairShare]:
    found = ((first, second, _share(opened, first, second, period)) for first, second in pairs)
    return [
        PairShare(first=_named(opened, first), second=_named(opened, second), above=share)
        for first, second, share in found
        if share is not None
    ]


def _share(opened: Opened, first: str, second: str, period: PeriodInfo) -> float | None:
    return opened.standing.share_above(first, second, period.code) if opened.standing else None


def _named(opened: Opened, place: str) -> Named:
    return Named(place=place, name=opened.place_name(place))


def _places(opened: Opened) -> tuple[Named, ...]:
    return tuple(_named(opened, place) for place in opened.places)


def _row(opened: Opened, node: str, first: str, second: str, period: str) -> PairRow:
    one, two = (figure(opened, node, place, period) for place in (first, second))
    difference = None if one.score is None or two.score is None else one.score - two.score
    return PairRow(node=opened.node(node), first=one, second=two, difference=difference)


def _finding(one: Named, two: Named, above: float | None, below: float | None) -> str:
    """Which of the two stands above the other, and how often; the first of the two where that is even."""
    if above is None or below is None:
        return _("%(one)s and %(two)s side by side") % {"one": one.name, "two": two.name}
    if not above and not below:
        return _("%(one)s and %(two)s share a rank in every run") % {"one": one.name, "two": two.name}
    upper, lower, share = (one, two, above) if above >= below else (two, one, below)
    return _("%(upper)s stands above %(lower)s in %(runs)s") % {
        "upper": upper.name,
        "lower": lower.name,
        "runs": runs_of_100(share),
    }


def _lede(one: Named, two: Named, headline: PairRow, above: float | None, below: float | None) -> str:
    if headline.difference is None:
        without = [each.name for each, found in ((one, headline.first), (two, headline.second)) if found.score is None]
        return _("%(places)s without an overall score in this period.") % {"places": listed(without)}
    said = _("As published, %(one)s has %(first)s and %(two)s %(second)s, a difference of %(change)s points.") % {
        "one": one.name,
        "first": score(headline.first.score),
        "two": two.name,
        "second": score(headline.second.score),
        "change": distance(headline.difference),
    }
    if above is None or below is None or not (above or below):
        return said
    upper, share = (two, below) if above >= below else (one, above)
    words = {"upper": upper.name, "runs": runs_of_100(share)}
    stands = _("%(upper)s stands above in %(runs)s.")
    if above + below < 1 - SAME:
        stands = _("%(upper)s stands above in %(runs)s; in the others they share a rank.")
    return f"{said} {stands % words}"
