"""Denominators, and indicators that are not in the data."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction.denominate import denominate, measured
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN, dataset, flat

POPULATION = {"people": [[2.0], [NAN], [0]]}


def test_values_are_divided_and_multiplied():
    data = dataset(["y", "x"], {"A": (6, 1)}, denominators={"people": [[2]]})
    assert denominate(flat("x", "y", denominator="people", per=1000), data).tolist() == [[[500, 3000]]]
    assert denominate(flat("x", "y"), data).tolist() == [[[1, 6]]]


def test_a_missing_denominator_leaves_a_gap_and_0_matters_only_beside_a_value():
    data = dataset(["x"], {"A": [6], "B": [6], "C": [NAN]}, denominators=POPULATION)
    found = denominate(flat("x", denominator="people"), data)[:, 0, 0]
    assert found == pytest.approx([3, NAN, NAN], nan_ok=True)


@pytest.mark.parametrize(("value", "below"), [(6, 0), (0, 0), (1e300, 1e-300)])
def test_0_beneath_a_value_is_refused_by_place_and_indicator(value, below):
    data = dataset(["x"], {"A": [value]}, denominators={"people": [[below]]})
    with pytest.raises(ConstructionError, match=r'^A x: .* by "people", .* Correct .* \[construction-denominator\]$'):
        denominate(flat("x", denominator="people"), data)


def test_an_unknown_denominator_is_refused():
    with pytest.raises(ConstructionError, match=r'^x: The data have no denominator "people"'):
        denominate(flat("x", denominator="people"), dataset(["x"], {"A": [6]}))


def test_indicators_must_be_there_and_have_a_value():
    with pytest.raises(ConstructionError, match=r"^y: The data do not have this indicator"):
        measured(flat("x", "y"), dataset(["x"], {"A": [6]}))
    with pytest.raises(ConstructionError, match=r"^x: This indicator has no value for any place"):
        measured(flat("x"), dataset(["x"], {"A": [NAN]}))


def test_the_data_are_left_as_they_are():
    data = dataset(["x"], {"A": [6]}, denominators={"people": [[2]]})
    denominate(flat("x", denominator="people"), data)
    assert np.array_equal(data.values, [[[6]]])
