"""Imputation from other places and from other periods."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Constant, Latest, Linear, MeanOfPlaces, MedianOfPlaces, impute
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN

GROUPS = {"side": ("east", "east", "east", "west", "west", "")}
PLACES = np.array([1, 3, NAN, 10, NAN, NAN])
YEARS = ("2015", "2016", "2018", "2020", "2021")


def across(*methods, values=PLACES):
    """Places of one period, each with a second indicator that is always there."""
    two = np.stack([values, np.ones(len(values))], axis=-1)[:, np.newaxis]
    return impute(methods, two, groups=GROUPS)[:, 0, 0]


def along(method, *values, periods=YEARS):
    """One place through the periods."""
    return impute([method], np.array(values, float)[np.newaxis, :, np.newaxis], periods=periods)[0, :, 0]


def same(found, expected):
    assert found == pytest.approx(np.array(expected, float), nan_ok=True)


def test_from_other_places():
    mean, median = 14 / 3, 3
    same(across(MeanOfPlaces()), [1, 3, mean, 10, mean, mean])
    same(across(MedianOfPlaces()), [1, 3, median, 10, median, median])


def test_from_places_of_the_same_group():
    same(across(MeanOfPlaces(group="side")), [1, 3, 2, 10, 10, NAN])
    same(across(MedianOfPlaces(group="side")), [1, 3, 2, 10, 10, NAN])


def test_the_next_method_fills_what_the_first_could_not():
    same(across(MeanOfPlaces(group="side"), MedianOfPlaces()), [1, 3, 2, 10, 10, 3])


def test_a_place_without_any_value_takes_none_from_others():
    values = np.array([[[1.0]], [[NAN]]])
    same(impute([MeanOfPlaces()], values)[:, 0, 0], [1, NAN])


def test_each_period_is_filled_by_itself():
    values = np.array([[[1, 1], [5, 1]], [[NAN, 1], [NAN, 1]]], float)
    same(impute([MeanOfPlaces()], values, periods=("a", "b"))[1, :, 0], [1, 5])


def test_an_unknown_grouping_is_refused():
    with pytest.raises(ConstructionError, match=r"^colour: The data do not have this grouping"):
        across(MeanOfPlaces(group="colour"))


def test_latest_looks_back_only():
    same(along(Latest(), NAN, 2, NAN, NAN, 5), [NAN, 2, 2, 2, 5])
    same(along(Latest(limit=1), NAN, 2, NAN, NAN, 5), [NAN, 2, 2, NAN, 5])


def test_constant_fills_the_beginning_too():
    same(along(Constant(), NAN, 2, NAN, NAN, 5), [2, 2, 2, 2, 5])
    same(along(Constant(limit=1), NAN, NAN, 2, NAN, NAN), [NAN, 2, 2, 2, NAN])


def test_linear_counts_the_years_between():
    same(along(Linear(), NAN, 2, NAN, NAN, 7), [2, 2, 4, 6, 7])
    same(along(Linear(), 2, NAN, NAN, NAN, 7, periods="abcde"), [2, 3.25, 4.5, 5.75, 7])


def test_linear_reaches_as_far_as_its_limit():
    same(along(Linear(limit=1), 2, NAN, NAN, NAN, 8), [2, 3, NAN, 7, 8])
    same(along(Linear(limit=1), 2, 3, NAN, NAN, NAN), [2, 3, 3, NAN, NAN])


@pytest.mark.parametrize("method", [Latest(), Constant(), Linear()])
def test_nothing_comes_of_nothing(method):
    same(along(method, *[NAN] * 5), [NAN] * 5)


def test_places_that_are_left_out_are_not_filled():
    values = np.array([[[1.0], [NAN]], [[NAN], [NAN]]])
    fillable = np.array([[True, False], [True, True]])
    same(impute([Latest()], values, periods=("1", "2"), fillable=fillable)[..., 0], [[1, NAN], [NAN, NAN]])


@pytest.mark.parametrize("kind", [Latest, Constant, Linear])
def test_a_limit_is_at_least_1(kind):
    with pytest.raises(ConstructionError, match="construction-setting"):
        kind(limit=0)
