"""Reading answers across a round: one question in all units, the whole sheet, one cell with all that was said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from commonground.fieldwork.models import (
    ENDED,
    Adjudication,
    Assignment,
    AssignmentState,
    Citation,
    Query,
    Remark,
    Round,
    State,
    Unit,
    Work,
)
from commonground.fieldwork.queries.access import CellOf, permits, questions_read
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.deciding import content, latest_adjudications, outdated
from commonground.fieldwork.queries.standing import Standing
from commonground.fieldwork.queries.worded import read_in
from commonground.methods.questionnaires import Question, Questionnaire, said
from commonground.responses.models import Revision
from commonground.responses.queries import Cell, Said, asked
from commonground.responses.queries.cells import Value
from commonground.responses.queries.cells import said as as_said

ANSWERING = (Work.ANSWER, Work.REVIEW)
WEIGHED = (AssignmentState.SUBMITTED, AssignmentState.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class Words:
    """How answers to a question are told: by the labels of its options."""

    question: Question
    languages: tuple[str, ...]

    @cached_property
    def labels(self) -> dict[str, str]:
        return {option.code: said(option.label, *self.languages) or option.code for option in self.question.options}

    def of(self, state: str, value: Value) -> str:
        if state != State.ANSWERED:
            return dict(State.choices).get(state, state)  # type: ignore[return-value]
        values = value if isinstance(value, list) else [value or ""]
        return "; ".join(self.labels.get(each, each) for each in values)

    def item(self, code: str) -> str:
        return next(
            (said(item.label, *self.languages) or code for item in self.question.items if item.code == code), ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one assignment says in a cell."""

    assignment: Assignment
    said: Said
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """A cell with the answers of all who answered it and the decision, where there is one."""

    unit: Unit
    cell: Cell
    given: tuple[Given, ...]
    ruled: Adjudication | None
    ruled_words: str

    @property
    def handed_in(self) -> tuple[Said, ...]:
        return tuple(each.said for each in self.given if each.assignment.state in WEIGHED)

    @property
    def differs(self) -> bool:
        """Whether answers that were handed in are not the same."""
        return len({content(each.state, each.value) for each in self.handed_in}) > 1

    @property
    def overtaken(self) -> bool:
        """Whether what was handed in since the decision says something else."""
        return self.ruled is not None and outdated(self.ruled, self.handed_in)

    @property
    def open(self) -> bool:
        return self.overtaken or (self.differs and self.ruled is None)


def readable(round_: Round, who: Standing, units: Sequence[int] | None = None) -> list[Assignment]:
    """The assignments whose answers ``who`` may read, with what is needed to name them."""
    rows = Assignment.objects.filter(stage__round=round_, stage__work__in=ANSWERING, response__isnull=False)
    rows = rows.exclude(state__in=ENDED).select_related("stage", "contributor", "unit__place")
    if units is not None:
        rows = rows.filter(unit__in=units)
    found = list(rows.order_by("stage__position", "pk"))
    for each in found:
        each.stage.round = each.unit.round = round_
    return [each for each in found if permits(who, "read", each)]


def cells(
    round_: Round, who: Standing, questions: Sequence[Question], units: Sequence[Unit], periods: Sequence[str]
) -> dict[tuple[int, Cell], CellRow]:
    """Cells that somebody answered or decided, as far as ``who`` may read them: four queries."""
    languages = read_in(asked(round_.questionnaire))
    words = {question.code: Words(question=question, languages=languages) for question in questions}
    assignments = readable(round_, who, [unit.pk for unit in units])
    open_to = {each.pk: questions_read(who, each) for each in assignments}
    given = given_in(assignments, list(words))
    found: dict[tuple[int, Cell], list[Given]] = {}
    for each in assignments:
        for cell, now in given.get(each.pk, {}).items():
            read = open_to[each.pk]
            if cell.period in periods and (read is None or cell.question in read):
                told = words[cell.question].of(now.state, now.value)
                found.setdefault((each.unit_id, cell), []).append(Given(assignment=each, said=now, words=told))
    return _rows(round_, who, {unit.pk: unit for unit in units}, words, found)


def cell_row(round_: Round, who: Standing, unit: Unit, cell: Cell) -> CellRow:
    """One cell, whether or not anybody said anything in it."""
    question = asked(round_.questionnaire).question(cell.question)
    found = cells(round_, who, [question], [unit], [cell.period])
    return found.get((unit.pk, cell)) or CellRow(unit=unit, cell=cell, given=(), ruled=None, ruled_words="")


