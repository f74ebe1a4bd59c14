"""A build as levels; on the ASEM index the influence of each pillar is what COINr's removal of elements gives."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from commonground.methods.coherence import consistency, influence, levels_of_build
from commonground.methods.construction import Build, Normalise, Scaled, Spec, build, climb
from commonground.methods.construction.files import read_data, read_spec
from tests.methods.construction.sample import REPOSITORY, dataset, two_levels


def small() -> Build:
    rows = {"X": (1, 2, 3, 4), "Y": (4, 3, 2, 1), "Z": (2, 2, 5, 9)}
    spec = Spec(hierarchy=two_levels(), normalise=Normalise(method=Scaled()))
    return build(spec, dataset("abcd", rows))


def test_nodes_weights_and_scores():
    found = levels_of_build(small())
    weights = {node.code: (node.parent, node.weight) for node in found.nodes}
    assert weights == {
        "top": ("", None),
        "P": ("top", pytest.approx(0.5)),
        "Q": ("top", pytest.approx(0.25)),
        "d": ("top", pytest.approx(0.25)),
        "a": ("P", 0.5),
        "b": ("P", 0.5),
        "c": ("Q", 1.0),
    }
    np.testing.assert_allclose(found.values("P", "top"), [[1.5, 2.5], [3.5, 2.5], [2, 4.5]])


def test_an_unknown_period_is_said():
    with pytest.raises(KeyError, match="period"):
        levels_of_build(small(), "1999")


@pytest.fixture(scope="module")
def asem(shared_data) -> Build:
    file = read_spec(REPOSITORY / "examples/asem.yaml")
    return build(file.spec, read_data(shared_data / "coinr/asem_input.csv", file))


def test_influence_of_pillars_is_coinrs(asem, shared_data):
    """COINr's ``remove_elements`` at level 2: the mean absolute change of rank without each pillar."""
    with (shared_data / "coinr/asem_remove_L2.csv").open(encoding="utf-8") as file:
        expected = {row[""]: float(row["re$MeanAbsDiff"]) for row in csv.DictReader(file)}
    expected.pop("Nominal")
    hierarchy = asem.spec.hierarchy
    weights = np.repeat(asem.weights, len(expected), axis=0)
    for row, code in enumerate(expected):
        weights[row, hierarchy.position(code)] = 0
    rules = [level.rule for level in asem.spec.rules]
    without = climb(hierarchy, asem.tables["normalised"][:, 0], rules, weights=weights)[-1][..., 0]
    found = influence(asem.data.places, tuple(expected), asem.scores()[:, 0], without)
    assert {each.code: each.mean_shift for each in found} == pytest.approx(expected, abs=1e-12)


def test_alpha_of_a_group_of_asem(asem):
    levels = levels_of_build(asem)
    values = levels.values(*levels.children("Social"))
    covariance = np.cov(values, rowvar=False)
    k = len(covariance)
    assert consistency(levels, "Social").alpha == pytest.approx(
        k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    )
