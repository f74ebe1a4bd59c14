"""The two indices that COINr's reference results are about, from the official data, with the same assumptions."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.aggregate import Arithmetic, Geometric
from commonground.methods.construction.dataset import Dataset
from commonground.methods.construction.hierarchy import Composite, Hierarchy, Indicator
from commonground.methods.construction.impute import MeanOfPlaces
from commonground.methods.construction.normalise import MinMax, ZScore
from commonground.methods.construction.spec import Normalise, Spec
from commonground.methods.construction.treat import Logarithm, Treat, Winsorise
from commonground.methods.robustness import BuildModel, Weights
from commonground.methods.robustness.model import Settings
from commonground.methods.robustness.steps import Aggregations, Normalisations, Treatments

DENOMINATORS = ("Area", "Energy", "GDP", "Population")
GROUPING = "EurAsia_group"
SETS = 100
SEED = 42
"""That of R's generator in COINr's runs."""
Values = NDArray[np.float64]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hierarchy(path: Path) -> Hierarchy:
    """The structure that a file of metadata describes; NA is nothing."""
    meta = [{key: "" if value == "NA" else value for key, value in row.items()} for row in rows(path)]
    indicators = [
        Indicator(
            code=row["iCode"],
            parent=row["Parent"],
            direction=int(row["Direction"]),
            weight=float(row["Weight"]),
            denominator=row.get("Denominator", ""),
        )
        for row in meta
        if row["Type"] == "Indicator"
    ]
    composites = [
        Composite(code=row["iCode"], parent=row["Parent"], weight=float(row["Weight"]))
        for row in meta
        if row["Type"] == "Aggregate"
    ]
    return Hierarchy(indicators=tuple(indicators), composites=tuple(composites))


def drawn_by_r(seed: int) -> Callable[[int], Values]:
    """R's ``runif`` after ``set.seed(seed)``: a Mersenne Twister whose state a congruential generator fills."""
    state = []
    for _ in range(50 + 1 + 624):
        seed = (69069 * seed + 1) % 2**32
        state.append(seed)
    twister = np.random.RandomState()
    twister.set_state(("MT19937", np.array(state[-624:], np.uint32), 624))
    return lambda number: twister.randint(0, 2**32, number, np.uint32) * 2.3283064365386963e-10


def coinrs_weights(draw: Callable[[int], Values]) -> Weights:
    """The 100 sets that COINr draws: for each the pillars first, then the two areas."""
    pillars, areas = 5, 8
    drawn = 1 + 0.25 * (2 * np.array([np.concatenate([draw(areas), draw(2)]) for _ in range(SETS)]) - 1)
    return Weights.listed({"Conn": drawn[:, :pillars], "Sust": drawn[:, pillars:areas], "Index": drawn[:, areas:]})


def alternatives_of(sample: Values, sizes: Sequence[int]) -> Settings:
    """The alternative that each number of a sample ``[run, factor]`` stands for, as R's ``cut`` tells it."""
    low, high = sample.min(axis=0), sample.max(axis=0)
    found = [
        np.searchsorted(np.linspace(least, most, size + 1)[1:-1], column, side="left")
        for column, least, most, size in zip(sample.T, low, high, sizes, strict=True)
    ]
    return np.stack(found, axis=1)


def asem(folder: Path, *, seed: int, sets: int = SETS, weights: Weights | None = None) -> BuildModel:
    """ASEM, with the four assumptions of COINr's uncertainty analysis; its weights are drawn unless given."""
    structure, table = hierarchy(folder / "asem_meta.csv"), rows(folder / "asem_input.csv")
    spec = Spec(hierarchy=structure, impute=(MeanOfPlaces(group=GROUPING),), treat=Treat())
    assumptions = (
        Treatments(alternatives=tuple(Treat(treatments=(Winsorise(points=n), Logarithm())) for n in range(1, 6))),
        Normalisations(alternatives=(Normalise(method=MinMax(lower=1.0)), Normalise(method=ZScore(mean=10.0, sd=2.0)))),
        weights or Weights(sets=sets, groups=("Conn", "Sust", "Index")),
        Aggregations(alternatives=(Arithmetic(), Geometric())),
    )
    return BuildModel(spec=spec, data=_data(structure, table), assumptions=assumptions, seed=seed)


def synthetic(folder: Path, *, seed: int, sets: int = SETS) -> BuildModel:
    """The index of 56 units and 58 indicators, with the three assumptions that COINr was timed with."""
    structure, table = hierarchy(folder / "synth_meta.csv"), rows(folder / "synth_data.csv")
    assumptions = (
        Normalisations(alternatives=(Normalise(method=MinMax(lower=1.0)), Normalise(method=ZScore(mean=10.0, sd=2.0)))),
        Weights(sets=sets),
        Aggregations(alternatives=(Arithmetic(), Geometric())),
    )
    return BuildModel(spec=Spec(hierarchy=structure), data=_data(structure, table), assumptions=assumptions, seed=seed)


def _data(structure: Hierarchy, table: list[dict[str, str]]) -> Dataset:
    def column(name: str) -> list[list[float]]:
        return [[np.nan if row[name] == "NA" else float(row[name])] for row in table]

    return Dataset(
        places=tuple(row["uCode"] for row in table),
        indicators=structure.codes,
        values=np.array([column(code) for code in structure.codes]).transpose(1, 2, 0),
        denominators={name: np.array(column(name)) for name in DENOMINATORS if name in table[0]},
        groups={GROUPING: tuple(row[GROUPING] for row in table)} if GROUPING in table[0] else {},
    )
