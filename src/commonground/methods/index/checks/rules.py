"""Problems of the rules: weights, lookup tables, floors, minimum coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import fsum
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.rules import TOLERANCE, Geometric, Lookup, Require, Substitute, Weighted, sound
from commonground.methods.sentences import Sentence

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
                    message=Sentence(
                        'The floor of the geometric mean of "%(group)s" is %(floor)s.',
                        group=group.code,
                        floor=repr(floor),
                    ),
                    remedy=Sentence("Write a number above 0, such as 1."),
                )
            case _:
                pass
        yield from _missing(group)


def _weights(group: Group, rule: Weighted) -> Iterator[Problem]:
    yield from _strangers(group, rule.weights)
    for child in group.children:
        if child not in rule.weights:
            yield Problem(
                code="framework-weights",
                message=Sentence(
                    'The weights under "%(group)s" leave out its child "%(child)s".', group=group.code, child=child
                ),
                remedy=Sentence("Give every child a weight."),
            )
    for child, weight in rule.weights.items():
        if not (sound(weight) and weight > 0):
            yield Problem(
                code="framework-weights",
                message=Sentence(
                    'The weight of "%(child)s" under "%(group)s" is %(weight)s.',
                    child=child,
                    group=group.code,
                    weight=repr(weight),
                ),
                remedy=Sentence("Write a number above 0, or take the child out of the group."),
            )
    weights = tuple(rule.weights.values())
    total = fsum(weights) if all(map(sound, weights)) else 1.0
    if abs(total - 1) > TOLERANCE:
        yield Problem(
            code="framework-weights",
            message=Sentence(
                'The weights under "%(group)s" sum to %(total)s, not 1.',
                group=group.code,
                total=f"{round(total, 9):g}",
            ),
            remedy=_rather(group.children),
        )


def _rather(codes: tuple[str, ...]) -> Sentence:
    if not codes:
        return Sentence("Change them, or use the mean.")
    others, last = ", ".join(codes[:-1]), codes[-1]
    either = Sentence("%(others)s or %(last)s", others=others, last=last) if others and last else others or last
    return Sentence("Change %(codes)s, or use the mean.", codes=either)


def _lookup(group: Group, rule: Lookup) -> Iterator[Problem]:
    if not rule.rows:
        yield Problem(
            code="framework-lookup",
            message=Sentence('The lookup table of "%(group)s" has no rows.', group=group.code),
            remedy=Sentence("Add rows."),
        )
    for number, row in enumerate(rule.rows, start=1):
        yield from _row(group, number, row)


def _row(group: Group, number: int, row: Row) -> Iterator[Problem]:
    yield from _strangers(group, row.when, number)
    where = {"row": number, "group": group.code}
    if not row.when or not all(row.when.values()):
        yield Problem(
            code="framework-lookup",
            message=Sentence(
                'Row %(row)s of the lookup table of "%(group)s" names no child, or a child without points.', **where
            ),
            remedy=Sentence("Name at least one child, each with the points that fit."),
        )
    if not all(map(sound, (row.score, *(point for points in row.when.values() for point in points)))):
        yield Problem(
            code="framework-number",
            message=Sentence(
                'Row %(row)s of the lookup table of "%(group)s" holds something that is not a number, or is too large.',
                **where,
            ),
            remedy=Sentence("Correct it."),
        )


def _strangers(group: Group, named: Iterable[str], row: int = 0) -> Iterator[Problem]:
    """The nodes named by the weights, or by a ``row`` of the lookup table, that are no children."""
    for child in named:
        if child not in group.children:
            names = {"group": group.code, "child": child}
            weights = Sentence('"%(group)s": its weights name "%(child)s", which is not one of its children.', **names)
            table = Sentence(
                '"%(group)s": its lookup table, row %(row)s, names "%(child)s", which is not one of its children.',
                row=row,
                **names,
            )
            yield Problem(
                code="framework-not-a-child",
                message=table if row else weights,
                remedy=Sentence("Add it to the children, or correct the name."),
            )


def _missing(group: Group) -> Iterator[Problem]:
    rule = group.missing
    if isinstance(rule, Require):
        return
    if not 0 <= rule.minimum <= 1:
        yield Problem(
            code="framework-minimum",
            message=Sentence(
                'The minimum coverage of "%(group)s" is %(minimum)s.', group=group.code, minimum=repr(rule.minimum)
            ),
            remedy=Sentence("Write a share between 0 and 1, such as 0.75."),
        )
    if isinstance(rule, Substitute) and not sound(rule.points):
        yield Problem(
            code="framework-number",
            message=Sentence(
                'The points that stand in for missing children of "%(group)s" are not a number, or too large.',
                group=group.code,
            ),
            remedy=Sentence("Write a finite number, such as one on the scale."),
        )
