"""A workbook's changes merged answer by answer; rehearsed first, by the same steps, without keeping anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from commonground.fieldwork.actions.answering import answer, cite
from commonground.fieldwork.actions.offline.making import fields_of, languages_of, response_of
from commonground.fieldwork.actions.offline.receiving import read
from commonground.fieldwork.actions.offline.words import words
from commonground.fieldwork.actions.shared import name, note
from commonground.fieldwork.errors import FieldworkError, refuse
from commonground.fieldwork.models import Assignment, Citation, ReturnedWorkbook
from commonground.fieldwork.queries.access import require
from commonground.methods.canonical import Value, canonical, digest
from commonground.methods.errors import Problem
from commonground.methods.offline import Answer, Typed, choices_of
from commonground.methods.sentences import Sentence
from commonground.responses.actions import Conflict, Recorded, RefusedError
from commonground.responses.errors import ResponseError
from commonground.responses.models import Basis, Origin
from commonground.responses.queries import Cell, Given, Said, asked, current, history

if TYPE_CHECKING:
    from commonground.core.models import User

NAMESPACE = UUID("0b3b8a3e-6a0f-5d0c-9a77-5f2f3a6f1c11")
CONTENT = ("state", "value", "comment", "confidence", "basis")
NOTHING = Answer(state="cleared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cell that the workbook changes: what stood there, and what stands there then, by field as it is shown."""

    cell: Cell
    place: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A cell that was answered elsewhere since the workbook was made: what the file says, and what stands there."""

    cell: Cell
    place: str
    file: Mapping[str, str]
    now: Mapping[str, str]
    number: int


@dataclass(kw_only=True)
class Outcome:
    """What a workbook changes, or has changed. ``same`` are cells that it leaves as they are, of ``cells`` in it."""

    cells: int
    changed: list[Line] = field(default_factory=list)
    conflicts: list[Clash] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)

    @property
    def same(self) -> int:
        return self.cells - len(self.changed) - len(self.conflicts)


def rehearse(*, returned: ReturnedWorkbook, by: User) -> Outcome:
    """What ``merge`` would do now: it is done, and undone."""
    with transaction.atomic():
        outcome = _Merging(returned, by).run()
        transaction.set_rollback(True)
    return outcome


def merge(*, returned: ReturnedWorkbook, by: User) -> Outcome:
    """Take over every answer that can be taken over, each in a transaction of its own; again, and nothing is done."""
    outcome = _Merging(returned, by).run()
    with transaction.atomic():
        ReturnedWorkbook.objects.filter(pk=returned.pk).update(merged_at=timezone.now())
        _note(returned, outcome, by)
    return outcome


def take(*, returned: ReturnedWorkbook, cell: Cell, based_on: int, by: User) -> Recorded:
    """Of a conflict, take what the file says, in place of the revision ``based_on`` that was shown beside it.

    Raises ``Conflict`` where there is a newer one.
    """
    merging = _Merging(returned, by)
    typed = next((each for each in merging.read.typed if _cell(each) == cell), None)
    if typed is None:
        raise refuse(
            "offline-cell",
            Sentence("The workbook changes nothing here."),
            Sentence("Look at the list again."),
            str(cell),
        )
    return merging.save(replace(merging.given(typed), based_on=based_on), merging.base(typed))


class _Merging:
    """One workbook on its way into a response."""

    def __init__(self, returned: ReturnedWorkbook, by: User) -> None:
        rows = Assignment.objects.select_related("stage__round__index", "unit__place", "response__questionnaire")
        self.assignment = rows.get(pk=returned.assignment_id)
        self.response = response_of(self.assignment)
        self.by = by
        require(by, "answer", self.assignment)
        self.read = read(bytes(returned.content), self.assignment, returned.name)
        self.questionnaire = asked(self.response.questionnaire)
        self.outcome = Outcome(cells=self.read.cells, refused=list(self.read.problems))

    def run(self) -> Outcome:
        """Every change once; those that their conditions refuse again, as long as others came in meanwhile."""
        waiting, before = list(self.read.typed), -1
        refusals: list[tuple[Typed, tuple[Problem, ...]]] = []
        now = current(self.response)
        while waiting and len(waiting) != before:
            before = len(waiting)
            tried = [(typed, self._one(typed, now.get(_cell(typed)))) for typed in waiting]
            refusals = [(typed, problems) for typed, problems in tried if problems]
            waiting = [typed for typed, _ in refusals]
        for typed, problems in refusals:
            self.outcome.refused += [replace(each, place=typed.place) for each in problems]
        return self.outcome

    def _one(self, typed: Typed, now: Said | None) -> tuple[Problem, ...]:
        """Take one change over, unless it is there already. Gives what is wrong with it."""
        given = self.given(typed)
        if _alike(given, now):
            return ()
        try:
            done = self.save(given, self.base(typed))
        except Conflict as clash:
            self.outcome.conflicts.append(self._clash(typed, given, clash.current))
        except RefusedError as error:
            return tuple(error.problems)
        except (FieldworkError, ResponseError) as error:
            self.outcome.refused += [replace(each, place=typed.place) for each in error.problems]
        else:
            if not done.repeated:
                shown = self._shown(given.cell.question, now), self._shown(given.cell.question, given)
                line = Line(cell=given.cell, place=typed.place, before=shown[0], after=shown[1])
                self.outcome.changed.append(line)
        return ()

    @transaction.atomic
    def save(self, given: Given, base: Said | None) -> Recorded:
        """The answer, with what it cited before."""
        done = answer(assignment=self.assignment, given=given, by=self.by)
        if base and not done.repeated:
            for each in Citation.objects.filter(revision=base.id).select_related("article"):
                cite(
                    assignment=self.assignment,
                    revision_id=done.revision.id,
                    article=each.article,
                    place_in=each.place_in,
                    quote=each.quote,
                    by=self.by,
                )
        return done

    def base(self, typed: Typed) -> Said | None:
        """The revision that the workbook showed."""
        past = history(self.response, _cell(typed)) if typed.number else ()
        return next((each for each in past if each.number == typed.number), None)

    def given(self, typed: Typed) -> Given:
        """What the workbook says of a cell: what it showed, with what was changed."""
        base = self.base(typed)
        said = typed.answer or (Answer(state=base.state, value=base.value) if base else NOTHING)
        basis = base.basis if base and not (typed.answer and base.basis == Basis.UNCHANGED) else ""
        given = Given(
            revision_id=NAMESPACE,
            cell=_cell(typed),
            based_on=typed.number,
            state=said.state,
            value=said.value,
            comment=typed.words.get("comment", base.comment if base else ""),
            confidence=typed.words.get("confidence", base.confidence if base else ""),
            basis=typed.words.get("basis", basis),
            origin=Origin.WORKBOOK,
            wording=typed.wording,
            by=self.by.pk,
        )
        return replace(given, revision_id=self._key(given))

    def _key(self, given: Given) -> UUID:
        """The same change of the same cell has the same key, whatever the file is called and whoever saved it again."""
        said: list[Value] = [getattr(given, each) for each in CONTENT if getattr(given, each) is not None]
        where: list[Value] = [given.cell.question, given.cell.period, given.cell.item]
        body: list[Value] = [str(self.response.key), where, given.based_on, said, given.wording, self.by.pk]
        return uuid5(NAMESPACE, digest([canonical(body)]))

    def _clash(self, typed: Typed, given: Given, now: Said | None) -> Clash:
        return Clash(
            cell=given.cell,
            place=typed.place,
            file=self._shown(given.cell.question, given),
            now=self._shown(given.cell.question, now),
            number=now.number if now else 0,
        )

    def _shown(self, question: str, said: Said | Given | None) -> Mapping[str, str]:
        if said is None:
            return {}
        languages = languages_of(self.questionnaire)
        reserved = tuple(words().states.values())
        return fields_of(said, choices_of(self.questionnaire.question(question), languages, reserved))


def _cell(typed: Typed) -> Cell:
    return Cell(question=typed.question, period=typed.period, item=typed.item)


def _alike(given: Given, now: Said | None) -> bool:
    """Whether what stands there says this already."""
    if now is None:
        return given.state == NOTHING.state and not (given.comment or given.confidence or given.basis)
    return all(getattr(given, each) == getattr(now, each) for each in CONTENT)


def _note(returned: ReturnedWorkbook, outcome: Outcome, by: User) -> None:
    assignment = returned.assignment
    counted = {name: len(getattr(outcome, name)) for name in ("changed", "conflicts", "refused")}
    note(assignment.stage.round, "merge-workbook", name(assignment), by, {"sha256": returned.sha256, **counted})
