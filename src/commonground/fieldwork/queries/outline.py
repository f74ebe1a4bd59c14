"""The task list of an assignment: its questions by section, each with how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from commonground.fieldwork.models import Assignment, AssignmentState
from commonground.fieldwork.queries.standing import covers
from commonground.fieldwork.queries.worded import Tongue, Words, tongue
from commonground.methods.questionnaires import Question, Questionnaire, relevant
from commonground.responses.models import State
from commonground.responses.queries import Cell, Said, asked, values_in

DONE, PART, TODO, QUERY, APART = "done", "part", "todo", "query", "apart"
"""All of it answered; some; none; a query is open; not asked here, as other answers stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question in the list. ``returned`` where it was sent back."""

    code: str
    heading: Words
    state: str
    answered: int
    cells: int
    returned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """A section with its questions; ``done`` of ``asked`` are answered."""

    title: Words
    questions: tuple[QuestionLine, ...]
    done: int
    asked: int

    def holds(self, code: str) -> bool:
        return any(each.code == code for each in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All questions of an assignment."""

    sections: tuple[SectionLine, ...]
    queries: int

    @property
    def lines(self) -> tuple[QuestionLine, ...]:
        return tuple(line for section in self.sections for line in section.questions)

    @property
    def done(self) -> int:
        return sum(section.done for section in self.sections)

    @property
    def asked(self) -> int:
        return sum(section.asked for section in self.sections)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.asked if self.asked else 0

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(line.code for line in self.lines)

    @property
    def next(self) -> str:
        """The first question that waits for something, else the first."""
        waiting = (line.code for line in self.lines if line.state in {TODO, PART, QUERY})
        return next(waiting, self.codes[0] if self.codes else "")


def outline(
    assignment: Assignment, given: Mapping[Cell, Said], periods: Sequence[str], queries: Counter[str]
) -> Outline:
    """The list as the answers stand. ``queries`` counts those that are open, by question."""
    questionnaire = asked(assignment.stage.round.questionnaire)
    say = tongue(questionnaire)
    wanted = relevance(questionnaire, given, periods)
    lines = _Lines(assignment, given, wanted, queries, say)
    sections: dict[str, list[QuestionLine]] = {}
    for question in questions_of(assignment, questionnaire):
        sections.setdefault(question.section, []).append(lines.line(question))
    titles = {section.code: say(section.title) for section in questionnaire.sections}
    made = (_section(titles.get(code, Words(text="")), found) for code, found in sections.items())
    return Outline(sections=tuple(made), queries=queries.total())


def questions_of(assignment: Assignment, questionnaire: Questionnaire) -> Iterator[Question]:
    """Those that the assignment asks and a person can answer."""
    return (each for each in questionnaire.questions if each.answerable and covers(assignment, each.code))


def relevance(
    questionnaire: Questionnaire, given: Mapping[Cell, Said], periods: Sequence[str]
) -> Mapping[str, Collection[str]]:
    """For each period the questions that are asked, as the answers stand."""
    today = timezone.localdate().isoformat()
    answers = {cell: said for cell, said in given.items() if said.state == State.ANSWERED}
    return {period: relevant(questionnaire, values_in(answers, period), today=today) for period in periods}


class _Lines:
    def __init__(
        self,
        assignment: Assignment,
        given: Mapping[Cell, Said],
        wanted: Mapping[str, Collection[str]],
        queries: Counter[str],
        say: Tongue,
    ) -> None:
        self.given, self.wanted, self.queries, self.say = given, wanted, queries, say
        sent_back = assignment.state == AssignmentState.RETURNED
        self.returned = frozenset(assignment.returned_questions if sent_back else ())

    def line(self, question: Question) -> QuestionLine:
        periods = [period for period, codes in self.wanted.items() if question.code in codes]
        cells = [Cell(question=question.code, period=p, item=i) for p in periods for i in question.cells]
        answered = sum(cell in self.given and self.given[cell].state != State.CLEARED for cell in cells)
        return QuestionLine(
            code=question.code,
            heading=self.say(question.title) or self.say(question.text) or Words(text=question.code),
            state=self._state(question.code, answered, len(cells)),
            answered=answered,
            cells=len(cells),
            returned=question.code in self.returned,
        )

    def _state(self, code: str, answered: int, cells: int) -> str:
        if self.queries[code]:
            return QUERY
        if not cells:
            return APART
        if not answered:
            return TODO
        return DONE if answered == cells else PART


def _section(title: Words, lines: list[QuestionLine]) -> SectionLine:
    asked_here = [line for line in lines if line.cells]
    done = sum(line.answered == line.cells for line in asked_here)
    return SectionLine(title=title, questions=tuple(lines), done=done, asked=len(asked_here))
