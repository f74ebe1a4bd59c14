"""Chance, from a seed that is passed in: the only chance that the method knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonground.methods.errors import CommongroundError, Problem


def generator(seed: int | Sequence[int]) -> np.random.Generator:
    """Draws that follow from ``seed``, the same for the same.

    Raises ``CommongroundError`` for a number below 0, for what is no whole number, and for none at all: the draws
    would follow from nothing.
    """
    try:
        if seed is None:
            raise TypeError("No seed.")  # noqa: TRY301 -- one answer to whatever is no seed
        return np.random.default_rng(seed)
    except (TypeError, ValueError):
        raise CommongroundError(
            Problem(code="seed", message=f"{seed} is no seed.", remedy="Give a whole number from 0 on.")
        ) from None
