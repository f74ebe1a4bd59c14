"""Policy frameworks under other assumptions, by the one arithmetic of ``methods.index``.

A run is one more axis of that arithmetic: its cells are places under the assumptions of a run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import Problem
from commonground.methods.index import Answers, Framework, Geometric, Group, Mean, Weighted
from commonground.methods.index.evaluate import Worksheet, cover, evaluate, worksheet
from commonground.methods.robustness.assumptions import Assumption, Weights
from commonground.methods.robustness.checks import assumption_problems, not_below, not_linear, unknown_code
from commonground.methods.robustness.errors import RobustnessError
from commonground.methods.robustness.levers import AVERAGES, Lever, averaging, levers, own_weights
from commonground.methods.robustness.model import (
    NOMINAL,
    Factor,
    Scores,
    Settings,
    blocks,
    nominal_settings,
)
from commonground.methods.robustness.stability import Parts
from commonground.methods.robustness.weights import Simplex

WeightsByGroup = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrameworkModel:
    """A framework and its answers in one period, ready to be run under other assumptions.

    ``period`` is the last of the answers, and ``node``, whose scores are ranked, the headline, unless named.
    Sets of weights are drawn from ``seed``. A figure that is withheld has no score in any run.

    Raises ``RobustnessError`` with every problem found.
    """

    framework: Framework
    answers: Answers
    assumptions: tuple[Assumption, ...] = ()
    seed: int
    period: str = ""
    node: str = ""
    _answers: Answers = field(init=False, repr=False)
    _levers: tuple[Lever, ...] = field(init=False, repr=False)
    _base: Worksheet = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "period", self.period or self.answers.periods[-1])
        object.__setattr__(self, "node", self.node or self.framework.aggregates[0])
        problems = [*_unknown(self), *assumption_problems(self.framework, self.answers, self.assumptions)]
        if problems:
            raise RobustnessError(*problems)
        at = self.answers.periods.index(self.period)
        one = slice(at, at + 1)
        answers = replace(
            self.answers,
            periods=(self.period,),
            points=self.answers.points[:, one],
            applicable=self.answers.applicable[:, one],
            withheld=frozenset(cell for cell in self.answers.withheld if cell[1] == self.period),
        )
        object.__setattr__(self, "_levers", levers(self.framework, self.answers, at, self.assumptions, self.seed))
        object.__setattr__(self, "_answers", answers)
        object.__setattr__(self, "_base", worksheet(self.framework, answers))

    @property
    def units(self) -> tuple[str, ...]:
        """The places."""
        return self.answers.places

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The assumptions in the order given."""
        return tuple(lever.factor for lever in self._levers)

    def run(self, settings: Settings) -> Scores:
        """``scores[run, place]`` of ``node``, NaN where there is none."""
        found: Scores = self.scores_of((self.node,), settings)[0]
        return found

    def scores_of(self, nodes: Sequence[str], settings: Settings) -> Scores:
        """``scores[node, run, place]`` of several nodes in the same runs, NaN where there is none.

        Raises a ``KeyError`` for an unknown node.
        """
        structural = [at for at, lever in enumerate(self._levers) if lever.structural]
        rows = [self.framework.structure.position[node] for node in nodes]
        scores = np.empty((len(rows), len(settings), len(self.units)))
        varied: dict[tuple[int, ...], Framework] = {}
        for kind, runs in blocks(settings[:, structural], self._base.values.size):
            if kind not in varied:
                varied[kind] = self._variant(dict(zip(structural, kind, strict=True)))
            scores[:, runs] = self._block(varied[kind], settings[runs], {})[rows]
        return scores

    def all_weights(self, sets: int) -> FrameworkModel | None:
        """The same with only the weights of the node's children varied, over all that there could be.

        None where the node's rule has no weights.
        """
        if not isinstance(self.framework.group(self.node).rule, AVERAGES):
            return None
        return replace(self, assumptions=(Weights(spread=Simplex(), sets=sets, groups=(self.node,)),))

    def parts(self, group: str = "") -> Parts:
        """The scores as weighted sums over the children of ``group``, the node itself unless named.

        Each child's column is what the framework gives when all of the group's weight lies on it. Raises
        ``RobustnessError`` where a rule between the group and the node is no mean.
        """
        group = group or self.node
        if problems := _not_linear(self.framework, self.node, group):
            raise RobustnessError(*problems)
        found = self.framework.group(group)
        number = len(found.children)
        one_each = np.repeat(np.eye(number), len(self.units), axis=1)
        values = self._block(self.framework, nominal_settings(self, number), {group: one_each})
        return Parts(
            group=group,
            units=self.units,
            children=found.children,
            values=values[self.framework.structure.position[self.node]].T,
            weights=own_weights(found),
        )

    def _variant(self, kind: Mapping[int, int]) -> Framework:
        """The framework under the settings of the structural assumptions."""
        groups = {group.code: group for group in self.framework.groups}
        for at, setting in kind.items():
            if setting != NOMINAL:
                lever = self._levers[at]
                groups |= {code: _changed(groups[code], lever, setting) for code in lever.groups}
        varied = tuple(groups.values())
        return self.framework if varied == self.framework.groups else replace(self.framework, groups=varied)

    def _block(self, framework: Framework, settings: Settings, weights: WeightsByGroup) -> Scores:
        """The scores of every node in runs that share their framework, ``[node, run, place]``."""
        runs, places = len(settings), len(self.units)
        sheet = self._sheet(settings)
        cover(framework, sheet)
        evaluate(framework, sheet, self._withheld(runs), {**self._weights(framework, settings), **weights})
        return np.asarray(sheet.values.reshape(-1, runs, places))

    def _sheet(self, settings: Settings) -> Worksheet:
        """A worksheet with the points of the questions in every run, cells by run and place."""
        runs, places = len(settings), len(self.units)
        values = np.tile(self._base.values, (1, runs))
        applies = np.tile(self._base.applies, (1, runs))
        for lever, setting in zip(self._levers, settings.T, strict=True):
            if lever.points is not None:
                rows, columns = _known(self.framework, self._answers)
                values[rows] = lever.points[setting].transpose(2, 0, 1).reshape(-1, runs * places)[columns]
            if lever.dropped is not None:
                rows = [self.framework.structure.position[question.code] for question in self.framework.questions]
                applies[rows] &= _each_place(~lever.dropped[setting].T, places)
        values[~applies] = np.nan
        return Worksheet(values=values, applies=applies, coverage=np.where(applies, ~np.isnan(values), np.nan))

    def _weights(self, framework: Framework, settings: Settings) -> WeightsByGroup:
        """The weights of each group that has others than its rule, as ``[child, cell]``."""
        places = len(self.units)
        found: dict[str, NDArray[np.float64]] = {
            group.code: own_weights(group)[:, np.newaxis]
            for group in averaging(self.framework)
            if isinstance(group.rule, Weighted) and isinstance(framework.group(group.code).rule, Geometric)
        }
        for lever, setting in zip(self._levers, settings.T, strict=True):
            found |= {code: _each_place(sets[setting].T, places) for code, sets in lever.weights.items()}
        return found

    def _withheld(self, runs: int) -> dict[str, NDArray[np.intp]]:
        at = {place: index for index, place in enumerate(self.units)}
        starts = len(self.units) * np.arange(runs)[:, np.newaxis]
        found: dict[str, NDArray[np.intp]] = {}
        for node in {node for _, _, node in self._answers.withheld}:
            places = [at[place] for place, _, each in self._answers.withheld if each == node]
            found[node] = (starts + np.array(places, np.intp)).ravel()
        return found


