"""Specifications and data sets are written down whole, and read back the same."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.canonical import canonical
from commonground.methods.construction import (
    BoxCox,
    Budget,
    Counting,
    DistanceToReference,
    Fixed,
    Generalised,
    Given,
    Goalposts,
    Influence,
    LevelRule,
    Linear,
    Log,
    Logarithm,
    MeanOfPlaces,
    MinMax,
    Normalise,
    Screen,
    Spec,
    Treat,
    ZScore,
    dataset_digest,
    dataset_document,
    dataset_from_document,
    is_spec_document,
    spec_digest,
    spec_document,
    spec_from_document,
    spec_meaning_hash,
)
from commonground.methods.construction.document import SETTINGS, setting_document, setting_from_document, setting_name
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN, dataset, two_levels

LAVISH = Spec(
    hierarchy=two_levels(),
    title="Lavish",
    screen=Screen(present=0.5, counting=Counting.FILLED, keep=("A",)),
    impute=(Linear(limit=2), MeanOfPlaces(group="sea")),
    treat=Treat(
        treatments=(Logarithm(kind=Log.SKEWED), BoxCox()), rule=None, combine=True, overrides={"a": None, "b": Treat()}
    ),
    normalise=Normalise(
        method=ZScore(mean=10), overrides={"a": MinMax(lower=1.0), "c": DistanceToReference(place="A")}
    ),
    aggregate=(
        LevelRule(rule=Generalised(power=0.5), weights=Influence(importance={"a": 2.0}), threshold=0.25),
        LevelRule(weights=Budget(points={"is": {"P": 60, "Q": 40}})),
    ),
    frame=Fixed(periods=("2020",)),
)


def written(document):
    """As it comes back from a database."""
    return json.loads(canonical(document))


@pytest.mark.parametrize("spec", [LAVISH, Spec(hierarchy=two_levels())], ids=["lavish", "plain"])
def test_a_specification_comes_back_equal(spec):
    document = written(spec_document(spec))
    assert is_spec_document(document)
    assert spec_from_document(document) == spec
    assert spec_digest(spec_from_document(document)) == spec_digest(spec)


def test_every_setting_has_a_name_of_its_own_and_says_all_its_fields():
    names = [setting_name(object.__new__(kind)) for kind in SETTINGS]
    assert len(set(names)) == len(names)
    assert setting_document(MinMax()) == {"is": "min_max", "lower": 0.0, "upper": 100.0}
    assert setting_document(BoxCox()) == {"is": "box_cox", "power": {"is": "nothing"}}
    assert setting_from_document(setting_document((Goalposts(top=1.0), Given()))) == (Goalposts(top=1.0), Given())


def test_titles_change_no_meaning():
    renamed = replace(LAVISH, title="Other", version="2")
    assert spec_meaning_hash(renamed) == spec_meaning_hash(LAVISH)
    assert spec_digest(renamed) != spec_digest(LAVISH)
    assert spec_meaning_hash(replace(LAVISH, impute=())) != spec_meaning_hash(LAVISH)


@pytest.mark.parametrize(
    ("read", "document"),
    [
        (spec_from_document, {"schema": "commonground/construction/9"}),
        (dataset_from_document, {}),
        (setting_from_document, {"is": "sorcery"}),
    ],
)
def test_what_another_version_wrote_is_refused(read, document):
    with pytest.raises(ConstructionError, match=r"\[construction-document\]"):
        read(document)


DATA = dataset(
    ("a", "b"),
    {"A": (1.5, NAN), "B": (0.1 + 0.2, 4)},
    names=("Alo", "Bay"),
    groups={"sea": ("north", "")},
    denominators={"area": np.array([[2.0], [NAN]])},
)


def test_a_data_set_comes_back_to_the_last_digit():
    found = dataset_from_document(written(dataset_document(DATA)))
    assert np.array_equal(found.values, DATA.values, equal_nan=True)
    assert np.array_equal(found.denominators["area"], DATA.denominators["area"], equal_nan=True)
    assert (found.places, found.periods, found.indicators) == (DATA.places, DATA.periods, DATA.indicators)
    assert (found.names, found.groups) == (DATA.names, DATA.groups)
    assert dataset_digest(found) == dataset_digest(DATA)


def test_the_hash_of_data_knows_no_order_but_every_value():
    turned = dataset(
        ("b", "a"),
        {"B": (4, 0.1 + 0.2), "A": (NAN, 1.5)},
        names=("Bay", "Alo"),
        groups={"sea": ("", "north")},
        denominators={"area": np.array([[NAN], [2.0]])},
    )
    assert dataset_digest(turned) == dataset_digest(DATA)
    assert dataset_digest(replace(DATA, names=())) != dataset_digest(DATA)
    assert dataset_digest(replace(DATA, values=DATA.values + 1)) != dataset_digest(DATA)
