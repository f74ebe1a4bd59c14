"""Principal components and parallel analysis."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from commonground.methods.coherence import Components, components
from tests.methods.coherence.trees import levels


def world(units: int = 60, seed: int = 3) -> dict[str, list[float]]:
    """Four children of which two pairs go together, and nothing else does."""
    random = np.random.default_rng(seed)
    one, other = random.normal(size=(2, units))
    noise = random.normal(size=(4, units)) * 0.3
    columns = {"a": one, "b": one, "c": other, "d": -other}
    return {code: (column + noise[at]).tolist() for at, (code, column) in enumerate(columns.items())}


def found(columns, **settings):
    top = np.zeros(len(next(iter(columns.values()))))
    return components(levels({"top": top.tolist(), **columns}), "top", random=np.random.default_rng(1), **settings)


def test_eigenvalues_are_those_of_the_correlations():
    columns = world()
    each = found(columns)
    correlation = np.corrcoef(list(columns.values()))
    np.testing.assert_allclose(each.eigenvalues, np.linalg.eigvalsh(correlation)[::-1])
    np.testing.assert_allclose(each.loadings @ each.loadings.T, correlation, atol=1e-12)
    assert each.explained.sum() == pytest.approx(1)
    assert (each.loadings.sum(axis=0) >= 0).all()


def test_two_pairs_are_two_components_and_noise_is_none():
    assert found(world()).kept == 2
    noise = np.random.default_rng(5).normal(size=(6, 40)).tolist()
    assert found(dict(zip("abcdef", noise, strict=True))).kept == 0


def test_chance_is_drawn_from_the_generator_alone(monkeypatch):
    columns = world()
    first = found(columns)
    np.testing.assert_array_equal(first.chance, found(columns).chance)
    monkeypatch.setattr(sys.modules[Components.__module__], "BUDGET", 1)
    np.testing.assert_allclose(found(columns).chance, first.chance)


def test_more_children_than_units():
    wide = {f"c{at}": column for at, column in enumerate(np.random.default_rng(2).normal(size=(9, 5)).tolist())}
    each = found(wide)
    assert len(each.eigenvalues) == len(each.chance) == 9
    np.testing.assert_allclose(each.chance[4:], 0, atol=1e-9)


def test_flat_children_are_left_out():
    each = found(world() | {"e": [5.0] * 60, "f": [0.0] * 60})
    assert each.flat == ("e", "f")
    assert each.children == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    "columns",
    [
        {"a": [1, 2, 3], "b": [1, 1, 1]},
        {"a": [None], "b": [1]},
        {"a": [1, 2], "b": [2, 1]},
        {"a": [None, 1, 2], "b": [1, None, 2]},
    ],
)
def test_too_little_has_no_components(columns):
    each = found(columns)
    assert each.kept == 0
    assert not len(each.eigenvalues)
