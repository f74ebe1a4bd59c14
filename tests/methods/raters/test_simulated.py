"""Simulated panels are what their design says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.raters import Design, RatersError, simulate_panel


def test_every_place_has_its_coders_and_every_coder_as_many_places():
    seats = Design().seats()
    assert (seats.sum(axis=0) == 5).all()
    assert 10 <= seats.sum(axis=1).min() <= seats.sum(axis=1).max() <= 18


def test_without_bridges_teams_keep_to_themselves_and_vignettes_are_for_all():
    seats = Design(bridges=False, vignettes=2).seats()
    shared = seats[:, :56].astype(int) @ seats[:, :56].T
    assert (shared[:5, 5:] == 0).all()
    assert seats[:, 56:].all()
    assert Design(coders=5).seats().all()


@pytest.mark.parametrize("given", [{"coders": 3}, {"coders": 21}, {"each": 0}, {"places": 0}, {"vignettes": -1}])
def test_an_impossible_design(given):
    with pytest.raises(RatersError, match="raters-design"):
        Design(**given)


def test_the_same_seed_gives_the_same_panel():
    one, same, other = (simulate_panel(Design(), seed=seed).ratings.points for seed in (1, 1, 2))
    assert np.array_equal(one, same, equal_nan=True)
    assert not np.array_equal(one, other, equal_nan=True)


def test_deviations_are_as_wide_as_asked():
    found = simulate_panel(Design(coders=400, places=80), seed=1)
    assert np.log(found.reliability).std() == pytest.approx(0.3, rel=0.1)
    assert found.thresholds.std(axis=0) == pytest.approx(0.3, rel=0.15)


def test_an_oracle_is_nearer_to_the_truth_than_the_mean_answer():
    panel = simulate_panel(Design(reliability_spread=0.8, threshold_spread=0.6), seed=3)
    means = np.nanmean(panel.ratings.points[:, :, 0], axis=0)
    oracle = panel.oracle()
    nearer = [
        np.corrcoef(oracle[:, at], panel.positions[:, at])[0, 1]
        > np.corrcoef(means[:, at], panel.positions[:, at])[0, 1]
        for at in range(4)
    ]
    assert all(nearer)


def test_an_oracle_without_noise_finds_the_place():
    """Coders of great reliability: the oracle's mean squared error is theirs."""
    panel = simulate_panel(replace(Design(), coders=60, each=60, reliability_spread=0.0, bridges=False), seed=2)
    error = (panel.oracle() - panel.positions).std()
    assert error < 0.2


def test_an_oracle_does_not_listen_to_the_careless():
    panel = simulate_panel(Design(careless=20), seed=1)
    assert panel.oracle() == pytest.approx(np.zeros((56, 4)), abs=1e-9)
    assert panel.careless.all()
