"""Competition ranks of places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.rules import TOLERANCE

BLOCK = 8192
"""Scores ranked at a time: few enough for the processor's own memory."""

LAST = np.finfo(np.float64).max


def competition_ranks(scores: NDArray[np.float64]) -> NDArray[np.int32]:
    """Ranks of ``scores[node, place, period]`` among the places of each node and period; 0 without a score.

    The highest score is 1; places that tie share the better rank, and the next one skips those taken (1, 2, 2, 4).
    Scores tie where they, or the scores ranked between them, are within 1e-9 of each other.
    """
    nodes, places, periods = scores.shape
    columns = scores.transpose(0, 2, 1).reshape(nodes * periods, places)
    ranks = np.empty(columns.shape, np.int32)
    step = max(1, BLOCK // max(1, places))
    for start in range(0, len(columns), step):
        block = slice(start, start + step)
        ranks[block] = _ranks(columns[block])
    return ranks.reshape(nodes, periods, places).transpose(0, 2, 1)


def _ranks(scores: NDArray[np.float64]) -> NDArray[np.int32]:
    """The ranks within each row."""
    rows, places = scores.shape
    # NumPy sorts arrays without NaN several times faster; the largest number stands in, and so comes last.
    falling = np.where(np.isnan(scores), LAST, -scores)
    # Positions in the flat array: NumPy follows these twice as fast as positions in each row.
    order = np.argsort(falling, axis=-1) + places * np.arange(rows)[:, np.newaxis]
    ordered = falling.ravel().take(order)
    first = np.ones(ordered.shape, np.int32)
    apart = ordered[:, 1:] - ordered[:, :-1] > TOLERANCE
    np.copyto(first[:, 1:], np.arange(2, places + 1, dtype=np.int32), where=apart)
    shared = np.maximum.accumulate(first, axis=-1)
    np.copyto(shared, 0, where=ordered == LAST)
    ranks = np.empty(first.size, np.int32)
    ranks[order.ravel()] = shared.ravel()
    return ranks.reshape(rows, places)
