"""The way from a place's answer up to its headline score, step by step, each with its rule and arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.index.part import Part
from commonground.publishing import words
from commonground.publishing.queries.figures import Figure, figure
from commonground.publishing.queries.opened import NodeInfo, Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung: a node with its value, the rule that made it, and the arithmetic as printed."""

    node: NodeInfo
    value: float | None
    rule: str
    arithmetic: str
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """From the node asked for up to the top of its path; ``figure`` is the top's."""

    steps: tuple[Step, ...]
    top: NodeInfo
    figure: Figure


def ladder(opened: Opened, node: str, place: str, period: str) -> Ladder:
    """The steps from ``node`` upward: a question's points, or a group's score, then every group above it."""
    path = path_up(opened, node)
    parts = {part.node: part for part in _parts(opened, path, place, period)}
    return Ladder(
        steps=tuple(step(opened, parts[code]) for code in path),
        top=opened.node(path[-1]),
        figure=figure(opened, path[-1], place, period),
    )


def step(opened: Opened, part: Part) -> Step:
    """One rung from a part of the trace."""
    return Step(
        node=opened.node(part.node),
        value=part.value,
        rule=words.rule(part, children_kind(opened, part.node)) if part.rule else words.why(part),
        arithmetic=words.arithmetic(part.formula) if part.formula else "",
        left_out=words.left_out(part),
    )


def path_up(opened: Opened, node: str) -> tuple[str, ...]:
    """The codes from a node up to the headline, or to the first aggregate or area that holds it."""
    framework = opened.framework
    if node in framework.aggregates:
        return (node,)
    path = framework.path(framework.leaves(node)[0])
    return path[path.index(node) :] if node in path else (node,)


def children_kind(opened: Opened, node: str) -> str:
    """What the children of a group are: areas, questions (of a numeric index: indicators), or (empty) a mixture."""
    kinds = {opened.node(child).kind for child in opened.framework.group(node).children}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return "indicator" if kind == "question" and opened.info.numeric else kind


def _parts(opened: Opened, path: tuple[str, ...], place: str, period: str) -> list[Part]:
    """The parts of a path, bottom first, from one trace of its top."""
    part = opened.card.trace(path[-1], place, period)
    found = [part]
    for code in reversed(path[:-1]):
        part = next(child for child in part.children if child.node == code)
        found.append(part)
    return found[::-1]
