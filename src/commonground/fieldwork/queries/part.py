"""One assignment as the team reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.fieldwork.models import Assignment, Query, Round, Work
from commonground.fieldwork.queries.access import permits, questions_read
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.board import Shade
from commonground.fieldwork.queries.checks import Hit, open_hits
from commonground.fieldwork.queries.progress import progress
from commonground.fieldwork.queries.reading import Words
from commonground.fieldwork.queries.rounds_trail import Entry, named
from commonground.fieldwork.queries.standing import Standing
from commonground.fieldwork.queries.telling import Told, entries_of, told_about
from commonground.fieldwork.queries.worded import read_in
from commonground.responses.queries import Said, asked

LAST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer with its question's heading."""

    said: Said
    heading: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPage:
    """An assignment: progress by section, its answers, what is asked of it, and its part of the trail."""

    total: Shade
    sections: tuple[tuple[str, Shade], ...]
    answers: tuple[AnswerRow, ...]
    queries: Sequence[Query]
    hits: tuple[Hit, ...]
    trail: Sequence[Entry]
    interests: str
    words: tuple[Told, ...]


def part_page(round_: Round, who: Standing, assignment: Assignment) -> PartPage:
    """All that ``who`` may know of an assignment."""
    reads = permits(who, "read", assignment)
    found = next(
        (
            part
            for unit in progress(round_, who).units
            for parts in unit.stages.values()
            for part in parts
            if part.assignment == assignment.pk
        ),
        None,
    )
    titles = dict(progress_titles(round_))
    answering = assignment.stage.work in {Work.ANSWER, Work.REVIEW} and assignment.response is not None
    queries = Query.objects.filter(assignment=assignment).select_related(
        "question", "period", "unit", "assignment__stage"
    )
    return PartPage(
        total=Shade(answered=found.total.answered, cells=found.total.cells) if found else Shade(answered=0, cells=0),
        sections=tuple(
            (titles.get(code) or code, Shade(answered=count.answered, cells=count.cells))
            for code, count in (found.sections.items() if found else ())
        ),
        answers=_answers(round_, who, assignment) if reads else (),
        queries=[query for query in queries.order_by("pk") if reads],
        hits=open_hits(assignment) if reads and answering else (),
        trail=_trail(round_, assignment) if who.team else (),
        interests=_interests(assignment) if who.team else "",
        words=told_about(assignment, "return", "decline", "withdraw") if who.team else (),
    )


def progress_titles(round_: Round) -> tuple[tuple[str, str], ...]:
    """The sections by code."""
    questionnaire = asked(round_.questionnaire)
    return tuple((each.code, next(iter(each.title.values()), each.code)) for each in questionnaire.sections)


def _answers(round_: Round, who: Standing, assignment: Assignment) -> tuple[AnswerRow, ...]:
    questionnaire = asked(round_.questionnaire)
    read = questions_read(who, assignment)
    order = {question.code: at for at, question in enumerate(questionnaire.questions)}
    said = given_in([assignment]).get(assignment.pk, {}).values()
    mine = [each for each in said if read is None or each.cell.question in read]
    rows = []
    for each in sorted(mine, key=lambda s: (order[s.cell.question], s.cell.item, s.cell.period)):
        question = questionnaire.question(each.cell.question)
        words = Words(question=question, languages=read_in(questionnaire)).of(each.state, each.value)
        rows.append(AnswerRow(said=each, heading=question.heading(*read_in(questionnaire)), words=words))
    return tuple(rows)


def _trail(round_: Round, assignment: Assignment) -> list[Entry]:
    return named(round_, list(entries_of(assignment).exclude(verb__in=("answer", "cite"))[:LAST]))


def _interests(assignment: Assignment) -> str:
    """What was declared, for the team alone."""
    return next((each.text for each in told_about(assignment, "declare-interests")), "")
