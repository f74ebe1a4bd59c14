"""Weights from the data and from experts."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import (
    Arithmetic,
    Budget,
    Geometric,
    Influence,
    aggregate,
    budget_weights,
    influence_weights,
    principal_component_weights,
)
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN

COMMON = np.random.default_rng(8).normal(size=(60, 1))
RELATED = 10 + COMMON + np.array([0.4, 1, 2]) * np.random.default_rng(9).normal(size=(60, 3))


def correlations(weights, rule):
    composite = aggregate(rule, RELATED, weights, np.ones((3, 1)))[:, 0]
    return np.array([np.corrcoef(child, composite)[0, 1] for child in RELATED.T])


def test_loadings_squared_sum_to_1_and_favour_what_is_common():
    weights = principal_component_weights(RELATED)
    values, vectors = np.linalg.eigh(np.corrcoef(RELATED.T))
    assert weights == pytest.approx(vectors[:, values.argmax()] ** 2)
    assert weights.sum() == pytest.approx(1)
    assert weights[0] > weights[2]


def test_a_single_child_has_all_the_weight():
    assert principal_component_weights(RELATED[:, :1]).tolist() == [1]
    assert influence_weights(RELATED[:, :1], np.ones(1), Arithmetic()) == pytest.approx([1])


@pytest.mark.parametrize("rule", [Arithmetic(), Geometric()])
def test_influence_becomes_even(rule):
    found = correlations(influence_weights(RELATED, np.ones(3), rule), rule)
    assert found == pytest.approx([found.mean()] * 3, abs=1e-6)


def test_influence_becomes_what_is_asked():
    found = correlations(influence_weights(RELATED, np.array([4.0, 3, 3]), Arithmetic()), Arithmetic())
    assert found / found.sum() == pytest.approx([0.4, 0.3, 0.3], abs=1e-6)


def test_observations_with_gaps_are_left_out():
    gap = np.vstack([RELATED, [[NAN, 1, 1000]]])
    assert principal_component_weights(gap) == pytest.approx(principal_component_weights(RELATED))
    both = (influence_weights(each, np.ones(3), Arithmetic()) for each in (gap, RELATED))
    assert next(both) == pytest.approx(next(both))


@pytest.mark.parametrize("values", [RELATED[:2], np.column_stack([RELATED, np.ones(60)])])
def test_too_little_to_go_by_gives_none(values):
    assert principal_component_weights(values) is None
    assert influence_weights(values, np.ones(values.shape[1]), Arithmetic()) is None


def test_every_expert_counts_alike():
    points = {"Ada": {"a": 30, "b": 10}, "Bo": {"a": 1, "b": 3}, "Cy": {"a": 1}, "Di": {"z": 5}}
    assert budget_weights(points, ("a", "b")) == pytest.approx([(0.75 + 0.25 + 1) / 3, (0.25 + 0.75) / 3])
    assert budget_weights(points, ("x", "y")) is None
    assert budget_weights({}, ("x", "y")) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: Influence(importance={"a": 0}),
        lambda: Influence(importance={"a": 1e308}),
        lambda: Budget(points={"Ada": {"a": -1}}),
        lambda: Budget(points={"Ada": {"a": 1e308}}),
    ],
)
def test_settings_make_sense(make):
    with pytest.raises(ConstructionError, match="construction-setting"):
        make()
