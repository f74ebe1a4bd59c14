"""Check rules: their kinds, and what they find. Each hit is fixed, or justified for as long as the answers stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from commonground.fieldwork.models import ENDED, HANDED_IN, Assignment, CheckRule, Justification, Round, Scope, Unit
from commonground.fieldwork.queries.access import CellOf, permits
from commonground.fieldwork.queries.last import Last, last_answers
from commonground.fieldwork.queries.scales import Scales, scales_of
from commonground.fieldwork.queries.standing import Standing, covers
from commonground.methods.canonical import canonical, digest
from commonground.methods.errors import Problem
from commonground.methods.questionnaires.errors import ExpressionError
from commonground.methods.questionnaires.expressions import compile_expression
from commonground.methods.questionnaires.expressions.evaluation import World
from commonground.methods.sentences import Sentence
from commonground.responses.models import State
from commonground.responses.queries import Cell, Said, current_of

Answers = Mapping[Cell, Said]
Found = tuple[Cell, tuple[Said, ...]]
"""Where a rule hits, and the answers that it hits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule that an answer breaks. ``key`` is the hash of the answers that it is about."""

    rule: str
    scope: str
    message: str
    assignment: int
    unit: str
    cell: Cell
    key: str
    justified: str = ""

    @property
    def problem(self) -> Problem:
        return Problem(
            code="check-open",
            message=self.message,
            remedy=Sentence("Correct the answer, or say why it stands."),
            place=f"{self.unit}, {self.cell}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a rule sees of one assignment: its answers, the last round's, the scales, and the periods in order."""

    answers: Answers
    last: Mapping[Cell, Last]
    scales: Scales
    periods: tuple[str, ...]
    others: Sequence[Answers] = field(default=())

    def points(self, said: Said) -> float | None:
        return self.scales.points(said.cell, said.state, said.value)

    def given(self) -> Iterator[Said]:
        return (said for said in self.answers.values() if said.state != State.CLEARED)


def hits(assignments: Collection[Assignment], round_: Round, scopes: Collection[Scope]) -> tuple[Hit, ...]:
    """All that the round's rules find in these assignments, justified or not, in seven queries."""
    rules = [rule for rule in round_.check_rules.all() if rule.scope in scopes]
    answering = [each for each in assignments if each.response is not None]
    if not rules or not answering:
        return ()
    given = current_of([each.response for each in answering if each.response])
    views = _views(answering, round_, given)
    found = [
        _hit(rule, assignment, cell, said)
        for assignment, view in zip(answering, views, strict=True)
        for rule in rules
        for cell, said in KINDS[rule.kind](view, rule.settings)
        if covers(assignment, cell.question)
    ]
    return _with_reasons(found, rules)


def open_hits(assignment: Assignment) -> tuple[Hit, ...]:
    """What keeps an assignment from being submitted."""
    found = hits([assignment], assignment.stage.round, {Scope.UNIT, Scope.LAST_ROUND})
    return tuple(hit for hit in found if not hit.justified)


def hits_across(round_: Round) -> tuple[Hit, ...]:
    """What is found across units in what was handed in: for those who decide, since it tells of others' answers."""
    rows = Assignment.objects.filter(stage__round=round_, state__in=HANDED_IN, response__isnull=False)
    return hits(list(rows.select_related("response", "unit__place", "stage").order_by("pk")), round_, {Scope.UNITS})


def hits_to_settle(round_: Round, who: Standing) -> tuple[Hit, ...]:
    """What stands in the way of a round's parts, as far as ``who`` may know of their answers."""
    rows = Assignment.objects.filter(stage__round=round_, response__isnull=False).exclude(state__in=ENDED)
    found = list(rows.select_related("response", "unit__place", "stage").order_by("pk"))
    for each in found:
        each.stage.round = each.unit.round = round_
    open_to = [each for each in found if permits(who, "read", each)]
    within = hits(open_to, round_, {Scope.UNIT, Scope.LAST_ROUND})
    units = {each.pk: each.unit for each in open_to}
    across = [hit for hit in hits_across(round_) if hit.assignment in units]
    return (*within, *(hit for hit in across if permits(who, "read-decisions", _cell(units, hit))))


