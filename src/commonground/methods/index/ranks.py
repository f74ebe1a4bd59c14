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
    ranks = np.zeros(scores.shape, np.int32)
    step = max(1, BLOCK // max(1, scores[:1].size))
    for start in range(0, len(scores), step):
        block = slice(start, start + step)
        ranks[block] = _ranks(scores[block])
    return ranks


def _ranks(scores: NDArray[np.float64]) -> NDArray[np.int32]:
    nodes, places, periods = scores.shape
    none = np.isnan(scores)
    # NumPy sorts arrays without NaN several times faster; the largest number stands in, and so comes last.
    falling = np.where(none, LAST, -scores).transpose(0, 2, 1).reshape(nodes * periods, places)
    # Positions in the flat array: NumPy follows these twice as fast as positions in each row.
    order = np.argsort(falling, axis=-1) + places * np.arange(len(falling))[:, np.newaxis]
    ordered = falling.ravel().take(order)
    first = np.ones(ordered.shape, np.int32)
    apart = ordered[:, 1:] - ordered[:, :-1] > TOLERANCE
    np.copyto(first[:, 1:], np.arange(2, places + 1, dtype=np.int32), where=apart)
    ranks = np.empty(first.size, np.int32)
    ranks[order.ravel()] = np.maximum.accumulate(first, axis=-1).ravel()
    return np.where(none, np.int32(0), ranks.reshape(nodes, periods, places).transpose(0, 2, 1))
