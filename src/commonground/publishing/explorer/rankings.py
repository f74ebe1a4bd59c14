"""The ranking: a dot for each score, a line for its interval."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.utils.translation import gettext as _

from commonground.publishing.display import owned
from commonground.publishing.drawing.axes import score_ticks, share
from commonground.publishing.explorer import findings, svg
from commonground.publishing.explorer.chart import Axis, Chart, Column, Row
from commonground.publishing.explorer.scope import Scope, ends, scored

Bounds = tuple[float | None, float | None]


def ranking(scope: Scope) -> Chart:
    """The places by score."""
    node, period = scope.measure.code, scope.period.code
    scores = scope.scores(node, period)
    ranks = scope.ranks(scores)
    ordered = sorted(scope.places, key=lambda place: (ranks[place] is None, ranks[place] or 0, scope.name(place)))
    some = not scope.everywhere
    return Chart(
        kind=scope.view.kind,
        finding=findings.of_ranking(scope, scores),
        subtitle=subtitle(scope),
        first=_("Place"),
        columns=(
            rank_column(scope, scores),
            Column(code="score", title=_("Score")),
            Column(code="score_lower", title=_("Lower"), sort="bound"),
            Column(code="score_upper", title=_("Upper"), sort="bound"),
            Column(code="coverage", title=_("Coverage"), sort="percent"),
            *(_among_all(scope) if some else ()),
        ),
        rows=tuple(_row(scope, place, scores[place], ranks[place]) for place in ordered),
        notes=(_("The first rank is among the places shown, the second among all places."),) if some else (),
        form="rows",
        axis=Axis(scale=scope.opened.info.scale, ticks=score_ticks(scope.opened.info.scale)),
        shown=(0, 5, 1, 2, 3) if some else (0, 1, 2, 3),
        alt=_("A ranking of %(places)s by score") % {"places": scope.whose},
    )


def rank_column(scope: Scope, scores: Mapping[str, float | None], code: str = "rank") -> Column:
    """The rank; among some of the places, its head says among how many and its name in files among which."""
    if scope.everywhere:
        return Column(code=code, title=_("Rank"), sort="rank")
    return _rank_of(f"{code}_among_shown", sum(score is not None for score in scores.values()))


def _among_all(scope: Scope) -> tuple[Column]:
    opened = scope.opened
    return (_rank_of("rank_among_all", scored(opened, scope.measure.code, tuple(opened.places), scope.period)),)


def _rank_of(code: str, count: int) -> Column:
    return Column(code=code, title=_("Rank of %(count)s") % {"count": count}, sort="rank")


def rank_note(scope: Scope) -> tuple[str, ...]:
    """Among which places the ranks are, where that needs to be said."""
    return () if scope.everywhere else (_("Ranks are among the places shown."),)


def subtitle(scope: Scope) -> str:
    """What is measured, where and when."""
    low, high = scope.opened.info.scale
    return _("%(measure)s %(period)s, %(low)s–%(high)s, %(places)s") % {
        "measure": owned(scope.measure.title),
        "period": scope.period.label,
        "low": f"{low:g}",
        "high": f"{high:g}",
        "places": scope.whose,
    }


def cell_address(scope: Scope, place: str, node: str) -> str:
    """Where a figure opens, below the edition's own address."""
    return f"/places/{quote(place)}/{quote(node)}?period={quote(scope.period.code)}"


def _row(scope: Scope, place: str, score: float | None, rank: int | None) -> Row:
    node, period = scope.measure.code, scope.period.code
    interval = scope.interval(node, place, period) if score is not None else None
    bounds = ends(interval)
    coverage = scope.opened.card.coverage_of(node, place, period)
    level = scope.level(score)
    overall = scope.opened.card.rank(node, place, period)
    return Row(
        key=place,
        label=scope.name(place),
        values=(rank, score, *bounds, coverage, *(() if scope.everywhere else (overall,))),
        address=cell_address(scope, place, node),
        level=level,
        colour=scope.colour(place),
        drawing=svg.drawn(_dots(scope, place, score, bounds, coverage)),
    )


def _dots(scope: Scope, place: str, score: float | None, bounds: Bounds, coverage: float | None) -> list[str]:
    scale = scope.opened.info.scale
    if score is None:
        return []
    low, high = bounds
    level = scope.level(score)
    parts = []
    if low is not None and high is not None:
        parts.append(svg.line(share(low, scale), 50, share(high, scale), 50, "iv", "%"))
    style = f"dot {svg.band(level)}" + (" part" if (coverage or 0) < 1 else "")
    style += " here" if scope.colour(place) else ""
    return [*parts, svg.dot(share(score, scale), "50%", style, 5.5)]
