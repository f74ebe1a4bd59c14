"""How a score came about: the results, explained by the same arithmetic that made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonground.methods.index.formula import counted, formula, row_of
from commonground.methods.index.framework import Group, Question
from commonground.methods.index.part import Part, Why
from commonground.methods.index.rules import Lookup
from commonground.methods.index.structure import reachable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonground.methods.index.missing import Counted
    from commonground.methods.index.scorecard import Scorecard


def trace(card: Scorecard, node: str, place: str, period: str) -> Part:
    """The part for a node with all below it; a part that several groups share is made once."""
    framework = card.framework
    children = {group.code: group.children for group in framework.groups}
    reached = list(reachable(children, [node]))
    parts = {code: _leaf(card, framework.question(code), place, period) for code in reached if code not in children}
    below = set(reached)
    for code in framework.structure.upward:
        if code in below:
            group = framework.group(code)
            parts[code] = _group(card, group, [parts[child] for child in group.children], place, period)
    return parts[node]


def _leaf(card: Scorecard, question: Question, place: str, period: str) -> Part:
    value = card[question.code, place, period]
    coverage = card.coverage_of(question.code, place, period)
    return Part(
        node=question.code,
        title=question.title,
        value=value,
        coverage=coverage,
        answered=int(coverage or 0),
        applicable=int(coverage is not None),
        why=None if value is not None else _why_not(card, question.code, place, period) or Why.NO_ANSWER,
        points=_points(card, question.code, place, period),
    )


def _points(card: Scorecard, question: str, place: str, period: str) -> float | None:
    answers = card.answers
    if question not in answers.questions:
        return None
    _, at_place, at_period = card.at(question, place, period)
    points = float(answers.points[at_place, at_period, answers.questions.index(question)])
    return None if np.isnan(points) else points


def _group(card: Scorecard, group: Group, parts: Sequence[Part], place: str, period: str) -> Part:
    value = card[group.code, place, period]
    coverage = card.coverage_of(group.code, place, period)
    leaves = [card.coverage_of(leaf, place, period) for leaf in card.framework.leaves(group.code)]
    children = counted(group, parts, coverage)
    why = None
    if value is None:
        why = _why_not(card, group.code, place, period) or _gap(group, children)
    return Part(
        node=group.code,
        title=group.title,
        value=value,
        coverage=coverage,
        answered=leaves.count(1.0),
        applicable=len(leaves) - leaves.count(None),
        why=why,
        rule=group.rule,
        missing=group.missing,
        formula=None if value is None else formula(group, parts, children, value),
        children=tuple(parts),
    )


def _why_not(card: Scorecard, node: str, place: str, period: str) -> Why | None:
    """The reasons that any node may have for having no score."""
    coverage = card.coverage_of(node, place, period)
    if (place, period, node) in card.answers.withheld:
        return Why.WITHHELD
    if coverage is None:
        return Why.NOT_APPLICABLE
    return None if coverage else Why.NO_ANSWER


def _gap(group: Group, children: Counted) -> Why:
    """The reason that a group with some answers below it has for having no score."""
    if not children.covered[0]:
        return Why.BELOW_MINIMUM_COVERAGE
    if isinstance(group.rule, Lookup) and row_of(group.rule, group, children) is None:
        return Why.NO_ROW_FITS
    return Why.CHILD_MISSING
