"""Competition ranks of places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.rules import TOLERANCE


def competition_ranks(scores: NDArray[np.float64]) -> NDArray[np.int32]:
    """Ranks of ``scores[node, place, period]`` among the places of each node and period; 0 without a score.

    The highest score is 1; places that tie share the better rank, and the next one skips those taken (1, 2, 2, 4).
    Scores tie where they, or the scores ranked between them, are within 1e-9 of each other.
    """
    nodes, places, periods = scores.shape
    falling = np.negative(scores).transpose(0, 2, 1).reshape(-1, places)
    order = np.argsort(falling, axis=-1)
    ordered = np.take_along_axis(falling, order, axis=-1)
    starts = np.zeros(ordered.shape, np.int32)
    np.multiply(ordered[:, 1:] - ordered[:, :-1] > TOLERANCE, np.arange(1, places), out=starts[:, 1:], casting="unsafe")
    ranks = np.empty_like(starts)
    np.put_along_axis(ranks, order, np.maximum.accumulate(starts, axis=-1) + 1, axis=-1)
    ranks[np.isnan(falling)] = 0
    return np.ascontiguousarray(ranks.reshape(nodes, periods, places).transpose(0, 2, 1))
