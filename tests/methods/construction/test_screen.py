"""Screening by what is there."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Screen, screen
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN

VALUES = np.array([[[1, 2, 3, 4]], [[1, 2, 3, NAN]], [[0, 0, 5, NAN]], [[NAN] * 4]], float)
PLACES = ("A", "B", "C", "D")


def kept(**settings):
    return "".join(np.array(PLACES)[screen(Screen(**settings), VALUES, PLACES)[:, 0]])


def test_enough_indicators_must_have_a_value():
    assert kept() == "ABCD"
    assert kept(present=0.75) == "ABC"
    assert kept(present=0.76) == "A"


def test_enough_values_must_differ_from_0():
    assert kept(nonzero=1 / 3) == "ABCD"
    assert kept(nonzero=0.5) == "ABD"


def test_places_can_be_named():
    assert kept(present=1, keep=("D",), leave_out=("A",)) == "D"


@pytest.mark.parametrize("settings", [{"present": 1.1}, {"nonzero": -0.1}])
def test_shares_lie_between_0_and_1(settings):
    with pytest.raises(ConstructionError, match="construction-setting"):
        Screen(**settings)
