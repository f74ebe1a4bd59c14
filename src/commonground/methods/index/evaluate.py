"""The scores of a framework's groups, upward from the points of its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.answers import Answers
from commonground.methods.index.arithmetic import combine
from commonground.methods.index.framework import Framework
from commonground.methods.index.missing import count
from commonground.methods.index.rules import Lookup

CellsByNode = Mapping[str, NDArray[np.intp]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worksheet:
    """Where scoring does its sums: arrays ``[node, cell]``, a cell for each period and place, by period.

    ``values`` are NaN where there is no score; ``applies`` is False where no question of the node applies;
    ``coverage`` is answered over applicable questions, NaN where none applies. A fresh worksheet knows the
    questions only.
    """

    values: NDArray[np.float64]
    applies: NDArray[np.bool_]
    coverage: NDArray[np.float64]


def worksheet(framework: Framework, answers: Answers) -> Worksheet:
    """A worksheet with the points of the questions.

    A question that the answers do not have applies everywhere and is answered nowhere.
    """
    nodes, periods, places = len(framework.order), len(answers.periods), len(answers.places)
    values = np.full((nodes, periods * places), np.nan)
    applies = np.ones(values.shape, np.bool_)
    by_period = [array.reshape(nodes, periods, places) for array in (values, applies)]
    column = {code: index for index, code in enumerate(answers.questions)}
    for row, code in enumerate(framework.order):
        if code in column:
            for array, given in zip(by_period, (answers.points, answers.applicable), strict=True):
                array[row] = given[:, :, column[code]].T
    coverage = np.where(applies, ~np.isnan(values), np.nan)
    return Worksheet(values=values, applies=applies, coverage=coverage)


def cover(framework: Framework, sheet: Worksheet) -> None:
    """Fill in the coverage of every group, and where it applies."""
    tree = framework.structure
    answered = ~np.isnan(sheet.values)
    everywhere = bool(sheet.applies.all())
    for code in tree.upward:
        node, leaves = tree.position[code], tree.leaf_rows[code]
        asked = np.full(answered.shape[1], len(leaves)) if everywhere else _count(sheet.applies, leaves)
        sheet.applies[node] = asked > 0
        sheet.coverage[node] = np.nan
        np.divide(_count(answered, leaves), asked, out=sheet.coverage[node], where=sheet.applies[node])


def _count(flags: NDArray[np.bool_], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    number: NDArray[np.intp] = np.add.reduce(flags.take(rows, axis=0), axis=0, dtype=np.intp)
    return number


def evaluate(
    framework: Framework,
    sheet: Worksheet,
    withheld: CellsByNode,
    weights: Mapping[str, NDArray[np.float64]] = MappingProxyType({}),
) -> None:
    """Fill in the score of every group, children before parents, and take out the figures that are withheld.

    ``weights[group]``, as ``[child, cell]``, replace those of the group's mean, weighted or geometric.
    """
    tree = framework.structure
    for code, cells in withheld.items():
        sheet.values[tree.position[code], cells] = np.nan
    present = ~np.isnan(sheet.values)
    np.copyto(sheet.values, 0.0, where=~present)
    for code in tree.upward:
        group, node, rows = framework.group(code), tree.position[code], tree.rows[code]
        children = count(
            group.missing,
            values=sheet.values.take(rows, axis=0),
            present=present.take(rows, axis=0),
            applies=sheet.applies.take(rows, axis=0),
            coverage=sheet.coverage[node],
        )
        result = combine(group.rule, group.children, children.values, children.counts, weights.get(code))
        has = children.covered & ~np.isnan(result)
        if not isinstance(group.rule, Lookup):
            has &= children.complete
        if code in withheld:
            has[withheld[code]] = False
        present[node] = has
        np.copyto(sheet.values[node], result, where=has)
    np.copyto(sheet.values, np.nan, where=~present)
