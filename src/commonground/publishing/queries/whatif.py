"""Another world beside an edition: which scores and ranks would differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonground.methods.index import TOLERANCE, Scorecard
from commonground.methods.index.answers import AnswerCell
from commonground.methods.whatif import WhatIf, what_if
from commonground.publishing.queries.cells import NoSuchCodeError, require_answers
from commonground.publishing.queries.opened import Opened

MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMoved:
    """One figure before and after."""

    place: str
    period: str
    node: str
    score_before: float | None
    score_after: float | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWorld:
    """Every figure that would differ, at most ``MOST`` listed. It is never official."""

    official: bool
    count: int
    figures: tuple[FigureMoved, ...]


def what_if_of(
    opened: Opened,
    changes: Sequence[AnswerCell],
    weights: Mapping[str, Mapping[str, float]],
    nodes: Sequence[str] = (),
) -> OtherWorld:
    """The scores and ranks of ``nodes`` (the aggregates if empty) that differ with other answers or weights.

    Raises ``WhatIfError`` or ``FrameworkError`` for changes that cannot be made, ``NoSuchCodeError`` for unknown nodes,
    ``CommongroundError`` for an edition of measured values.
    """
    require_answers(opened)
    groups = {group.code for group in opened.framework.groups}
    for kind, asked, known in (("group", weights, groups), ("node", nodes, opened.card.nodes)):
        for code in asked:
            if code not in known:
                raise NoSuchCodeError(kind, code)
    world: WhatIf[None] = what_if(opened.framework, opened.card.answers, changes, weights=weights)
    wanted = tuple(dict.fromkeys(nodes)) or opened.framework.aggregates
    moved = [
        figure
        for node in wanted
        for period in world.after.answers.periods
        for place in sorted(world.after.answers.places)
        if (figure := _moved(world.before, world.after, node, place, period)) is not None
    ]
    return OtherWorld(official=False, count=len(moved), figures=tuple(moved[:MOST]))


def _moved(before: Scorecard, after: Scorecard, node: str, place: str, period: str) -> FigureMoved | None:
    """A figure whose score or rank differs, else None."""
    old, new = before[node, place, period], after[node, place, period]
    ranks = before.rank(node, place, period), after.rank(node, place, period)
    same = old is new or (old is not None and new is not None and abs(old - new) <= TOLERANCE)
    if same and ranks[0] == ranks[1]:
        return None
    return FigureMoved(
        place=place,
        period=period,
        node=node,
        score_before=old,
        score_after=new,
        rank_before=ranks[0],
        rank_after=ranks[1],
    )
