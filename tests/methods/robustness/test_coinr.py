"""ASEM beside COINr's own runs. Its drawn sets of weights were not kept, so the comparison is statistical."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.coinr import SETS, asem, rows
from commonground.methods.robustness import Sensitivity, rank_intervals, sensitivity, simulate

FACTORS = {"Winmax": "treatment", "Normalisation": "normalisation", "Weights": "weights", "Aggregation": "aggregation"}
RUNS = 1000


@pytest.fixture(scope="module")
def folder(shared_data) -> Path:
    return shared_data / "coinr"


@pytest.fixture(scope="module")
def indices(folder) -> Sensitivity:
    return sensitivity(asem(folder, seed=9), base=4096, seed=9)


def test_the_index_as_it_is(folder):
    found = simulate(asem(folder, seed=1), runs=1, seed=1)
    best = int(np.argmax(found.nominal_scores))
    assert (found.units[best], round(float(found.nominal_scores[best]), 4)) == ("CHE", 68.3837)
    nominal = {row["uCode"]: int(row["Nominal"]) for row in rows(folder / "asem_ua_rankstats.csv")}
    assert dict(zip(found.units, found.nominal_ranks.tolist(), strict=True)) == nominal


def test_every_mean_rank_is_within_four_standard_errors(folder, indices):
    # COINr's 1,000 runs share 100 sets of weights, so its mean has an error from both.
    published = {row["uCode"]: float(row["Mean"]) for row in rows(folder / "asem_ua_rankstats.csv")}
    done = simulate(asem(folder, seed=1, sets=5000), runs=20_000, seed=1)
    found = rank_intervals(done)
    by_weights = dict(zip(indices.units, indices.first[2], strict=True))
    for at, unit in enumerate(found.units):
        variance = done.ranks[:, at].var()
        error = (variance / RUNS + max(by_weights[unit.unit], 0.0) * variance / SETS) ** 0.5
        assert unit.mean == pytest.approx(published[unit.unit], abs=4 * error), unit.unit


def test_the_changes_of_rank_spread_as_coinrs_do(folder):
    table = rows(folder / "asem_ua_ranks.csv")
    theirs = np.array([[int(rank) for name, rank in row.items() if name.startswith("r_")] for row in table])
    nominal = np.array([[int(row["Nominal"])] for row in table])
    shift = np.abs(theirs - nominal).mean(axis=0)
    done = simulate(asem(folder, seed=1), runs=20_000, seed=1)
    ours = np.abs(done.ranks - done.nominal_ranks).mean(axis=1)
    assert ours.mean() == pytest.approx(shift.mean(), abs=4 * shift.std() / RUNS**0.5)
    assert ours.std() == pytest.approx(shift.std(), rel=0.05)


def test_sobol_totals_lie_inside_coinrs_intervals(folder, indices):
    # With another draw of 100 sets of weights the total of the treatment lies between .052 and .060.
    assert indices.runs == 4096 * 6
    for row in rows(folder / "asem_sa_sobol.csv"):
        total = indices[FACTORS[row["Variable"]]].total
        assert float(row["STi_q5"]) <= total.value <= float(row["STi_q95"]), row["Variable"]
        assert total.lower < total.value < total.upper


def test_coinrs_totals_are_what_designs_of_its_size_give(folder):
    drawn = [sensitivity(asem(folder, seed=seed), base=100, seed=seed, resamples=1) for seed in range(20)]
    for row in rows(folder / "asem_sa_sobol.csv"):
        totals = [each[FACTORS[row["Variable"]]].total.value for each in drawn]
        assert abs(float(row["STi"]) - np.mean(totals)) < 3 * np.std(totals), row["Variable"]