def _each_place(values: NDArray[Any], places: int) -> NDArray[Any]:
    """``[child, run]`` as ``[child, cell]``. Copying a broadcast view is much faster than repeating."""
    return np.broadcast_to(values[:, :, np.newaxis], (*values.shape, places)).reshape(len(values), -1)


def _unknown(model: FrameworkModel) -> list[Problem]:
    wanted = (
        ("period", model.period, model.answers.periods),
        ("group", model.node, tuple(group.code for group in model.framework.groups)),
    )
    return [unknown_code(kind, code, known) for kind, code, known in wanted if code not in known]


def _changed(group: Group, lever: Lever, setting: int) -> Group:
    """A group under one alternative of a structural assumption."""
    if lever.missing:
        return replace(group, missing=lever.missing[setting] or group.missing)
    rule = lever.rules[setting] or group.rule
    # The arithmetic mean of a group with weights is the weighted one.
    return group if isinstance(rule, Mean) and isinstance(group.rule, Weighted) else replace(group, rule=rule)


def _known(framework: Framework, answers: Answers) -> tuple[list[int], list[int]]:
    """The rows of the questions that the answers have, and their columns in the answers."""
    position = framework.structure.position
    known = [(position[code], at) for at, code in enumerate(answers.questions) if code in position]
    return [row for row, _ in known], [at for _, at in known]


def _not_linear(framework: Framework, node: str, group: str) -> list[Problem]:
    """What stands between a node and a group within it that is not linear in the group's weights."""
    path = [
        each.code
        for each in framework.groups
        if each.code in _at_or_above(framework, group) and node in _at_or_above(framework, each.code)
    ]
    if group not in path:
        return [not_below(group, node)]
    rules = {code: framework.group(code).rule for code in path}
    return [
        not_linear(code, type(rule).__name__.lower(), group)
        for code, rule in rules.items()
        if not isinstance(rule, Mean | Weighted)
    ]


def _at_or_above(framework: Framework, code: str) -> set[str]:
    found = {code}
    for parent in framework.parents.get(code, ()):
        found |= _at_or_above(framework, parent)
    return found