def _rows(
    round_: Round,
    who: Standing,
    units: Mapping[int, Unit],
    words: Mapping[str, Words],
    found: Mapping[tuple[int, Cell], list[Given]],
) -> dict[tuple[int, Cell], CellRow]:
    ruled = {
        where: row
        for where, row in latest_adjudications(round_).items()
        if where[0] in units
        and where[1].question in words
        and permits(who, "read-decisions", CellOf(unit=units[where[0]], question=where[1].question))
    }
    made = {}
    for where in {**found, **ruled}:
        row = ruled.get(where)
        told = words[where[1].question].of(row.state, row.value) if row else ""
        made[where] = CellRow(
            unit=units[where[0]], cell=where[1], given=tuple(found.get(where, ())), ruled=row, ruled_words=told
        )
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One revision of a cell's history, with whose it is and what it cites."""

    assignment: Assignment
    said: Said
    words: str
    cites: tuple[Citation, ...]
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """Everything about one cell that its reader may know."""

    row: CellRow
    history: tuple[Told, ...]
    queries: tuple[Query, ...]
    remarks: tuple[Remark, ...]
    rulings: tuple[tuple[Adjudication, str], ...]


def cell_page(round_: Round, who: Standing, unit: Unit, cell: Cell) -> CellPage:
    """A cell's answers side by side and all that was said of it."""
    row = cell_row(round_, who, unit, cell)
    words = Words(
        question=asked(round_.questionnaire).question(cell.question), languages=read_in(asked(round_.questionnaire))
    )
    here = {"unit": unit, "question__code": cell.question, "period__code": cell.period, "item": cell.item}
    queries = Query.objects.filter(round=round_, **here).select_related(
        "assignment__stage", "assignment__contributor", "question", "unit"
    )
    open_queries = tuple(_in(round_, unit, q) for q in queries.prefetch_related("messages__by").order_by("pk"))
    rulings = Adjudication.objects.filter(round=round_, **here).order_by("number")
    decided = permits(who, "read-decisions", CellOf(unit=unit, question=cell.question))
    return CellPage(
        row=row,
        history=_history(round_, who, unit, cell, words),
        queries=tuple(query for query in open_queries if permits(who, "read-query", query)),
        remarks=_remarks(round_, who, unit, cell),
        rulings=tuple((each, words.of(each.state, each.value)) for each in rulings) if decided else (),
    )


def remarks_of(round_: Round, who: Standing) -> tuple[Remark, ...]:
    """What governments said, unit by unit."""
    rows = Remark.objects.filter(assignment__stage__round=round_)
    found = rows.select_related("unit__place", "question", "period", "assignment__stage", "assignment__contributor")
    shown = []
    for row in found.order_by("unit__place__name", "question__position", "pk"):
        row.assignment.stage.round = round_
        if permits(who, "read", row.assignment):
            shown.append(row)
    return tuple(shown)


def _remarks(round_: Round, who: Standing, unit: Unit, cell: Cell) -> tuple[Remark, ...]:
    return tuple(
        row
        for row in remarks_of(round_, who)
        if row.unit_id == unit.pk
        and (row.question.code, row.period.code, row.item) == (cell.question, cell.period, cell.item)
    )


def _in(round_: Round, unit: Unit, query: Query) -> Query:
    query.round = query.assignment.stage.round = round_
    query.unit = unit
    return query


def _history(round_: Round, who: Standing, unit: Unit, cell: Cell, words: Words) -> tuple[Told, ...]:
    """Every revision of every assignment, the newest first, ended assignments included."""
    rows = Assignment.objects.filter(stage__round=round_, unit=unit, response__isnull=False)
    holders = {}
    for each in rows.select_related("stage", "contributor"):
        each.stage.round = round_
        read = questions_read(who, each)
        if permits(who, "read", each) and (read is None or cell.question in read):
            holders[each.response_id] = each
    revisions = Revision.objects.filter(
        response__in=holders, question__code=cell.question, period=cell.period, item=cell.item
    )
    made: list[Told] = []
    for row in revisions.prefetch_related("citations__article__version__source").order_by("-at", "-number"):
        newest = all(each.said.number < row.number for each in made if each.assignment.response_id == row.response_id)
        made.append(
            Told(
                assignment=holders[row.response_id],
                said=as_said(row, cell.question),
                words=words.of(row.state, row.value) if row.state != "cleared" else row.get_state_display(),
                cites=tuple(row.citations.all()),
                current=newest,
            )
        )
    return tuple(made)


def unit_of_round(round_: Round, key: int) -> Unit | None:
    """A unit of this round and of no other."""
    unit = round_.units.select_related("place").filter(pk=key).first()
    if unit is not None:
        unit.round = round_
    return unit


def units_of(round_: Round) -> list[Unit]:
    """The units by name."""
    found = list(round_.units.select_related("place").order_by("place__name"))
    for unit in found:
        unit.round = round_
    return found


def questions_of(questionnaire: Questionnaire, words: str = "", section: str = "") -> list[Question]:
    """The questions that can be answered, of a section or all, whose code or texts hold every word."""
    wanted = words.casefold().split()
    return [
        question
        for question in questionnaire.questions
        if question.answerable
        and section in {"", question.section}
        and all(
            word in " ".join([question.code, *question.title.values(), *question.text.values()]).casefold()
            for word in wanted
        )
    ]
