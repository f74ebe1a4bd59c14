"""Problems of the rules: weights, lookup tables, floors, minimum coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import fsum
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.rules import TOLERANCE, Geometric, Lookup, Require, Substitute, Weighted, sound

if TYPE_CHECKING:
    from commonground.methods.index.framework import Framework, Group
    from commonground.methods.index.rules import Row


def rule_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of every group's rule and rule for missing data."""
    for group in framework.groups:
        match group.rule:
            case Weighted():
                yield from _weights(group, group.rule)
            case Lookup():
                yield from _lookup(group, group.rule)
            case Geometric(floor=floor) if not (sound(floor) and floor > 0):
                yield Problem(
                    code="framework-number",
                    message=f'The floor of the geometric mean of "{group.code}" is {floor!r}.',
                    remedy="Write a number above 0, such as 1.",
                )
            case _:
                pass
        yield from _missing(group)


def _weights(group: Group, rule: Weighted) -> Iterator[Problem]:
    yield from _strangers(group, rule.weights, "weights name")
    for child in group.children:
        if child not in rule.weights:
            yield Problem(
                code="framework-weights",
                message=f'The weights under "{group.code}" leave out its child "{child}".',
                remedy="Give every child a weight.",
            )
    for child, weight in rule.weights.items():
        if not (sound(weight) and weight > 0):
            yield Problem(
                code="framework-weights",
                message=f'The weight of "{child}" under "{group.code}" is {weight!r}.',
                remedy="Write a number above 0, or take the child out of the group.",
            )
    weights = tuple(rule.weights.values())
    total = fsum(weights) if all(map(sound, weights)) else 1.0
    if abs(total - 1) > TOLERANCE:
        yield Problem(
            code="framework-weights",
            message=f'The weights under "{group.code}" sum to {round(total, 9):g}, not 1.',
            remedy=f"Change {_either(group.children)}, or use the mean.",
        )


def _either(codes: tuple[str, ...]) -> str:
    return " or ".join(part for part in (", ".join(codes[:-1]), codes[-1]) if part) if codes else "them"


def _lookup(group: Group, rule: Lookup) -> Iterator[Problem]:
    if not rule.rows:
        yield Problem(
            code="framework-lookup", message=f'The lookup table of "{group.code}" has no rows.', remedy="Add rows."
        )
    for number, row in enumerate(rule.rows, start=1):
        yield from _row(group, number, row)


def _row(group: Group, number: int, row: Row) -> Iterator[Problem]:
    yield from _strangers(group, row.when, f"lookup table, row {number}, names")
    where = f'Row {number} of the lookup table of "{group.code}"'
    if not row.when or not all(row.when.values()):
        yield Problem(
            code="framework-lookup",
            message=f"{where} names no child, or a child without points.",
            remedy="Name at least one child, each with the points that fit.",
        )
    if not all(map(sound, (row.score, *(point for points in row.when.values() for point in points)))):
        yield Problem(
            code="framework-number",
            message=f"{where} holds something that is not a number, or is too large.",
            remedy="Correct it.",
        )


def _strangers(group: Group, named: Iterable[str], where: str) -> Iterator[Problem]:
    for child in named:
        if child not in group.children:
            yield Problem(
                code="framework-not-a-child",
                message=f'"{group.code}": its {where} "{child}", which is not one of its children.',
                remedy="Add it to the children, or correct the name.",
            )


def _missing(group: Group) -> Iterator[Problem]:
    rule = group.missing
    if isinstance(rule, Require):
        return
    if not 0 <= rule.minimum <= 1:
        yield Problem(
            code="framework-minimum",
            message=f'The minimum coverage of "{group.code}" is {rule.minimum!r}.',
            remedy="Write a share between 0 and 1, such as 0.75.",
        )
    if isinstance(rule, Substitute) and not sound(rule.points):
        yield Problem(
            code="framework-number",
            message=f'The points that stand in for missing children of "{group.code}" are not a number, or too large.',
            remedy="Write a finite number, such as one on the scale.",
        )
