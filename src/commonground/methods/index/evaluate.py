"""The scores of a framework's groups, upward from the points of its questions.

Arrays here are ``[node, cell]``: nodes in framework order, a cell for each place and period.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.answers import Answers
from commonground.methods.index.arithmetic import combine
from commonground.methods.index.framework import Framework
from commonground.methods.index.missing import count
from commonground.methods.index.rules import Lookup

Floats = NDArray[np.float64]


def points_of(framework: Framework, answers: Answers) -> tuple[Floats, NDArray[np.bool_]]:
    """The points of the framework's questions, and where they apply: ``[question, cell]``.

    A question that the answers do not have applies everywhere and is answered nowhere.
    """
    questions = [framework.order[row] for row in framework.structure.questions]
    cells = len(answers.places) * len(answers.periods)
    column = {code: index for index, code in enumerate(answers.questions)}
    points = np.full((len(questions), cells), np.nan)
    applies = np.ones(points.shape, np.bool_)
    rows = [row for row, code in enumerate(questions) if code in column]
    columns = [column[questions[row]] for row in rows]
    points[rows] = answers.points.reshape(cells, len(column)).T[columns]
    applies[rows] = answers.applicable.reshape(cells, len(column)).T[columns]
    return points, applies


def coverage_of(framework: Framework, points: Floats, applies: NDArray[np.bool_]) -> Floats:
    """Answered over applicable questions below every node; NaN where none applies."""
    below = framework.structure.below
    with np.errstate(invalid="ignore"):
        return (below @ ~np.isnan(points)) / (below @ applies)


def evaluate(
    framework: Framework, points: Floats, coverage: Floats, withheld: Mapping[str, NDArray[np.intp]]
) -> Floats:
    """The score of every node and cell, NaN where there is none. ``withheld`` holds cells by node."""
    tree = framework.structure
    scores = np.full(coverage.shape, np.nan)
    scores[tree.questions] = points
    for code, cells in withheld.items():
        scores[tree.position[code], cells] = np.nan
    present = ~np.isnan(scores)
    values = np.where(present, scores, 0.0)
    applies = ~np.isnan(coverage)
    for code in tree.upward:
        group, node, rows = framework.group(code), tree.position[code], tree.rows[code]
        children = count(group.missing, values[rows], present[rows], applies[rows], coverage[node])
        result = combine(group.rule, group.children, children.values, children.counts)
        has = children.covered & ~np.isnan(result)
        if not isinstance(group.rule, Lookup):
            has &= children.complete
        if code in withheld:
            has[withheld[code]] = False
        present[node] = has
        np.copyto(values[node], result, where=has)
    return np.where(present, values, np.nan)
