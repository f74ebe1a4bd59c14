"""Settings that make no sense are refused where they are made."""

from __future__ import annotations

from math import isfinite

from commonground.methods.errors import ConstructionError, Problem

LEAST, MOST = 1e-100, 1e100
"""Weights are relative; sums of larger ones, and shares of smaller ones, could not be told as numbers."""


def weighs(number: float) -> bool:
    """Whether a number can be a weight."""
    return LEAST <= number <= MOST


def require(fits: bool, message: str, remedy: str) -> None:  # noqa: FBT001 -- reads as a sentence
    """Raise ``ConstructionError`` unless the setting fits."""
    if not fits:
        raise ConstructionError(Problem(code="construction-setting", message=message, remedy=remedy))


def require_rising(what: str, lower: float, upper: float) -> None:
    """Raise ``ConstructionError`` unless ``lower`` and ``upper`` are finite and in this order."""
    fits = isfinite(lower) and isfinite(upper) and lower < upper
    require(fits, f"{what} does not run from a lower to a higher number.", "Write a lower number and a higher one.")


def require_share(what: str, share: float) -> None:
    """Raise ``ConstructionError`` unless ``share`` lies between 0 and 1."""
    require(0 <= share <= 1, f"{what} is {share:g}, which is not between 0 and 1.", "Write a share such as 0.75.")


def require_limit(what: str, limit: int | None) -> None:
    """Raise ``ConstructionError`` unless ``limit`` is None or at least 1."""
    require(limit is None or limit >= 1, f"{what} is {limit}, which is below 1.", "Write 1 or more, or leave it out.")
