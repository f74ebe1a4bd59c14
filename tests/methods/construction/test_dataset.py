"""Data sets: shapes, names and numbers."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Dataset
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import dataset


def said(**more):
    settings = {"places": ("A", "B"), "indicators": ("x",), "values": np.zeros((2, 1, 1))} | more
    with pytest.raises(ConstructionError) as error:
        Dataset(**settings)
    assert {problem.code for problem in error.value.problems} == {"construction-data"}
    return [(problem.place, problem.message) for problem in error.value.problems]


def test_arrays_cannot_be_written_to():
    data = dataset(["x"], {"A": [1]}, denominators={"d": [[1]]})
    for array in (data.values, data.denominators["d"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 2


def test_names_occur_once():
    assert said(places=("A", "A")) == [("A", "The data name this place twice.")]


def test_shapes_fit():
    assert said(values=np.zeros((2, 1))) == [("values", "The array has the shape (2, 1), not (2, 1, 1).")]
    assert said(denominators={"d": np.zeros(2)}) == [("d", "The array has the shape (2,), not (2, 1).")]
    assert said(groups={"g": ("x",)}) == [("g", "There are 1 labels for 2 places.")]
    assert said(names=("x",)) == [("names", "There are 1 labels for 2 places.")]


def test_numbers_are_finite():
    found = said(values=[[[np.inf]], [[0]]], denominators={"d": [[1], [-np.inf]]})
    assert found == [("A x", "The value is infinite."), ("B d", "The value is infinite.")]