def check_settings(rule: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with a rule as data; empty if nothing is."""
    kind, settings = rule["kind"], rule.get("settings", {})
    if kind not in KINDS:
        return (
            _wrong(
                rule,
                Sentence('There is no kind "%(kind)s".', kind=kind),
                Sentence("Use one of %(kinds)s.", kinds=", ".join(sorted(KINDS))),
            ),
        )
    if missing := [name for name in NEEDED.get(kind, ()) if not isinstance(settings.get(name), (int, float))]:
        return (
            _wrong(
                rule,
                Sentence("Its settings lack a number: %(missing)s.", missing=", ".join(missing)),
                Sentence("Give it."),
            ),
        )
    if kind != "expression":
        return ()
    try:
        compile_expression(settings.get("expression", ""))
    except ExpressionError as error:
        return tuple(error.problems)
    return ()


def _views(assignments: Sequence[Assignment], round_: Round, given: Mapping[int, Answers]) -> list[View]:
    last = last_answers(round_, [each.unit for each in assignments])
    scales = scales_of(round_)
    periods = tuple(period.code for period in round_.periods.all())
    mine = [given.get(each.response_id or 0, {}) for each in assignments]
    return [
        View(
            answers=answers,
            last=last.get(assignment.unit_id, {}),
            scales=scales,
            periods=periods,
            others=[
                other
                for each, other in zip(assignments, mine, strict=True)
                if each.unit_id != assignment.unit_id and each.stage_id == assignment.stage_id
            ],
        )
        for assignment, answers in zip(assignments, mine, strict=True)
    ]


def _expression(view: View, settings: Mapping[str, Any]) -> Iterator[Found]:
    """True for the answers of a period; the hit stands at the first question that is named."""
    expression = compile_expression(settings["expression"])
    for period in view.periods:
        named = {
            name: Cell(question=n, period=period, item=i)
            for name in expression.references
            for n, _, i in [name.partition("/")]
        }
        known = tuple(view.answers[cell] for cell in named.values() if cell in view.answers)
        if known and expression.holds(World(answer=_reader(view, named))):
            yield known[0].cell, known


def _reader(view: View, named: Mapping[str, Cell]) -> Callable[[str], str]:
    def read(name: str) -> str:
        said = view.answers.get(named[name])
        value = said.value if said and said.state == State.ANSWERED else ""
        return " ".join(value) if isinstance(value, list) else value or ""

    return read


def _uncommented(view: View, _settings: Mapping[str, Any]) -> Iterator[Found]:
    for said in view.given():
        at = view.periods.index(said.cell.period)
        before = (
            view.answers.get(Cell(question=said.cell.question, period=view.periods[at - 1], item=said.cell.item))
            if at
            else None
        )
        if before and before.state != State.CLEARED and _content(before) != _content(said) and not said.comment:
            yield said.cell, (before, said)


def _unexplained(view: View, _settings: Mapping[str, Any]) -> Iterator[Found]:
    for said in view.given():
        last = view.last.get(said.cell)
        if last and (said.state, said.value) != (last.state, last.value) and said.basis in {"", "unchanged"}:
            yield said.cell, (said,)


def _moved(view: View, settings: Mapping[str, Any]) -> Iterator[Found]:
    for said in view.given():
        last, now = view.last.get(said.cell), view.points(said)
        if last and last.points is not None and now is not None and abs(now - last.points) > settings["points"]:
            yield said.cell, (said,)


def _alone(view: View, settings: Mapping[str, Any]) -> Iterator[Found]:
    for said in view.given():
        others = [other[said.cell] for other in view.others if said.cell in other]
        if len(others) < settings["least"]:
            continue
        same = Counter(map(_content, others))[_content(said)]
        if same / len(others) < settings["share"]:
            yield said.cell, (said,)


def _same_comment(view: View, settings: Mapping[str, Any]) -> Iterator[Found]:
    for said in view.given():
        if len(said.comment) >= settings["length"] and any(
            said.comment == other[said.cell].comment for other in view.others if said.cell in other
        ):
            yield said.cell, (said,)


KINDS: dict[str, Callable[[View, Mapping[str, Any]], Iterator[Found]]] = {
    "expression": _expression,
    "uncommented": _uncommented,
    "unexplained": _unexplained,
    "moved": _moved,
    "alone": _alone,
    "same-comment": _same_comment,
}
"""``expression``: an ``expression`` over the unit's answers is true. ``uncommented``: differs from the period before,
and nothing says why. ``unexplained``: differs from the last round without a basis. ``moved``: by more than ``points``.
``alone``: fewer than ``share`` of at least ``least`` units answer alike. ``same-comment``: the words of another unit,
if they have ``length`` signs or more."""


NEEDED = {"moved": ("points",), "alone": ("share", "least"), "same-comment": ("length",)}
"""Settings that are numbers, by kind."""


def _content(said: Said) -> tuple[str, str]:
    return said.state, canonical(said.value) if said.value is not None else ""


def _hit(rule: CheckRule, assignment: Assignment, cell: Cell, said: Sequence[Said]) -> Hit:
    return Hit(
        rule=rule.code,
        scope=rule.scope,
        message=rule.message,
        assignment=assignment.pk,
        unit=assignment.unit.place.name,
        cell=cell,
        key=digest([rule.code, canonical(rule.settings), *sorted(str(each.id) for each in said)]),
    )


def _cell(units: Mapping[int, Unit], hit: Hit) -> CellOf:
    """A hit across units tells of others' answers: it is for those who read all of the cell."""
    return CellOf(unit=units[hit.assignment], question=hit.cell.question)


def _with_reasons(found: Sequence[Hit], rules: Sequence[CheckRule]) -> tuple[Hit, ...]:
    rows = Justification.objects.filter(rule__in=rules, assignment__in={hit.assignment for hit in found})
    reasons = {(row.assignment_id, row.hit): row.text for row in rows.order_by("pk")}
    return tuple(replace(hit, justified=reasons.get((hit.assignment, hit.key), "")) for hit in found)


def _wrong(rule: Mapping[str, Any], message: str, remedy: str) -> Problem:
    return Problem(code="check-rule", message=message, remedy=remedy, place=str(rule.get("code", "")))
