"""The arithmetic of one group in one place and period, in exact numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonground.methods.index.arithmetic import fitting_row
from commonground.methods.index.framework import Group
from commonground.methods.index.missing import Counted, count
from commonground.methods.index.part import Formula, Operation, Part, Term
from commonground.methods.index.rules import Geometric, Lookup, Maximum, Median, Minimum, Rule, Weighted


def counted(group: Group, parts: Sequence[Part], coverage: float | None) -> Counted:
    """What the children of a group bring to its rule, for the one cell that ``parts`` are of."""
    values = np.array([[part.value or 0.0] for part in parts])
    present = np.array([[part.value is not None] for part in parts])
    applies = np.array([[part.coverage is not None] for part in parts])
    return count(group.missing, values, present, applies, np.array([np.nan if coverage is None else coverage]))


def row_of(rule: Lookup, group: Group, children: Counted) -> int | None:
    """The index of the row of a lookup that fits, or None."""
    row = int(fitting_row(rule.rows, group.children, children.values, children.counts)[0])
    return row if row < len(rule.rows) else None


def formula(group: Group, parts: Sequence[Part], children: Counted, result: float) -> Formula:
    """How a group's score follows from those of its children that count."""
    row = row_of(group.rule, group, children) if isinstance(group.rule, Lookup) else None
    counts = children.counts[:, 0]
    if isinstance(group.rule, Lookup) and row is not None:
        counts = np.array([code in group.rule.rows[row].when for code in group.children])
    floor = group.rule.floor if isinstance(group.rule, Geometric) else -np.inf
    entering = [
        (part, float(value)) for part, value, it in zip(parts, children.values[:, 0], counts, strict=True) if it
    ]
    weights = _weights(group.rule, [part.node for part, _ in entering], [value for _, value in entering])
    terms = tuple(
        Term(
            node=part.node,
            title=part.title,
            value=max(value, floor),
            weight=weight,
            substituted=part.value is None,
            raised=value < floor,
        )
        for (part, value), weight in zip(entering, weights, strict=True)
    )
    return Formula(operation=Operation(type(group.rule).__name__.lower()), terms=terms, result=result, row=row)


def _weights(rule: Rule, codes: Sequence[str], values: Sequence[float]) -> list[float] | list[None]:
    if isinstance(rule, Lookup):
        return [None] * len(codes)
    if isinstance(rule, Weighted):
        total = sum(rule.weights[code] for code in codes)
        return [rule.weights[code] / total for code in codes]
    deciding = _deciding(rule, values)
    return [deciding.count(index) / len(deciding) for index in range(len(codes))]


def _deciding(rule: Rule, values: Sequence[float]) -> list[int]:
    """The positions of the values whose mean is the result, a position standing twice if it decides alone."""
    positions = range(len(values))
    match rule:
        case Minimum():
            return [index for index in positions if values[index] == min(values)]
        case Maximum():
            return [index for index in positions if values[index] == max(values)]
        case Median():
            ordered = sorted(positions, key=values.__getitem__)
            return [ordered[(len(values) - 1) // 2], ordered[len(values) // 2]]
        case _:
            return list(positions)
