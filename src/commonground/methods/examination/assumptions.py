"""The assumptions that the statistical audit of a numeric index varies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from commonground.methods.construction import Arithmetic, Build, Generalised
from commonground.methods.robustness import Aggregations, NumericAssumption, usual_steps

HALFWAY = Generalised(power=0.5)
"""A mean half way between the arithmetic and the geometric one, which can take 0."""


def usual_of_build(found: Build) -> tuple[NumericAssumption, ...]:
    """The usual assumptions, with means that the index's own normalised values can take.

    Where values of 0 occur, the power mean of 1/2 stands in for the geometric mean, which would be 0 whatever
    else a place has; where values below 0 occur, aggregation is left as it is.
    """
    return tuple(_possible(usual_steps(found.spec), float(np.nanmin(found.tables["normalised"], initial=np.inf))))


def _possible(usual: tuple[NumericAssumption, ...], lowest: float) -> Iterator[NumericAssumption]:
    for assumption in usual:
        if not isinstance(assumption, Aggregations) or lowest > 0:
            yield assumption
        elif lowest >= 0:
            yield replace(assumption, alternatives=(Arithmetic(), HALFWAY))
