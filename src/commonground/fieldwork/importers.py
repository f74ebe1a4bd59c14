"""Assignments from a table: what each line would do is told first, and done only where every line can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from commonground.core.actions.accounts import check_address
from commonground.fieldwork.actions.assignments import assign, set_terms
from commonground.fieldwork.actions.life import extend
from commonground.fieldwork.actions.planning import add_contributor
from commonground.fieldwork.errors import FieldworkError
from commonground.fieldwork.models import ENDED, Assignment, Contributor, Round
from commonground.fieldwork.queries.access import require
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence
from commonground.methods.tables.rows import Line, read_table

if TYPE_CHECKING:
    from commonground.core.models import User

REQUIRED = ("stage", "unit", "email")
OPTIONAL = ("name", "questions", "deadline", "hours", "fee", "currency", "state")
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one line does: ``invite``, ``change`` (deadline, hours, fee) or ``keep``."""

    line: int
    does: str
    stage: str
    unit: str
    email: str
    terms: Mapping[str, Any]
    assignment: Assignment | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a table would do, and every line that cannot be done."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]

    def count(self, does: str) -> int:
        return sum(step.does == does for step in self.steps)


@transaction.atomic
def import_assignments(*, round_: Round, path: Path, by: User, dry_run: bool = True, hold_mail: bool = True) -> Plan:
    """Plan what a table says, and unless it is a dry run do it: all of it, or, where a line cannot be done, nothing.

    A line about a part that somebody has already changes its deadline, hours and fee; who has a part that no line
    names keeps it. Raises ``FieldworkError`` with every line that cannot be done.
    """
    require(by, "manage", round_)
    plan = plan_assignments(round_, path)
    if dry_run:
        return plan
    if plan.problems:
        raise FieldworkError(*plan.problems)
    for step in plan.steps:
        _do(round_, step, by, hold_mail=hold_mail)
    return plan


def plan_assignments(round_: Round, path: Path) -> Plan:
    """What a table says of a round."""
    table = read_table(path, required=REQUIRED, optional=OPTIONAL)
    known = _Known(round_)
    steps, problems, seen = [], [], dict[tuple[str, str, str], int]()
    if len(table.lines) > MOST_LINES:
        raise FieldworkError(
            Problem(
                code="import-long",
                message=Sentence("More than %(most)s lines.", most=MOST_LINES),
                remedy=Sentence("Split the file."),
                place=path.name,
            )
        )
    for line in table.lines:
        found = list(known.problems(line, table.place(line)))
        key = (line.values["stage"], line.values["unit"], line.values["email"].strip().lower())
        if key in seen:
            message = Sentence("Line %(line)s says this already.", line=seen[key])
            found.append(
                Problem(code="import-twice", message=message, remedy=Sentence("Keep one."), place=table.place(line))
            )
        seen.setdefault(key, line.number)
        problems += found
        if not found:
            steps.append(known.step(line, key))
    return Plan(steps=tuple(steps), problems=tuple(problems))


class _Known:
    """What a round has that lines may name, read once."""

    def __init__(self, round_: Round) -> None:
        self.stages = set(round_.stages.values_list("code", flat=True))
        self.units = set(round_.units.values_list("place__code", flat=True))
        self.questions = set(round_.questionnaire.questions.values_list("code", flat=True))
        rows = Assignment.objects.filter(stage__round=round_).exclude(state__in=ENDED)
        self.assignments = {
            (each.stage.code, each.unit.place.code, each.contributor.user.email if each.contributor.user else ""): each
            for each in rows.select_related("stage", "unit__place", "contributor__user")
        }

    def problems(self, line: Line, place: str) -> list[Problem]:
        values = line.values
        wrong = [
            (values["stage"] not in self.stages, "stage", sorted(self.stages)),
            (values["unit"] not in self.units, "unit", ["one of the round's places"]),
            (bool(set(values["questions"].split()) - self.questions), "questions", ["codes of questions, with blanks"]),
            (_date(values["deadline"]) is None, "deadline", ["a date like 2027-03-31, or nothing"]),
            (_number(values["hours"]) is None, "hours", ["a number, or nothing"]),
            (_number(values["fee"]) is None, "fee", ["a number, or nothing"]),
            (not _is_address(values["email"]), "email", ["an address like name@example.org"]),
        ]
        return [
            Problem(
                code="import-line",
                message=Sentence('"%(value)s" is no %(column)s here.', value=values[column], column=column),
                remedy=Sentence("Write %(allowed)s.", allowed=", ".join(allowed)),
                place=place,
            )
            for is_wrong, column, allowed in wrong
            if is_wrong
        ]

    def step(self, line: Line, key: tuple[str, str, str]) -> Step:
        values = line.values
        terms = {
            "questions": values["questions"].split(),
            "deadline": _date(values["deadline"]) or None,
            "hours_agreed": _number(values["hours"]) if values["hours"] else None,
            "fee": _number(values["fee"]) if values["fee"] else None,
            "currency": values["currency"],
        }
        there = self.assignments.get(key)
        does = "invite" if there is None else "change" if _differs(there, terms) else "keep"
        return Step(
            line=line.number,
            does=does,
            stage=key[0],
            unit=key[1],
            email=key[2],
            terms=terms,
            assignment=there,
            name=values["name"],
        )


def _do(round_: Round, step: Step, by: User, *, hold_mail: bool) -> None:
    if step.does == "invite":
        assign(
            stage=round_.stages.get(code=step.stage),
            unit=round_.units.get(place__code=step.unit),
            contributor=_contributor(round_, step, by),
            by=by,
            hold_mail=hold_mail,
            **step.terms,
        )
    elif step.does == "change" and step.assignment:
        terms = {name: step.terms[name] for name in ("hours_agreed", "fee", "currency")}
        set_terms(assignment=step.assignment, by=by, **terms)
        if _day(step.assignment.deadline) != _day(step.terms["deadline"]):
            extend(assignment=step.assignment, deadline=step.terms["deadline"], by=by)


def _contributor(round_: Round, step: Step, by: User) -> Contributor:
    return add_contributor(index=round_.index, email=step.email, full_name=step.name, by=by)


def _differs(there: Assignment, terms: Mapping[str, Any]) -> bool:
    same = all(getattr(there, name) == terms[name] for name in ("hours_agreed", "fee", "currency"))
    return not same or _day(there.deadline) != _day(terms["deadline"])


def _day(at: dt.datetime | None) -> dt.date | None:
    return at.date() if at else None


def _date(text: str) -> dt.datetime | str | None:
    """The end of a day; an empty text for none, and None for what is no date."""
    if not text.strip():
        return ""
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip() or "0")
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None


def _is_address(text: str) -> bool:
    try:
        check_address(text.strip().lower())
    except CommongroundError:
        return False
    return True
