"""Groups with few combinations of their children's values, written out by the arithmetic of scoring itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import Problem
from commonground.methods.index import Group
from commonground.methods.index.arithmetic import combine
from commonground.methods.index.missing import count
from commonground.methods.whatif.errors import WhatIfError
from commonground.methods.whatif.reforms.linear import ONE, Linear, add
from commonground.methods.whatif.reforms.programme import Programme
from commonground.methods.whatif.reforms.state import Choices, Members, State, chosen

LARGEST = 4096
"""Combinations that are written out at most."""

Open = Sequence[tuple[float, Linear]]
"""The values that something may take, NaN for none, each with its flag."""


def tabulated(
    programme: Programme, group: Group, members: Members, choices: Mapping[str, Choices], covered: Linear
) -> State:
    """A group as a table: one row of the programme for each combination of its children's values.

    Raises ``WhatIfError`` where that would be too many.
    """
    open_ = [_open(choices[code], member.present) for code, member in members.items()]
    open_.append([(1.0, covered), (np.nan, ONE - covered)])
    kinds = [[pair for pair in pairs if not _never(pair[1])] for pairs in open_]
    if prod(map(len, kinds)) > LARGEST:
        raise too_many(group)
    combinations = np.array(list(product(*([value for value, _ in pairs] for pairs in kinds)))).T
    flags = [programme.variable(0.0, 1.0) for _ in range(combinations.shape[1])]
    _tie(programme, kinds, flags)
    scores = _scores(group, tuple(members), combinations)
    return chosen((score, flag) for score, flag in zip(scores.tolist(), flags, strict=True) if not np.isnan(score))


def too_many(group: Group) -> WhatIfError:
    """The refusal of a group that can be written neither as rows nor as a table."""
    rule = type(group.rule).__name__.lower()
    return WhatIfError(
        Problem(
            code="reforms-not-linear",
            message=f'The {rule} of "{group.code}" stands below or above rules with which it cannot be written as '
            f"a programme: its children can come to more than {LARGEST:,} combinations of values.",
            remedy="Ask for a group below it, or hold some questions fixed by an infinite cost.",
            place=group.code,
        )
    )


def _open(choices: Choices, present: Linear) -> Open:
    return [*choices, (np.nan, ONE - present)]


def _never(flag: Linear) -> bool:
    return flag.fixed and flag.constant < 1


def _tie(programme: Programme, kinds: Sequence[Open], flags: Sequence[Linear]) -> None:
    """Let the flag of a combination be 1 where all its parts are: the flags with a part sum to the part's own."""
    positions = np.arange(len(flags)).reshape([len(pairs) for pairs in kinds])
    for axis, pairs in enumerate(kinds):
        for at, (_, flag) in enumerate(pairs):
            with_part = positions.take(at, axis=axis).ravel().tolist()
            programme.require(add(flags[each] for each in with_part) - flag, low=0.0, high=0.0)


def _scores(group: Group, codes: tuple[str, ...], combinations: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores of a group by ``combinations[child or cover, combination]``, NaN where it has none."""
    rows = [codes.index(code) if code in codes else None for code in group.children]
    blank = np.full(combinations.shape[1], np.nan)
    values = np.array([blank if row is None else combinations[row] for row in rows])
    present = ~np.isnan(values)
    applies = np.repeat([[row is not None] for row in rows], combinations.shape[1], axis=1)
    cover = np.where(np.isnan(combinations[-1]), -1.0, 1.0)
    children = count(group.missing, np.where(present, values, 0.0), present, applies, cover)
    scores = combine(group.rule, group.children, children.values, children.counts)
    return np.where(children.covered & children.complete, scores, np.nan)
