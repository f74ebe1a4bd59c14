"""What an answer that is not given yet would change in the scores: the same arithmetic as at publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonground.fieldwork.models import Assignment
from commonground.methods.index import framework_from_document
from commonground.responses.queries import Cell, Supposed, effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A score in a period, as it stands and as it would."""

    title: str
    period: str
    now: float | None
    then: float | None


def effects(assignment: Assignment, supposed: Mapping[Cell, Supposed]) -> tuple[Move, ...]:
    """The groups whose score would change, in the framework's order."""
    version = assignment.stage.round.framework
    if version is None or assignment.response is None:
        return ()
    framework = framework_from_document(version.document)
    found = effect(assignment.response, framework, supposed)
    titles = {group.code: group.title for group in framework.groups}
    labels = {period["code"]: period["label"] for period in assignment.response.periods}
    return tuple(
        Move(title=titles[node], period=labels[period], now=now, then=then)
        for (node, period), (now, then) in found.moved.items()
        if node in titles
    )
