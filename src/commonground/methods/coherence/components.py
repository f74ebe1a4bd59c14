"""Principal components of a group's children, and how many of them are more than chance (parallel analysis).

They describe how many directions the parts of a group vary in. Policy indices are formative, so several
components say that a group joins several things, and never ask for a part to be taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.coherence.correlation import FLAT
from commonground.methods.coherence.levels import Levels

Values = NDArray[np.float64]
LEAST = 3
DRAWS = 200
QUANTILE = 0.95
BUDGET = 1 << 21


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Components:
    """The principal components of the children that vary, over the ``units`` that have all of them.

    ``eigenvalues[component]`` sum to the number of children; ``explained[component]`` are their shares.
    ``loadings[child, component]`` are correlations of child and component; each component points where most
    of its loadings are positive. ``chance[component]`` is the quantile of the eigenvalues of random data, and
    ``kept`` counts the leading components whose eigenvalue lies above it. ``flat`` are the children that do
    not vary, which are left out. All empty where fewer than two children vary or there are fewer than three units.
    """

    group: str
    children: tuple[str, ...]
    flat: tuple[str, ...]
    units: int
    eigenvalues: Values
    explained: Values
    loadings: Values
    chance: Values
    kept: int


def components(
    levels: Levels, group: str, *, random: np.random.Generator, draws: int = DRAWS, quantile: float = QUANTILE
) -> Components:
    """The principal components of the correlations among a group's children, with parallel analysis.

    As many sets of independent normal data of the same shape as ``draws`` are analysed; a component counts as
    more than chance where its eigenvalue, and those of all before it, lie above the ``quantile`` of theirs.
    Sources: Horn, Psychometrika 30 (1965); the quantile in place of the mean: Glorfeld, Educational and
    Psychological Measurement 55 (1995). The random data depend on ``random`` and the shape alone.
    """
    children = levels.children(group)
    values = levels.values(*children)
    complete = values[~np.isnan(values).any(axis=1)]
    varies = _varies(complete)
    scaled = _standardised(complete[:, varies])
    enough = len(scaled) >= LEAST and varies.sum() > 1
    eigenvalues, vectors = _decompose(scaled) if enough else (np.empty(0), np.empty((int(varies.sum()), 0)))
    chance = _chance(scaled.shape, random, draws, quantile) if enough else np.empty(0)
    above = eigenvalues > chance
    return Components(
        group=group,
        children=tuple(code for code, moves in zip(children, varies, strict=True) if moves),
        flat=tuple(code for code, moves in zip(children, varies, strict=True) if not moves),
        units=len(complete),
        eigenvalues=eigenvalues,
        explained=eigenvalues / max(1, len(eigenvalues)),
        loadings=vectors * np.sqrt(eigenvalues),
        chance=chance,
        kept=int(np.cumprod(above).sum()),
    )


def _varies(values: Values) -> NDArray[np.bool_]:
    if not len(values):
        return np.zeros(values.shape[1], np.bool_)
    largest = np.abs(values).max(axis=0)
    return np.asarray((values / np.where(largest > 0, largest, 1.0)).var(axis=0) > FLAT)


def _standardised(values: Values) -> Values:
    """Columns with mean 0 and squares that sum to 1."""
    if not values.size:
        return values
    scaled = values / np.abs(values).max(axis=0)
    centred = scaled - scaled.mean(axis=0)
    return np.asarray(centred / np.sqrt((centred * centred).sum(axis=0)))


def _decompose(scaled: Values) -> tuple[Values, Values]:
    """Eigenvalues of the correlations, largest first, and their vectors ``[child, component]``."""
    found, vectors = np.linalg.eigh(scaled.T @ scaled)
    vectors = vectors[:, ::-1]
    signs = np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)
    return np.clip(found[::-1], 0.0, None), vectors * signs


def _chance(shape: tuple[int, int], random: np.random.Generator, draws: int, quantile: float) -> Values:
    """The quantile of each eigenvalue over sets of random data, as many as there are children."""
    units, items = shape
    found = np.zeros((draws, items))
    step = max(1, BUDGET // (units * items))
    for start in range(0, draws, step):
        data = random.standard_normal((min(step, draws - start), units, items))
        data -= data.mean(axis=1, keepdims=True)
        data /= np.sqrt((data * data).sum(axis=1, keepdims=True))
        # The smaller of the two products has the same eigenvalues other than 0.
        product = data @ data.transpose(0, 2, 1) if units < items else data.transpose(0, 2, 1) @ data
        values = np.linalg.eigvalsh(product)[:, ::-1]
        found[start : start + step, : values.shape[1]] = values
    return np.asarray(np.quantile(found, quantile, axis=0))
