"""Ratings, and what makes them contradict themselves."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.agreement import Ratings, RatingsError
from tests.methods.agreement.panels import ratings

CELLS = [
    ("ann", "XA", "2019", "Q1", 50.0),
    ("bob", "XA", "2019", "Q1", 100.0),
    ("ann", "XB", "2020", "Q2", 0.0),
]


def codes(error) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_from_cells():
    found = Ratings.from_cells(CELLS, vignettes=["XB"])
    assert (found.coders, found.places, found.periods) == (("ann", "bob"), ("XA", "XB"), ("2019", "2020"))
    assert found.points[:, 0, 0, 0].tolist() == [50, 100]
    assert np.isnan(found.points).sum() == 13
    assert found.options == ((50, 100), (0,))
    assert found.vignettes == {"XB"}


def test_no_cells_are_no_ratings():
    assert Ratings.from_cells([]).points.shape == (0, 0, 0, 0)


def test_the_questions_given_are_the_axis():
    found = Ratings.from_cells(CELLS, questions=["Q2", "Q1"], options=[[0, 50], [0, 50, 100]])
    assert found.questions == ("Q2", "Q1")
    assert found.options == ((0, 50), (0, 50, 100))


def test_units_go_by_place_and_period():
    found = Ratings.from_cells(CELLS)
    assert found.of("Q1")[0].tolist()[:1] == [50]
    assert found.clusters.tolist() == [0, 0, 1, 1]


def test_years_may_be_numbers():
    cells = [(coder, place, int(period), question, points) for coder, place, period, question, points in CELLS]
    assert Ratings.from_cells(cells).periods == ("2019", "2020")
    with pytest.raises(RatingsError, match="ann XA 2019 Q1: This coder answered the cell twice"):
        Ratings.from_cells([*cells, cells[0]])


@pytest.mark.parametrize("points", ["yes", None])
def test_points_that_are_no_number_are_named(points):
    with pytest.raises(RatingsError, match=r"bob XC 2019 Q1: This answer is not a finite number.*\[ratings-number\]"):
        Ratings.from_cells([*CELLS, ("bob", "XC", "2019", "Q1", points)])


def test_an_unknown_question_is_told():
    with pytest.raises(KeyError, match='no question "Q11"'):
        Ratings.from_cells(CELLS).of("Q11")


def test_nothing_can_be_written():
    with pytest.raises(ValueError, match="read-only"):
        Ratings.from_cells(CELLS).points[0] = 1


def test_a_cell_twice_and_a_stranger_are_named():
    with pytest.raises(RatingsError) as error:
        Ratings.from_cells([*CELLS, CELLS[0]], questions=["Q1"])
    assert codes(error) == ["ratings-repeated", "ratings-unknown"]
    assert "ann XA 2019 Q1: This coder answered the cell twice." in str(error.value)


def test_codes_named_twice_and_unknown_vignettes():
    with pytest.raises(RatingsError) as error:
        ratings(np.zeros((2, 2, 1)), coders=("a", "a"), places=("X", "X"), vignettes=frozenset({"V"}))
    assert codes(error) == ["ratings-repeated", "ratings-repeated", "ratings-unknown"]


def test_shapes():
    with pytest.raises(RatingsError) as error:
        ratings(np.zeros((2, 2, 1)), coders=("a", "b", "c"), options=((0.0,), (0.0,)))
    assert codes(error) == ["ratings-shape", "ratings-shape"]


def test_answers_are_finite_options():
    with pytest.raises(RatingsError) as error:
        ratings([[[0.0], [np.inf]], [[3.0], [np.nan]]], options=((0.0, 1.0),))
    assert codes(error) == ["ratings-number", "ratings-not-an-option"]
    assert "c1 P0 2024 q0: 3 is not an option of q0. Use one of 0, 1." in str(error.value)


@pytest.mark.parametrize("options", [(1.0, 0.0), (0.0, 0.0), (0.0, np.inf)])
def test_options_rise(options):
    with pytest.raises(RatingsError, match="ratings-options"):
        ratings(np.full((1, 1, 1), np.nan), options=(options,))
