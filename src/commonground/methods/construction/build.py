"""Building a numeric index: from data to the table of every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.dataset import Dataset, Values
from commonground.methods.construction.denominate import denominate, measured
from commonground.methods.construction.framing import Panel, normalised, treated
from commonground.methods.construction.impute import impute
from commonground.methods.construction.refusals import check_names
from commonground.methods.construction.screen import Counting, screen
from commonground.methods.construction.spec import Spec
from commonground.methods.construction.weighing import weigh_and_climb
from commonground.methods.index.answers import read_only
from commonground.methods.index.names import unknown
from commonground.methods.index.ranks import competition_ranks

STEPS = ("raw", "denominated", "imputed", "treated", "normalised", "aggregated")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Build:
    """The table of every step.

    ``tables[step]`` is ``[place, period, indicator]`` for each of ``STEPS``, ``[place, period, node]`` for the
    last, whose nodes are ``spec.hierarchy.nodes``. NaN is a missing value. ``kept[place, period]`` tells which
    places passed the screening; the others have no values from the step "imputed" on. ``weights[period, node]``
    are those used, summing to 1 within each composite for weights that were worked out. ``applied`` and
    ``drawn`` (``[period, indicator]``) tell what treatment did, see ``Treated``. Nothing can be written to.
    """

    spec: Spec
    data: Dataset
    tables: Mapping[str, Values]
    kept: NDArray[np.bool_]
    weights: Values
    applied: NDArray[np.intp]
    drawn: NDArray[np.intp]

    def scores(self, node: str = "") -> Values:
        """The scores ``[place, period]`` of a node, the top if left out. A ``KeyError`` that suggests a name."""
        hierarchy = self.spec.hierarchy
        return self.tables["aggregated"][..., hierarchy.position(node or hierarchy.top)]

    def ranks(self, node: str = "") -> NDArray[np.int32]:
        """Competition ranks ``[place, period]`` of a node, 1 the highest score, 0 without one."""
        return np.asarray(competition_ranks(self.scores(node)[np.newaxis])[0])

    def score(self, place: str, node: str = "", period: str | None = None) -> float | None:
        """One score, or None; the last period if none is named. A ``KeyError`` that suggests a name."""
        at = _position("place", place, self.data.places)
        when = -1 if period is None else _position("period", period, self.data.periods)
        value = self.scores(node)[at, when]
        return None if np.isnan(value) else float(value)


def _position(kind: str, code: str, known: Sequence[str]) -> int:
    if code not in known:
        raise unknown(kind, code, known)
    return known.index(code)


def build(spec: Spec, data: Dataset) -> Build:
    """Take every step of ``spec`` on ``data``.

    Raises ``ConstructionError`` naming indicator, place and remedy where the data lack what the structure
    names, where a denominator is 0, and where a step cannot give a value to what had one.
    """
    check_names(spec, data)
    hierarchy, panel = spec.hierarchy, Panel(data=data, frame=spec.frame)
    raw, denominated = measured(hierarchy, data), denominate(hierarchy, data)
    filled, kept = _filled(spec, data, denominated)
    outliers = treated(panel, spec, filled)
    scores = normalised(panel, spec, outliers.values)
    weights, aggregated = weigh_and_climb(panel, spec, scores)
    tables = dict(zip(STEPS, (raw, denominated, filled, outliers.values, scores, aggregated), strict=True))
    return Build(
        spec=spec,
        data=data,
        tables={step: read_only(table) for step, table in tables.items()},
        kept=read_only(kept),
        weights=read_only(weights),
        applied=read_only(outliers.applied),
        drawn=read_only(outliers.drawn),
    )


def _filled(spec: Spec, data: Dataset, values: Values) -> tuple[Values, NDArray[np.bool_]]:
    """The values after imputation and screening, and which places are kept."""
    kept = np.ones(values.shape[:2], np.bool_)
    if spec.screen and spec.screen.counting is Counting.OBSERVED:
        kept = screen(spec.screen, values, data.places)
        values = np.where(kept[..., np.newaxis], values, np.nan)
    filled = impute(spec.impute, values, periods=data.periods, groups=data.groups, fillable=kept)
    if spec.screen and spec.screen.counting is Counting.FILLED:
        kept = screen(spec.screen, filled, data.places)
        filled = np.where(kept[..., np.newaxis], filled, np.nan)
    return filled, kept & ~np.isnan(filled).all(axis=-1)
