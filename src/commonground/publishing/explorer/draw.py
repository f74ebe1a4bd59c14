"""Which function works out which view."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from commonground.publishing.explorer.changes import changed_answers
from commonground.publishing.explorer.chart import Chart
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.explorer.mapped import shapes, tiles
from commonground.publishing.explorer.moves import dumbbell, over_time, slope
from commonground.publishing.explorer.own import own_index
from commonground.publishing.explorer.profiles import heat, profile, radar, table
from commonground.publishing.explorer.rankings import ranking
from commonground.publishing.explorer.scatters import scatter
from commonground.publishing.explorer.scope import Scope
from commonground.publishing.explorer.supposed import supposed

CHARTS: Mapping[Kind, Callable[[Scope], Chart]] = {
    Kind.RANKING: ranking,
    Kind.PROFILE: profile,
    Kind.RADAR: radar,
    Kind.SLOPE: slope,
    Kind.LINE: over_time,
    Kind.HEAT: heat,
    Kind.DUMBBELL: dumbbell,
    Kind.EUROPE: shapes,
    Kind.WORLD: shapes,
    Kind.TILES: tiles,
    Kind.SCATTER: scatter,
    Kind.CHANGE: changed_answers,
    Kind.OWN: own_index,
    Kind.WHATIF: supposed,
    Kind.TABLE: table,
}


def chart_of(scope: Scope) -> Chart:
    """The view worked out."""
    return CHARTS[scope.view.kind](scope)
