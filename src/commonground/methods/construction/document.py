"""Specifications and data sets as plain values for JSON, complete and exact, and back.

A typed setting is an object that says what it is (``{"is": "min_max", "lower": 0, "upper": 100}``) with all its fields,
those at their default too, so that what a document says never depends on a later version's defaults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from commonground.methods.canonical import Value, canonical, canonical_lines, digest
from commonground.methods.construction.aggregate import (
    Arithmetic,
    Copeland,
    Generalised,
    Geometric,
    Harmonic,
    Outranking,
)
from commonground.methods.construction.dataset import Dataset, Values
from commonground.methods.construction.hierarchy import Composite, Hierarchy, Indicator
from commonground.methods.construction.impute import Constant, Latest, Linear, MeanOfPlaces, MedianOfPlaces
from commonground.methods.construction.normalise import (
    Borda,
    DistanceToMaximum,
    DistanceToReference,
    DistanceToTarget,
    FractionOfMaximum,
    Goalposts,
    MinMax,
    PercentileRank,
    Rank,
    Scaled,
    ZScore,
)
from commonground.methods.construction.screen import Counting, Screen
from commonground.methods.construction.spec import Fixed, LevelRule, Moving, Normalise, Spec
from commonground.methods.construction.treat import BoxCox, Log, Logarithm, SkewKurtosis, Treat, Winsorise
from commonground.methods.construction.weights import Budget, Equal, Given, Influence, PrincipalComponent
from commonground.methods.errors import ConstructionError, Problem

Document = dict[str, Any]

SPEC_SCHEMA = "commonground/construction/1"
DATASET_SCHEMA = "commonground/dataset/1"
NOTHING = {"is": "nothing"}

SETTINGS: tuple[type, ...] = (
    *(Spec, Hierarchy, Indicator, Composite, Screen, Normalise, LevelRule, Fixed, Moving),
    *(Treat, SkewKurtosis, Winsorise, Logarithm, BoxCox),
    *(MeanOfPlaces, MedianOfPlaces, Latest, Constant, Linear),
    *(MinMax, ZScore, Scaled, Rank, PercentileRank),
    *(Borda, DistanceToMaximum, DistanceToReference, DistanceToTarget),
    *(FractionOfMaximum, Goalposts),
    *(Arithmetic, Geometric, Harmonic, Generalised),
    *(Copeland, Outranking),
    *(Given, Equal, PrincipalComponent, Influence, Budget),
)
ENUMS: tuple[type[StrEnum], ...] = (Log, Counting)


def setting_name(setting: object) -> str:
    """What a typed setting is called in documents: ``min_max`` for ``MinMax``."""
    return _name(type(setting))


def _name(kind: type) -> str:
    return re.sub(r"(?<=[A-Za-z])(?=[A-Z][a-z])", "_", kind.__name__).lower()


_KINDS = {_name(kind): kind for kind in (*SETTINGS, *ENUMS)}


def setting_document(setting: object) -> Any:  # noqa: ANN401 -- whatever a setting holds
    """A typed setting, and all within it, as plain values."""
    match setting:
        case None:
            return dict(NOTHING)
        case StrEnum():
            return {"is": setting_name(setting), "value": setting.value}
        case Mapping():
            return {key: setting_document(setting[key]) for key in sorted(setting)}
        case tuple():
            return [setting_document(each) for each in setting]
        case _ if is_dataclass(setting):
            kept = {field.name: getattr(setting, field.name) for field in fields(setting) if field.init}
            return {"is": setting_name(setting), **{name: setting_document(value) for name, value in kept.items()}}
        case _:
            return setting


def setting_from_document(document: Any) -> Any:  # noqa: ANN401 -- whatever a setting holds
    """The setting that ``setting_document`` wrote down. Raises ``ConstructionError`` for an unknown name."""
    if isinstance(document, list):
        return tuple(map(setting_from_document, document))
    if not isinstance(document, Mapping):
        return document
    kind = document.get("is")
    # A mapping may have a key "is" too, but never one with a text.
    if not isinstance(kind, str):
        return {key: setting_from_document(document[key]) for key in sorted(document)}
    if kind == NOTHING["is"]:
        return None
    if kind not in _KINDS:
        raise ConstructionError(_unreadable(f'There is no setting "{kind}".'))
    if _KINDS[kind] in ENUMS:
        return _KINDS[kind](document["value"])
    return _KINDS[kind](**{name: setting_from_document(each) for name, each in document.items() if name != "is"})


def spec_document(spec: Spec) -> Document:
    """A specification as plain values for JSON; ``spec_from_document`` gives back an equal one."""
    return {"schema": SPEC_SCHEMA, **setting_document(spec)}


def spec_from_document(document: Document) -> Spec:
    """The specification that ``spec_document`` wrote down. Raises ``ConstructionError`` for another schema."""
    _require(document, SPEC_SCHEMA)
    spec = setting_from_document({name: each for name, each in document.items() if name != "schema"})
    assert isinstance(spec, Spec)  # noqa: S101 -- what the schema says
    return spec


def is_spec_document(document: Mapping[str, Any]) -> bool:
    """Whether a document is that of a specification, and not of a scoring framework."""
    return document.get("schema") == SPEC_SCHEMA


def spec_digest(spec: Spec) -> str:
    """The hash of a specification: of all that it says."""
    return digest([canonical(spec_document(spec))])


def spec_meaning_hash(spec: Spec) -> str:
    """The hash of what can change a figure: of all but titles, the code and the version."""
    hierarchy = replace(
        spec.hierarchy,
        indicators=tuple(replace(each, title="") for each in spec.hierarchy.indicators),
        composites=tuple(replace(each, title="") for each in spec.hierarchy.composites),
    )
    return spec_digest(replace(spec, hierarchy=hierarchy, code="", title="", version=""))


def dataset_document(data: Dataset) -> Document:
    """A data set as plain values for JSON, by natural keys; what is missing is left out."""
    return {
        "schema": DATASET_SCHEMA,
        "places": list(data.places),
        "periods": list(data.periods),
        "indicators": list(data.indicators),
        "names": list(data.names),
        "groups": {name: list(data.groups[name]) for name in sorted(data.groups)},
        "values": _table(data, data.values),
        "denominators": {name: _columns(data, data.denominators[name]) for name in sorted(data.denominators)},
    }


def dataset_from_document(document: Document) -> Dataset:
    """The data set that ``dataset_document`` wrote down. Raises ``ConstructionError`` for another schema."""
    _require(document, DATASET_SCHEMA)
    places, periods, indicators = (tuple(document[name]) for name in ("places", "periods", "indicators"))
    given = document["values"]
    return Dataset(
        places=places,
        periods=periods,
        indicators=indicators,
        names=tuple(document["names"]),
        groups={name: tuple(labels) for name, labels in document["groups"].items()},
        values=_array([[[given[a][b].get(c) for c in indicators] for b in periods] for a in places], 3),
        denominators={
            name: _array([[table[a].get(b) for b in periods] for a in places], 2)
            for name, table in document["denominators"].items()
        },
    )


def dataset_digest(data: Dataset) -> str:
    """The hash of a data set, in whatever order its places, periods and indicators lie in memory."""
    return digest(canonical_lines("commonground/dataset", 1, _records(data)))


def _records(data: Dataset) -> Iterator[tuple[tuple[str, ...], Mapping[str, Value]]]:
    document = dataset_document(data)
    yield ("indicators",), {"codes": sorted(data.indicators)}
    for at, place in enumerate(data.places):
        said = {"name": data.names[at]} if data.names else {}
        yield ("place", place), said | {name: labels[at] for name, labels in document["groups"].items()}
        for period in data.periods:
            yield ("values", place, period), document["values"][place][period]
    for name, table in document["denominators"].items():
        for place in data.places:
            yield ("denominator", name, place), table[place]


def _table(data: Dataset, values: Values) -> Document:
    return {
        place: {period: _known(data.indicators, values[at, when].tolist()) for when, period in enumerate(data.periods)}
        for at, place in enumerate(data.places)
    }


def _columns(data: Dataset, values: Values) -> Document:
    return {place: _known(data.periods, values[at].tolist()) for at, place in enumerate(data.places)}


def _known(codes: tuple[str, ...], numbers: list[float]) -> dict[str, float]:
    return {code: number for code, number in zip(codes, numbers, strict=True) if not np.isnan(number)}


def _array(rows: list[Any], axes: int) -> Values:
    """Numbers with None for what is missing; a data set without places or periods keeps its axes."""
    found = np.array(rows, np.float64)
    return found if found.ndim == axes else found.reshape((*found.shape, *[0] * (axes - found.ndim)))


def _require(document: Mapping[str, Any], schema: str) -> None:
    if document.get("schema") != schema:
        raise ConstructionError(_unreadable(f"The document's schema is {document.get('schema')!r}, not {schema!r}."))


def _unreadable(message: str) -> Problem:
    return Problem(
        code="construction-document",
        message=message,
        remedy="Read it with the version of Commonground that wrote it, or a newer one.",
    )
