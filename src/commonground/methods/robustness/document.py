"""Robustness as a document for programs: plain lists and dictionaries, None where there is no figure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonground.methods.robustness.moves import Moves
from commonground.methods.robustness.sobol import Sensitivity
from commonground.methods.robustness.whole import Robustness, WeightChanges

OUTPUT = "mean absolute change of rank"


def robustness_document(found: Robustness) -> dict[str, Any]:
    """The whole as documented in ``docs/reference/methods/robustness.md``."""
    simulation, intervals = found.simulation, found.intervals
    return {
        "seed": found.seed,
        "runs": intervals.runs,
        "level": intervals.level,
        "assumptions": [
            {
                "code": factor.code,
                "title": factor.title,
                "alternatives": factor.size,
                "labels": list(factor.labels),
            }
            for factor in simulation.factors
        ],
        "units": [asdict(unit) for unit in intervals.units],
        "above": _table(found.above),
        "sensitivity": _sensitivity(found.sensitivity),
        "moves": _moves(found.moves),
        "acceptability": None if found.acceptability is None else _table(found.acceptability),
        "weights": None if found.changes is None else _changes(found.changes),
    }


def _table(values: NDArray[np.float64]) -> list[list[float | None]]:
    return [[None if np.isnan(value) else value for value in row] for row in values.tolist()]


def _sensitivity(found: Sensitivity) -> dict[str, Any]:
    codes = [effect.factor.code for effect in found.effects]
    return {
        "output": OUTPUT,
        "base": found.base,
        "runs": found.runs,
        "level": found.level,
        "effects": [
            {"assumption": effect.factor.code, "first": asdict(effect.first), "total": asdict(effect.total)}
            for effect in found.effects
        ],
        "units": [
            {
                "unit": unit,
                "first": dict(zip(codes, found.first[:, at].tolist(), strict=True)),
                "total": dict(zip(codes, found.total[:, at].tolist(), strict=True)),
            }
            for at, unit in enumerate(found.units)
        ],
    }


def _moves(found: Moves) -> list[dict[str, Any]]:
    return [
        {"unit": unit, "nominal": int(found.nominal[at]) or None, "assumptions": _unit_moves(found, at)}
        for at, unit in enumerate(found.units)
    ]


def _unit_moves(found: Moves, unit: int) -> dict[str, Any]:
    moved = {}
    for at, factor in enumerate(found.factors):
        best, worst = found.span(at, unit) or (None, None)
        ranks = [int(rank) or None for rank in found.ranks[at][:, unit]]
        by_label = dict(zip(factor.labels, ranks, strict=True)) if factor.labels else {}
        moved[factor.code] = {"best": best, "worst": worst, "ranks": by_label}
    return moved


def _changes(found: WeightChanges) -> dict[str, Any]:
    parts = found.parts
    return {
        "group": parts.group,
        "children": dict(zip(parts.children, parts.weights.tolist(), strict=True)),
        "stability": [asdict(interval) for interval in found.intervals],
        "swaps": [
            {**asdict(swap), "weights": dict(zip(parts.children, swap.weights, strict=True)) if swap.weights else None}
            for swap in found.swaps
        ],
    }
