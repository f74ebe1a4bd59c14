"""What if: a place with other answers, the shortest way to a target, and the peers that went it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.methods.index import Answers, Reason, Scorecard, score
from commonground.methods.index.answers import AnswerCell
from commonground.methods.robustness import Interval, Plan, Standing
from commonground.methods.robustness.standing import standing
from commonground.methods.whatif import AnswerChange, Rank, Reforms, Score, WhatIfError, peers, reforms_to
from commonground.methods.whatif.changes import changed
from commonground.publishing.display import DASH, exact, owned
from commonground.publishing.display import change as signed
from commonground.publishing.display import score as shown
from commonground.publishing.drawing.axes import score_ticks, share
from commonground.publishing.explorer import svg
from commonground.publishing.explorer.chart import Axis, Chart, Cited, Column, Finding, Row
from commonground.publishing.explorer.own import RUNS, Book, in_period
from commonground.publishing.explorer.scope import Scope, UnknownWordError, ends
from commonground.publishing.queries.figures import SAME
from commonground.publishing.queries.opened import NodeInfo, Opened
from commonground.publishing.queries.options import label_of, same
from commonground.scores.queries import plan_of

BRANCHES = 100
"""Branches that the search for the shortest way may look at, which bounds its time."""
MADE = 5
"""Of the places that made a step, so many of the nearest are named."""
NO_SCORE, OUT_OF_REACH = "no-score", "out-of-reach"
KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of an answer on the way to a target, and which peers have made it."""

    question: str
    title: str
    before: str
    after: str
    points: str
    option: str
    made: tuple[Made, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """That a peer made a step: who, and between which periods."""

    place: str
    name: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The shortest way to a target: its steps, or why there is none. ``proven`` says that no shorter one exists."""

    target: str
    steps: tuple[Step, ...]
    after: str
    proven: bool
    refused: str = ""

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """The steps as an address holds them."""
        return tuple((step.question, step.option) for step in self.steps)


def place_of(scope: Scope) -> str:
    """The place asked about, else the first that is set apart, else the first chosen as the edition has them.

    An address means the same place in every language, though each lists the places in its own order.
    """
    return scope.view.place or next(iter((*scope.marked, *sorted(scope.places, key=scope.opened.place_row.get))), "")


def supposed(scope: Scope) -> Chart:
    """The overall score and the areas of a place, as they are and as supposed."""
    place, opened = place_of(scope), scope.opened
    card, after = worlds(scope)
    nodes = opened.nodes(
        tuple(dict.fromkeys((scope.measure.code, *opened.framework.aggregates[:1], *opened.framework.areas)))
    )
    rows = [_row(scope, place, node, card, after) for node in nodes]
    return Chart(
        kind=scope.view.kind,
        finding=_finding(scope, place, rows[0]),
        subtitle=_("%(place)s %(period)s, as it is and as supposed")
        % {
            "place": scope.name(place),
            "period": scope.period.label,
        },
        first=_("Measure"),
        columns=_columns(),
        rows=tuple(rows),
        official=False,
        notes=(
            *_changes_said(scope, place),
            _("Not the official index: answers are supposed. Intervals come from %(runs)s runs.") % {"runs": RUNS},
        ),
        form="rows",
        axis=Axis(scale=opened.info.scale, ticks=score_ticks(opened.info.scale)),
        shown=(0, 1, 2, 3, 4, 7, 8),
        alt=_("Scores of %(place)s as they are and as supposed") % {"place": scope.name(place)},
    )


def _row(scope: Scope, place: str, node: NodeInfo, card: Scorecard, after: After) -> Row:
    period = scope.period.code
    was, now = card[node.code, place, period], after.card[node.code, place, period]
    bounds = [each.interval(node.code, place, period) for each in (_standing_before(scope), after.standing)]
    values = (
        was, now, None if was is None or now is None else now - was,
        card.rank(node.code, place, period), after.card.rank(node.code, place, period),
        *ends(bounds[0]), *ends(bounds[1]),
    )  # fmt: skip
    return Row(
        key=node.code,
        label=node.title,
        values=values,
        address=f"/places/{quote(place)}/{quote(node.code)}?period={quote(period)}",
        level=scope.level(now),
        drawing=svg.drawn(_dots(scope, was, now, bounds[1])),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(code="as_it_is", title=_("As it is")),
        Column(code="supposed", title=_("Supposed")),
        Column(code="change", title=_("Change"), sort="change"),
        Column(code="rank", title=_("Rank"), sort="rank"),
        Column(code="rank_supposed", title=_("Rank then"), sort="rank"),
        Column(code="score_lower", title=_("Lower"), sort="bound"),
        Column(code="score_upper", title=_("Upper"), sort="bound"),
        Column(code="supposed_lower", title=_("Lower then"), sort="bound"),
        Column(code="supposed_upper", title=_("Upper then"), sort="bound"),
    )


def _dots(scope: Scope, was: float | None, now: float | None, interval: Interval | None) -> list[str]:
    scale = scope.opened.info.scale
    parts = []
    low, high = ends(interval)
    if low is not None and high is not None:
        parts.append(svg.line(share(low, scale), 50, share(high, scale), 50, "iv", "%"))
    if was is not None and now is not None:
        parts.append(svg.line(share(was, scale), 50, share(now, scale), 50, "move", "%"))
    parts += [svg.dot(share(was, scale), "50%", "dot was", 4)] if was is not None else []
    parts += [svg.dot(share(now, scale), "50%", f"dot {svg.band(scope.level(now))}")] if now is not None else []
    return parts


def _finding(scope: Scope, place: str, row: Row) -> Finding:
    was, now, move, rank, then = row.values[:5]
    words = {"place": scope.name(place), "node": row.label}
    if not scope.view.changes:
        text = _("Nothing is supposed yet: change an answer of %(place)s, or ask for the shortest way to a target")
        return Finding(text=text % words)
    others = _differing(scope, place)
    if not others:
        return Finding(text=_("%(place)s has the answers supposed already") % words)
    words["given"] = _given(scope, [code for code, _option in others])
    cells = (Cited(node=row.key, place=place, period=scope.period.code, value=was if isinstance(was, float) else None),)
    if not isinstance(move, float):
        return Finding(text=_("%(given)s %(place)s has no score to compare") % words, cells=cells)
    words |= {"move": signed(move), "now": shown(now if isinstance(now, float) else None), "rank": rank, "then": then}
    if abs(move) < SAME:
        return Finding(text=_("%(given)s %(place)s would stay where it is in %(node)s") % words, cells=cells)
    text = _("%(given)s %(place)s would have %(now)s in %(node)s (%(move)s) and rank %(then)s instead of %(rank)s")
    return Finding(text=text % words, cells=cells)


def _differing(scope: Scope, place: str) -> list[tuple[str, str]]:
    """The answers supposed that the place does not have, by question and option."""
    return [
        change
        for change, (_place, period, code, value) in zip(scope.view.changes, cells_of(scope), strict=True)
        if isinstance(value, Reason) or not same(scope.opened.card[code, place, period], value)
    ]


def _given(scope: Scope, changed: Sequence[str]) -> str:
    """What is supposed, as a sentence begins with it: the one question by its name, more by their number."""
    if len(changed) == 1:
        return _("With another answer to “%(question)s”") % {"question": owned(scope.opened.node(changed[0]).title)}
    words = {"count": len(changed)}
    return ngettext("With %(count)s answer changed", "With %(count)s answers changed", len(changed)) % words


def _changes_said(scope: Scope, place: str) -> list[str]:
    """Each answer that is changed, beside the one that there is."""
    found = []
    for code, chosen in _differing(scope, place):
        question = scope.opened.framework.question(code)
        words = {
            "question": owned(question.title or code),
            "before": label_of(question, scope.opened.card[code, place, scope.period.code]) or DASH,
            "after": next(each.label or each.code for each in question.options if each.code == chosen),
        }
        found.append(_("Supposed: “%(question)s” is answered “%(after)s” instead of “%(before)s”.") % words)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class After:
    """The supposed world in one period."""

    card: Scorecard
    standing: Standing


def worlds(scope: Scope) -> tuple[Scorecard, After]:
    """The scorecard as it is, and the supposed world."""
    return scope.opened.card, _after(Book(scope.opened), scope.period.code, cells_of(scope))


def _standing_before(scope: Scope) -> Standing:
    return _after(Book(scope.opened), scope.period.code, ()).standing


@lru_cache(maxsize=KEPT)
def _after(book: Book, period: str, cells: tuple[AnswerCell, ...]) -> After:
    opened = book.opened
    answers: Answers = in_period(opened.card.answers, period)
    answers = changed(opened.framework, answers, cells)
    plan = plan_of(opened.edition)
    small = Plan(assumptions=plan.assumptions, runs=RUNS, level=plan.level, seed=plan.seed)
    return After(score(opened.framework, answers), standing(opened.framework, answers, small))


def cells_of(scope: Scope) -> tuple[AnswerCell, ...]:
    """The answers supposed, as the engine takes them; an ``UnknownWordError`` for an option that a question lacks."""
    place, period = place_of(scope), scope.period.code
    found: list[AnswerCell] = []
    for code, option in scope.view.changes:
        try:
            question = scope.opened.framework.question(code)
        except KeyError as error:
            raise UnknownWordError(str(error.args[0])[:400]) from error
        chosen = next((each for each in question.options if each.code == option), None)
        if chosen is None:
            known = ", ".join(each.code for each in question.options)
            raise UnknownWordError(
                _("The question “%(question)s” has no option “%(option)s”; it has %(known)s.")
                % {"question": code, "option": option[:40], "known": known}
            )
        value: float | Reason = chosen.points if chosen.points is not None else chosen.reason or Reason.NO_DATA
        found.append((place, period, code, value))
    return tuple(found)


def way_to(scope: Scope) -> Way | None:
    """The shortest way to the target of the address; None where it names none."""
    if not scope.view.target:
        return None
    kind, _colon, number = scope.view.target.partition(":")
    if kind not in {"rank", "score"} or not number.replace(".", "", 1).isdecimal() or len(number) > 6:  # noqa: PLR2004
        raise UnknownWordError(_("A target is written as rank:5 or score:70."))
    if kind == "rank" and not (number.isdecimal() and 0 < int(number) <= len(scope.opened.places)):
        raise UnknownWordError(
            _("“%(number)s” is no rank: write a whole number from 1 to %(last)s.")
            % {"number": number, "last": len(scope.opened.places)}
        )
    said = (_("rank %(number)s") if kind == "rank" else _("a score of %(number)s")) % {"number": number}
    target = Rank(int(number)) if kind == "rank" else Score(float(number))
    found = _reforms(Book(scope.opened), place_of(scope), scope.period.code, scope.measure.code, target)
    if isinstance(found, str):
        refused = (
            _("This place has no score to lift.")
            if found == NO_SCORE
            else _("No change of its answers reaches this target.")
        )
        return Way(target=said, steps=(), after="", proven=False, refused=refused)
    made = _made(scope, found.changes)
    return Way(
        target=said,
        steps=tuple(_step(scope, each, made.get(each.question, ())) for each in found.changes),
        after=exact(found.after.score),
        proven=found.proven,
    )


@lru_cache(maxsize=KEPT)
def _reforms(book: Book, place: str, period: str, node: str, target: Rank | Score) -> Reforms | str:
    """The reforms, or why there are none."""
    opened: Opened = book.opened
    if opened.card[node, place, period] is None:
        return NO_SCORE
    try:
        return reforms_to(
            opened.framework, in_period(opened.card.answers, period), place, period, target, node=node, nodes=BRANCHES
        )
    except WhatIfError:
        return OUT_OF_REACH


def _made(scope: Scope, steps: Sequence[AnswerChange]) -> dict[str, tuple[Made, ...]]:
    if not steps:
        return {}
    found: dict[str, list[Made]] = {}
    labels = {period.code: period.label for period in scope.opened.periods}
    for peer in peers(
        scope.opened.card, place_of(scope), scope.period.code, steps=steps, number=len(scope.opened.places)
    ):
        for step in peer.steps:
            made = Made(
                place=peer.place,
                name=scope.name(peer.place),
                first=labels[step.from_period],
                last=labels[step.to_period],
            )
            if len(known := found.setdefault(step.question, [])) < MADE:
                known.append(made)
    return {question: tuple(made) for question, made in found.items()}


def _step(scope: Scope, change: AnswerChange, made: tuple[Made, ...]) -> Step:
    question = scope.opened.framework.question(change.question)
    option = next((each for each in question.options if each.points == change.after), None)
    return Step(
        question=change.question,
        title=question.title or change.question,
        before=label_of(question, change.before),
        after=label_of(question, change.after),
        points=f"{exact(change.before)} → {exact(change.after)}",
        option=option.code if option else "",
        made=made,
    )
