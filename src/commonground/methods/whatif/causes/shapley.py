"""Shapley's value: what each of several causes adds, whatever the order in which they are let in."""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray


def shapley(worlds: NDArray[np.float64], causes: int) -> NDArray[np.float64]:
    """The share of each cause in ``worlds[..., 2**causes - 1] - worlds[..., 0]``.

    ``worlds[..., s]`` is the value where the causes whose bits are set in s are in force. The share of cause i is
    Σ |s|! (n - |s| - 1)! / n! · (v(s + i) - v(s)) over the sets s without i; the shares ``[..., causes]`` sum to
    the whole. Source: Shapley, A value for n-person games, 1953.
    """
    sets = np.arange(2**causes)
    sizes = np.array([each.bit_count() for each in range(len(sets))])
    joining = np.array([factorial(size) * factorial(causes - size - 1) for size in range(causes)]) / factorial(causes)
    without = [sets[sets >> cause & 1 == 0] for cause in range(causes)]
    # Differences first: a cause that changes nothing has a share of exactly 0.
    shares = [
        (worlds[..., each + (1 << cause)] - worlds[..., each]) @ joining[sizes[each]]
        for cause, each in enumerate(without)
    ]
    return np.stack(shares, axis=-1)


def completed(worlds: NDArray[np.float64], causes: int) -> NDArray[np.float64]:
    """The worlds without NaN: one without a value takes the mean of those that differ from it in one cause.

    Where those have none either, it takes theirs once they have. A cause that changes nothing still changes
    nothing then. A row without any value stays as it is.
    """
    neighbours = np.arange(2**causes)[:, np.newaxis] ^ (1 << np.arange(causes))
    values = worlds.copy()
    while True:
        near = values[..., neighbours]
        known = ~np.isnan(near)
        count = known.sum(axis=-1)
        fill = np.isnan(values) & (count > 0)
        if not fill.any():
            return values
        means = np.where(known, near, 0.0).sum(axis=-1) / np.maximum(count, 1)
        values = np.where(fill, means, values)
