"""How far a round is: by unit, stage and section, in few queries however large it is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, Q
from django.utils import timezone

from commonground.fieldwork.models import ENDED, Assignment, AssignmentState, Query, QueryState, Round, Stage, Work
from commonground.fieldwork.queries.access import permits
from commonground.fieldwork.queries.standing import Standing
from commonground.fieldwork.queries.worded import read_in
from commonground.methods.questionnaires import Question, Questionnaire, said
from commonground.responses.models import Revision, State
from commonground.responses.queries import asked

ANSWERING = (Work.ANSWER, Work.REVIEW)
AT_WORK = (AssignmentState.INVITED, AssignmentState.AGREED, AssignmentState.WORKING, AssignmentState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Cells that say something, of those that there are. Conditions may make fewer of them apply."""

    answered: int
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One assignment. ``sections`` are in the questionnaire's order."""

    assignment: int
    pseudonym: str
    state: str
    state_label: str
    due: dt.datetime | None
    late: bool
    open_queries: int
    total: Count
    sections: Mapping[str, Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """A unit, and its assignments by the code of their stage; ended ones are left out."""

    unit: int
    place: str
    name: str
    stages: Mapping[str, tuple[Part, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """The round at a glance. ``short`` are the stages for which a unit has too few people."""

    stages: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...]
    units: tuple[UnitProgress, ...]
    late: int
    short: tuple[tuple[str, str], ...]


def progress(round_: Round, who: Standing, *, now: dt.datetime | None = None) -> RoundProgress:
    """How far every unit is, as far as ``who`` may know: nine queries."""
    questionnaire = asked(round_.questionnaire)
    stages = list(round_.stages.all())
    sections = sections_of(questionnaire)
    assignments = [each for each in _assignments(round_) if permits(who, "see", each)]
    counted = _Counted(questionnaire, round_.periods.count(), assignments, now or timezone.now())
    units = []
    for unit in round_.units.select_related("place").order_by("place__name"):
        mine = [each for each in assignments if each.unit_id == unit.pk]
        parts = {s.code: tuple(counted.part(each) for each in mine if each.stage_id == s.pk) for s in stages}
        units.append(UnitProgress(unit=unit.pk, place=unit.place.code, name=unit.place.name, stages=parts))
    return RoundProgress(
        stages=tuple((stage.code, stage.heading) for stage in stages),
        sections=sections,
        units=tuple(units),
        late=sum(part.late for unit in units for parts in unit.stages.values() for part in parts),
        short=_short(stages, units),
    )


def sections_of(questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """The sections that questions stand in, with their titles; one without a code where questions stand in none."""
    titles = {section.code: said(section.title, *read_in(questionnaire)) for section in questionnaire.sections}
    used = dict.fromkeys(question.section for question in questionnaire.questions if question.answerable)
    return tuple((code, titles.get(code, "")) for code in used)


class _Counted:
    """What was answered in each assignment, section by section, from one grouped query."""

    def __init__(
        self, questionnaire: Questionnaire, periods: int, assignments: Sequence[Assignment], now: dt.datetime
    ) -> None:
        self.now = now
        self.questions = {each.code: each for each in questionnaire.questions if each.answerable}
        self.periods = periods
        self.answered = _answered(assignments)
        self.queries = _open_queries(assignments)
        self.whole = self._expected(())

    def part(self, assignment: Assignment) -> Part:
        expected = self._expected(assignment.questions) if assignment.questions else self.whole
        answering = assignment.stage.work in ANSWERING
        given: Counter[str] = Counter()
        for code, cells in self.answered.get(assignment.response_id, {}).items():
            if code in self.questions:
                given[self.questions[code].section] += cells
        due = assignment.due
        return Part(
            assignment=assignment.pk,
            pseudonym=assignment.contributor.pseudonym,
            state=assignment.state,
            state_label=assignment.get_state_display(),
            due=due,
            late=due is not None and due < self.now and assignment.state in AT_WORK,
            open_queries=self.queries.get(assignment.pk, 0),
            total=Count(answered=given.total(), cells=sum(expected.values()) if answering else 0),
            sections={
                section: Count(answered=given[section], cells=cells) for section, cells in expected.items() if answering
            },
        )

    def _expected(self, codes: Sequence[str]) -> dict[str, int]:
        wanted: list[Question] = [self.questions[c] for c in codes if c in self.questions] or [*self.questions.values()]
        cells: Counter[str] = Counter()
        for question in wanted:
            cells[question.section] += self.periods * len(question.cells)
        return dict(cells)


def _assignments(round_: Round) -> list[Assignment]:
    rows = Assignment.objects.filter(stage__round=round_).exclude(state__in=ENDED)
    found = list(rows.select_related("stage", "contributor").order_by("pk"))
    for each in found:
        each.stage.round = round_
    return found


def _answered(assignments: Sequence[Assignment]) -> dict[int | None, Counter[str]]:
    """Cells that say something, by response and question: grouped along the table's own index, in the database."""
    responses = [each.response_id for each in assignments if each.response_id]
    cells = (
        Revision.objects.filter(response__in=responses)
        .values("response_id", "question__code", "period", "item")
        .annotate(last=Max("number"), cleared=Max("number", filter=Q(state=State.CLEARED)))
        .filter(Q(cleared=None) | Q(cleared__lt=F("last")))
        .values_list("response_id", "question__code")
    )
    found: dict[int | None, Counter[str]] = {}
    for response, code in cells.iterator(chunk_size=10_000):
        found.setdefault(response, Counter())[code] += 1
    return found


def _open_queries(assignments: Sequence[Assignment]) -> Counter[int]:
    rows = Query.objects.filter(assignment__in=[each.pk for each in assignments]).exclude(state=QueryState.RESOLVED)
    return Counter(rows.values_list("assignment_id", flat=True))


def _short(stages: Sequence[Stage], units: Sequence[UnitProgress]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (unit.name, stage.code) for unit in units for stage in stages if len(unit.stages[stage.code]) < stage.people
    )
