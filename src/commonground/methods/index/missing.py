"""What a group's children bring to its rule, once its rule for missing data has had its say.

Arrays here are ``[child, cell]``, where a cell is one place in one period.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.rules import Missing, Require, Skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counted:
    """What the children bring.

    ``values`` are the children's, 0 where they do not count; ``counts`` is True where they do.
    ``complete[cell]`` is False where a child is missing that the rule requires; ``covered[cell]`` is False
    where coverage is below the minimum.
    """

    values: NDArray[np.float64]
    counts: NDArray[np.bool_]
    complete: NDArray[np.bool_]
    covered: NDArray[np.bool_]


def count(
    missing: Missing,
    values: NDArray[np.float64],
    present: NDArray[np.bool_],
    applies: NDArray[np.bool_],
    coverage: NDArray[np.float64],
) -> Counted:
    """The children that count for a group under its rule for missing data.

    ``values`` hold 0 where ``present`` is False; ``coverage[cell]`` is the group's own, NaN where nothing applies.
    """
    always = np.ones(values.shape[1], np.bool_)
    match missing:
        case Require():
            complete = np.logical_and.reduce(present == applies, axis=0)
            return Counted(values=values, counts=present, complete=complete, covered=always)
        case Skip(minimum=minimum):
            return Counted(values=values, counts=present, complete=always, covered=coverage >= minimum)
        case _:
            filled = np.where(present, values, np.where(applies, missing.points, 0.0))
            return Counted(values=filled, counts=applies, complete=always, covered=coverage >= missing.minimum)
