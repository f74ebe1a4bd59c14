"""Small indices for the tests of construction, in the notation of a table."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from commonground.methods.construction import Composite, Dataset, Hierarchy, Indicator

NAN = float("nan")
REPOSITORY = Path(__file__).parents[3]


def indicators(*codes, parent="top", **settings):
    return tuple(Indicator(code=code, parent=parent, **settings) for code in codes)


def flat(*codes, **settings):
    """Indicators under one top."""
    return Hierarchy(indicators=indicators(*codes, **settings), composites=(Composite(code="top"),))


def two_levels():
    """Under the top P with a and b, Q with c, and d by itself."""
    return Hierarchy(
        indicators=(
            *indicators("a", "b", parent="P"),
            *indicators("c", parent="Q"),
            *indicators("d", parent="top"),
        ),
        composites=(
            Composite(code="top"),
            Composite(code="P", parent="top", weight=2),
            Composite(code="Q", parent="top"),
        ),
    )


def dataset(codes, rows, **more):
    """A data set without periods from rows such as ``{"A": (1, 2)}``."""
    return Dataset(
        places=tuple(rows),
        indicators=tuple(codes),
        values=np.array(list(rows.values()), float)[:, np.newaxis],
        **more,
    )


def panel(code, rows, periods, **more):
    """A data set of one indicator from rows such as ``{"A": (1, 2)}``, a number for each period."""
    return Dataset(
        places=tuple(rows),
        periods=tuple(periods),
        indicators=(code,),
        values=np.array(list(rows.values()), float)[..., np.newaxis],
        **more,
    )


def column(*values):
    return np.array(values, float)[:, np.newaxis]


def table(path):
    """A CSV file of numbers as row names, column names and an array."""
    with path.open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    numbers = [[NAN if text in {"", "NA"} else float(text) for text in row[1:]] for row in rows]
    return [row[0] for row in rows], header[1:], np.array(numbers)
