"""What changed: who moved between two periods, and the answers behind each move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import quote

from commonground.methods.index import Answers, score
from commonground.publishing.explorer.chart import Chart
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.explorer.moves import dumbbell, moves_of
from commonground.publishing.explorer.scope import Scope
from commonground.publishing.queries.figures import SAME
from commonground.publishing.queries.options import label_of, same
from commonground.publishing.queries.sayings import Saying, sayings

SHOWN = 90
"""Answers that the page has room for: whole places, the one that moved farthest first. Files hold all."""
EXCERPT = 420
"""Letters of a comment that stand on the page; the answer's own page has it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An answer that changed; ``alone`` is how far the measure would have moved by it alone.

    ``address`` is the answer's own, ``said_at`` that of the period in which its comment stands.
    """

    place: str
    name: str
    question: str
    title: str
    before: float | None
    after: float | None
    before_label: str
    after_label: str
    alone: float | None
    address: str
    said: Saying
    said_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A place and its changed answers, the one that moved the measure farthest first."""

    place: str
    name: str
    move: float
    answers: tuple[Changed, ...]


def changed_answers(scope: Scope) -> Chart:
    """Before and after, with the answers behind each move beside it (``movers``)."""
    chart = dumbbell(scope)
    return replace(chart, kind=Kind.CHANGE)


def movers(scope: Scope, most: int = SHOWN) -> tuple[Mover, ...]:
    """The places that moved, or those set apart, with at most so many changed answers, but one place at least."""
    moves = moves_of(scope)
    asked = [place for place in scope.marked if place in moves] if scope.marked else moved(scope)
    cells = _fitting({place: _cells(scope, place) for place in asked}, most)
    chosen = sorted(cells, key=lambda place: (-moves[place], scope.name(place)))
    said = _said(scope, cells)
    alone = _alone(scope, cells)
    return tuple(
        Mover(
            place=place,
            name=scope.name(place),
            move=moves[place],
            answers=_ordered(_changed(scope, place, code, alone, said) for code in cells[place]),
        )
        for place in chosen
    )


def moved(scope: Scope) -> list[str]:
    """The places whose score differs between the periods, the one that moved farthest first."""
    moves = moves_of(scope)
    ordered = sorted(moves, key=lambda place: (-abs(round(moves[place], 9)), scope.name(place)))
    return [place for place in ordered if abs(moves[place]) > SAME]


def _fitting(cells: Mapping[str, list[str]], most: int) -> dict[str, list[str]]:
    """The first places whose answers are no more than ``most`` together, and the first of all in any case."""
    totals = list(accumulate(map(len, cells.values())))
    fitting = max(1, sum(total <= most for total in totals))
    return dict(list(cells.items())[:fitting])


def _ordered(found: object) -> tuple[Changed, ...]:
    return tuple(sorted(found, key=lambda each: -abs(each.alone or 0.0)))  # type: ignore[call-overload, no-any-return]


def _cells(scope: Scope, place: str) -> list[str]:
    """The questions below the measure whose answers differ between the periods."""
    opened = scope.opened
    if scope.since is None:
        return []
    return [
        leaf
        for leaf in opened.framework.leaves(scope.measure.code)
        if not same(opened.card[leaf, place, scope.since.code], opened.card[leaf, place, scope.period.code])
    ]


def _changed(
    scope: Scope,
    place: str,
    code: str,
    alone: Mapping[tuple[str, str], float | None],
    said: Mapping[tuple[str, str], Saying],
) -> Changed:
    opened, since = scope.opened, scope.since.code if scope.since else ""
    question = opened.framework.question(code)
    before, after = opened.card[code, place, since], opened.card[code, place, scope.period.code]
    saying = said.get((place, code), Saying())
    address = f"/places/{quote(place)}/{quote(code)}?period="
    return Changed(
        place=place,
        name=scope.name(place),
        question=code,
        title=question.title or code,
        before=before,
        after=after,
        before_label=label_of(question, before, saying.option(since)),
        after_label=label_of(question, after, saying.option(scope.period.code)),
        alone=alone.get((place, code)),
        address=address + quote(scope.period.code),
        said=saying,
        said_at=address + quote(saying.at or scope.period.code),
    )


def _said(scope: Scope, cells: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], Saying]:
    """What was said about the answers after the first period, up to the second: why they changed stands there."""
    codes = [period.code for period in scope.opened.periods]
    first = codes.index(scope.since.code) if scope.since else 0
    questions = sorted({code for part in cells.values() for code in part})
    found = sayings(scope.opened, list(cells), questions, codes[first : codes.index(scope.period.code) + 1])
    return {cell: replace(said, comment=_excerpt(said.comment)) for cell, said in found.items()}


def _excerpt(comment: str) -> str:
    words = " ".join(comment.split())
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"


def _alone(scope: Scope, cells: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], float | None]:
    """How far the measure would have moved had only this answer changed: one scoring of as many copies."""
    pairs = [(place, code) for place, codes in cells.items() for code in codes]
    if not pairs or scope.since is None:
        return {}
    opened = scope.opened
    answers, since = opened.card.answers, scope.since.code
    rows = [opened.place_row[place] for place, _code in pairs]
    was, now = answers.periods.index(since), answers.periods.index(scope.period.code)
    points = answers.points[rows, was : was + 1].copy()
    applicable = answers.applicable[rows, was : was + 1].copy()
    for copy, (row, (_place, code)) in enumerate(zip(rows, pairs, strict=True)):
        column = answers.questions.index(code)
        points[copy, 0, column] = answers.points[row, now, column]
        applicable[copy, 0, column] = answers.applicable[row, now, column]
    copies = tuple(map(str, range(len(pairs))))
    card = score(
        opened.framework,
        Answers(places=copies, periods=(since,), questions=answers.questions, points=points, applicable=applicable),
    )
    found = {}
    for copy, (place, code) in zip(copies, pairs, strict=True):
        then, as_it_was = card[scope.measure.code, copy, since], scope.score(scope.measure.code, place, since)
        found[place, code] = None if then is None or as_it_was is None else then - as_it_was
    return found


__all__ = ["Changed", "Mover", "changed_answers", "moved", "movers"]
