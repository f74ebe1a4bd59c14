"""A standing as plain values, and back. Keys are natural ones, so that the same content hashes alike everywhere."""

from __future__ import annotations

from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonground.methods.canonical import round9
from commonground.methods.robustness.plan import plan_document, plan_from_document
from commonground.methods.robustness.standing import Standing

Document = dict[str, Any]

SCHEMA = "commonground.standing"
VERSION = 1
FIGURES = 4


def standing_document(found: Standing) -> Document:
    """Intervals by node, period and place (as in ``Interval``), and shares by period, place and other place.

    An interval without scores has the two ranks only. Figures are rounded to 1e-9; what does not exist is left out.
    """
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "plan": plan_document(found.plan),
        "nodes": list(found.nodes),
        "periods": list(found.periods),
        "places": list(found.places),
        "intervals": {
            node: {
                period: _known(found.places, found.bounds[row, column]) for column, period in enumerate(found.periods)
            }
            for row, node in enumerate(found.nodes)
        },
        "above": {
            period: {place: _shares(found.places, found.above[column, row]) for row, place in enumerate(found.places)}
            for column, period in enumerate(found.periods)
        },
    }


def standing_from_document(document: Document) -> Standing:
    """The standing that ``standing_document`` wrote down."""
    nodes, periods, places = (tuple(document[name]) for name in ("nodes", "periods", "places"))
    at = {place: row for row, place in enumerate(places)}
    bounds = np.full((len(nodes), len(periods), len(places), FIGURES), np.nan)
    above = np.full((len(periods), len(places), len(places)), np.nan)
    for row, node in enumerate(nodes):
        for column, period in enumerate(periods):
            for place, figures in document["intervals"][node][period].items():
                bounds[row, column, at[place], -len(figures) :] = figures
    for column, period in enumerate(periods):
        for place, shares in document["above"][period].items():
            above[column, at[place], [at[other] for other in shares]] = list(shares.values())
    return Standing(
        plan=plan_from_document(document["plan"]),
        nodes=nodes,
        periods=periods,
        places=places,
        bounds=bounds,
        above=above,
    )


def _known(places: tuple[str, ...], bounds: NDArray[np.float64]) -> dict[str, list[float]]:
    rows = zip(places, bounds.tolist(), strict=True)
    known = ((place, [round9(figure) for figure in figures if not isnan(figure)]) for place, figures in rows)
    return {place: figures for place, figures in known if figures}


def _shares(places: tuple[str, ...], above: NDArray[np.float64]) -> dict[str, float]:
    return {place: round9(share) for place, share in zip(places, above.tolist(), strict=True) if not isnan(share)}
