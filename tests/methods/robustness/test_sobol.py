"""Sobol indices: the design, the estimators, and cases whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import sobol_indices

from commonground.methods.robustness import RobustnessError, sensitivity, sobol_design
from commonground.methods.robustness.simulation import ranks_of
from commonground.methods.robustness.sobol import shares, terms
from tests.methods.robustness.toys import toy

MODEL = toy(
    [4.0, 3.0, 2.0, 1.0],
    [[0, 0, 0, 0], [0, 2, 0, 0], [0, 0, 3, 0]],
    [[0, 0, 0, 0], [0, 0, 0, 2.5]],
    [[0, 0, 0, 0]] * 3,
)


@pytest.mark.parametrize("base", [1, 5, 64])
def test_the_design_has_n_times_d_plus_2_rows(base):
    design = sobol_design(MODEL.factors, base=base, seed=1)
    assert design.shape == (base * 5, 3)
    first, second = design[:base], design[base : 2 * base]
    for column in range(3):
        mixed = design[(2 + column) * base : (3 + column) * base]
        assert (mixed[:, column] == second[:, column]).all()
        assert (np.delete(mixed, column, axis=1) == np.delete(first, column, axis=1)).all()


def test_alternatives_are_equally_likely():
    design = sobol_design(MODEL.factors, base=768, seed=1)[: 2 * 768]
    for column, size in enumerate((3, 2, 3)):
        counts = np.bincount(design[:, column], minlength=size)
        assert np.abs(counts - 2 * 768 / size).max() <= 8  # a Sobol sequence fills evenly


def test_the_estimators_are_scipys():
    base = 256
    settings = sobol_design(MODEL.factors, base=base, seed=3)
    output = np.sin(settings @ np.array([1.0, 2.0, 0.0])) + settings[:, 0] * settings[:, 1]
    mixed = output[2 * base :].reshape(3, base)
    reference = sobol_indices(
        func={"f_A": output[None, :base], "f_B": output[None, base : 2 * base], "f_AB": mixed[:, None]},
        n=base,
    )
    found = terms(output[:, np.newaxis], base)
    assert shares(found.first.mean(axis=0), found.variance)[:, 0] == pytest.approx(reference.first_order)
    assert shares(found.total.mean(axis=0), found.variance)[:, 0] == pytest.approx(reference.total_order)


def test_identical_alternatives_have_no_effect_whatever():
    found = sensitivity(MODEL, base=128, seed=1)
    idle = found["f2"]
    assert (idle.total.value, idle.total.lower, idle.total.upper) == (0, 0, 0)
    assert (found.total[2] == 0).all()
    assert idle.first.value == 0
    assert found["f0"].total.value > 0
    assert (found.runs, found.base) == (128 * 5, 128)


def test_effects_equal_those_of_all_combinations():
    # With every combination equally likely, variances can be worked out without drawing anything.
    combinations = np.array([[a, b, 0] for a in range(3) for b in range(2)])
    ranks = ranks_of(MODEL.run(combinations))
    shift = np.abs(ranks - [1, 2, 3, 4]).mean(axis=1).reshape(3, 2)
    variance = shift.var()
    expected = [shift.mean(axis=1).var() / variance, shift.mean(axis=0).var() / variance]
    found = sensitivity(MODEL, base=4096, seed=1)
    assert [found[code].first.value for code in ("f0", "f1")] == pytest.approx(expected, abs=0.02)
    totals = [1 - expected[1], 1 - expected[0]]
    assert [found[code].total.value for code in ("f0", "f1")] == pytest.approx(totals, abs=0.02)
    for effect in found.effects[:2]:
        assert effect.total.lower < effect.total.value < effect.total.upper
    own = ranks[:, 1].reshape(3, 2).astype(float)
    assert found.first[0, 1] == pytest.approx(own.mean(axis=1).var() / own.var(), abs=0.02)


def test_an_index_that_nothing_moves_has_indices_of_0():
    found = sensitivity(toy([2.0, 1.0], [[0, 0], [0, 0.5]]), base=16, seed=1)
    assert [found["f0"].first.value, found["f0"].total.value] == [0, 0]


def test_a_unit_without_a_score_counts_as_last():
    found = sensitivity(toy([2.0, 1.0, 0.0], [[0, 0, 0], [np.nan, 0, 0]]), base=64, seed=1)
    assert found["f0"].total.value == pytest.approx(1, abs=0.1)


def test_the_same_seed_gives_the_same_figures_and_nothing_to_vary_is_refused():
    first, again = (sensitivity(MODEL, base=32, seed=9) for _ in range(2))
    assert first.effects == again.effects
    with pytest.raises(RobustnessError, match="robustness-no-assumption"):
        sensitivity(toy([1.0]), base=4, seed=1)
    with pytest.raises(RobustnessError, match="robustness-level"):
        sensitivity(MODEL, base=4, seed=1, level=0)
    with pytest.raises(KeyError):
        first["f9"]
