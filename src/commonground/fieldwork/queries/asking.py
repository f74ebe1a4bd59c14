"""The page of one question of an assignment: what is asked, what stands there and stood before, what is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from commonground.fieldwork.models import Assignment, AssignmentState, Query, Work
from commonground.fieldwork.queries.access import permits
from commonground.fieldwork.queries.beside import OtherAnswer, Remarked, others, remarks_of
from commonground.fieldwork.queries.citing import Cited, Suggested, cited_by, suggested_for
from commonground.fieldwork.queries.last import Last, last_answers
from commonground.fieldwork.queries.outline import Outline, relevance
from commonground.fieldwork.queries.standing import Standing, covers, standing
from commonground.fieldwork.queries.tasks import answers_in, outline_of, periods_in, what_may
from commonground.fieldwork.queries.worded import Tongue, Words, answer_words, tongue
from commonground.methods.index.framework import Reason
from commonground.methods.questionnaires import Question, Questionnaire
from commonground.methods.questionnaires.relevance import dependencies
from commonground.responses.models import State
from commonground.responses.queries import Cell, Said, asked, wording
from commonground.responses.queries.cells import Value

if TYPE_CHECKING:
    from commonground.core.models import User

Given = Mapping[Cell, Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option as it is offered."""

    code: str
    label: Words
    points: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was answered before: in the last round, or in the period before this one. ``when`` says which."""

    when: str
    state: str
    value: Value
    answer: Words
    points: float | None
    comment: str
    source: str
    citations: tuple[Cited, ...]
    last_round: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A cell that is answered in the period in view: the whole question, or a row of its table."""

    item: str
    label: Words
    now: Said | None
    answer: Words
    before: Before | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A period of the strip."""

    code: str
    label: str
    reference_date: str
    answers: tuple[Words, ...]
    answered: bool
    asked: bool
    in_view: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    text: str
    at: dt.datetime
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A query and what was said in it. Who asks is never named."""

    key: int
    state: str
    state_label: str
    about: str
    messages: tuple[Message, ...]
    may_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question in view. ``asked_of`` are the questions that decide whether it is asked at all."""

    assignment: Assignment
    outline: Outline
    question: Question
    number: int
    heading: Words
    text: Words
    help: Words
    evidence: Words
    section: Words
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    period: str
    bases: Mapping[str, Mapping[str, int]]
    citations: tuple[Cited, ...]
    suggested: tuple[Suggested, ...]
    threads: tuple[Thread, ...]
    others: tuple[OtherAnswer, ...]
    remarks: tuple[Remarked, ...]
    wording: str
    asked: bool
    asked_of: tuple[str, ...]
    open: bool
    may: Mapping[str, bool]

    @property
    def step(self) -> Step:
        return next(step for step in self.steps if step.in_view)

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def said(self) -> Said | None:
        """The first answer that stands in the period in view: it gives comment, confidence and basis."""
        return next((row.now for row in self.rows if row.now and row.now.state != State.CLEARED), None)

    @property
    def reworded(self) -> bool:
        """Whether an answer that stands was given to other words than those of now."""
        return any(row.now is not None and row.now.wording != self.wording for row in self.rows)

    @property
    def before(self) -> Before | None:
        return next((row.before for row in self.rows if row.before), None)

    @property
    def previous(self) -> str:
        return self._beside(-1)

    @property
    def following(self) -> str:
        return self._beside(1)

    @property
    def offers_not_applicable(self) -> bool:
        """An option may say so already."""
        return not any(each.reason is Reason.NOT_APPLICABLE for each in self.question.options)

    def _beside(self, by: int) -> str:
        codes = self.outline.codes
        at = codes.index(self.question.code) + by
        return codes[at] if 0 <= at < len(codes) else ""


def question_page(assignment: Assignment, user: User, code: str, period: str = "") -> QuestionPage | None:
    """The page of the question ``code``; None where it is no part of the assignment, or the period none of it."""
    questionnaire = asked(assignment.stage.round.questionnaire)
    periods = periods_in(assignment)
    codes = [each["code"] for each in periods]
    if not codes or code not in questionnaire or (period and period not in codes):
        return None
    question = questionnaire.question(code)
    if not question.answerable or not covers(assignment, code):
        return None
    return _Page(assignment, user, questionnaire, question, period or codes[0]).made()


class _Page:
    """Reads what the page needs, once."""

    def __init__(
        self, assignment: Assignment, user: User, questionnaire: Questionnaire, question: Question, period: str
    ) -> None:
        self.assignment, self.questionnaire, self.question, self.period = assignment, questionnaire, question, period
        self.who: Standing = standing(user, assignment.stage.round)
        self.say: Tongue = tongue(questionnaire)
        self.given: Given = answers_in(assignment)
        self.periods: Sequence[Mapping[str, str]] = periods_in(assignment)
        self.codes = [each["code"] for each in self.periods]
        self.last = last_answers(assignment.stage.round, [assignment.unit]).get(assignment.unit_id, {})
        self.cited = cited_by(self._revisions())
        self.wanted = relevance(questionnaire, self.given, self.codes)

    def made(self) -> QuestionPage:
        outline, question, say = outline_of(self.assignment, self.given), self.question, self.say
        may = what_may(self.who, self.assignment)
        sections = {section.code: say(section.title) for section in self.questionnaire.sections}
        version = self.assignment.stage.round.questionnaire
        rows = tuple(self._rows())
        return QuestionPage(
            assignment=self.assignment,
            outline=outline,
            question=question,
            number=outline.codes.index(question.code) + 1,
            heading=say(question.text) or say(question.title) or Words(text=question.code),
            text=say(question.title) if say(question.text) else Words(text=""),
            help=say(question.help),
            evidence=say(question.evidence.text),
            section=sections.get(question.section, Words(text="")),
            choices=tuple(Choice(code=o.code, label=say(o.label), points=o.points) for o in question.options),
            rows=rows,
            steps=tuple(self._steps()),
            period=self.period,
            bases=self._bases(),
            citations=self._citations(rows),
            suggested=suggested_for(self.assignment),
            threads=tuple(self._threads()),
            others=others(self.who, self.assignment, question, self.period, say),
            remarks=remarks_of(self.assignment, question) if self.assignment.stage.work == Work.COMMENT else (),
            wording=wording(version, question),
            asked=question.code in self.wanted[self.period],
            asked_of=tuple(c for c in dependencies(self.questionnaire, question) if c in outline.codes),
            open=may["answer"] and self._in_hand(),
            may=may,
        )

    def _in_hand(self) -> bool:
        """Where some questions were sent back, the others stand."""
        sent_back = self.assignment.returned_questions
        return self.assignment.state != AssignmentState.RETURNED or not sent_back or self.question.code in sent_back

    def _cell(self, item: str, period: str) -> Cell:
        return Cell(question=self.question.code, period=period, item=item)

    def _revisions(self) -> list[UUID]:
        mine = [said.id for cell, said in self.given.items() if cell.question == self.question.code]
        lasts = [last.revision for cell, last in self.last.items() if cell.question == self.question.code]
        return [*mine, *(each for each in lasts if each)]

    def _rows(self) -> Iterator[Row]:
        labels = {item.code: self.say(item.label) for item in self.question.items}
        for item in self.question.cells:
            now = self.given.get(self._cell(item, self.period))
            yield Row(
                item=item,
                label=labels.get(item, Words(text=item)),
                now=now,
                answer=self._words(now.state, now.value) if now else Words(text=""),
                before=self._before(item),
            )

    def _before(self, item: str) -> Before | None:
        """The last round's answer of this period, or else the answer of the period before it."""
        last = self.last.get(self._cell(item, self.period))
        if last is not None:
            return self._from_last(last)
        at = self.codes.index(self.period)
        said = self.given.get(self._cell(item, self.codes[at - 1])) if at else None
        if said is None or said.state == State.CLEARED:
            return None
        return Before(
            when=self.periods[at - 1]["label"],
            state=said.state,
            value=said.value,
            answer=self._words(said.state, said.value),
            points=self._points(said.value),
            comment=said.comment,
            source="",
            citations=self.cited.get(said.id, ()),
            last_round=False,
        )

    def _from_last(self, last: Last) -> Before:
        return Before(
            when=last.period,
            state=last.state,
            value=last.value,
            answer=self._words(last.state, last.value),
            points=last.points,
            comment=last.comment,
            source=last.source,
            citations=self.cited.get(last.revision, ()) if last.revision else (),
            last_round=True,
        )

    def _words(self, state: str, value: Value) -> Words:
        return answer_words(self.question, state, value, self.say)

    def _points(self, value: Value) -> float | None:
        return next((each.points for each in self.question.options if each.code == value), None)

    def _steps(self) -> Iterator[Step]:
        for period in self.periods:
            said = [self.given.get(self._cell(item, period["code"])) for item in self.question.cells]
            stands = [each for each in said if each and each.state != State.CLEARED]
            yield Step(
                code=period["code"],
                label=period["label"],
                reference_date=period["reference_date"],
                answers=tuple(self._words(each.state, each.value) for each in stands),
                answered=len(stands) == len(said),
                asked=self.question.code in self.wanted[period["code"]],
                in_view=period["code"] == self.period,
            )

    def _bases(self) -> Mapping[str, Mapping[str, int]]:
        return {
            period: {
                item: self.given[cell].number if (cell := self._cell(item, period)) in self.given else 0
                for item in self.question.cells
            }
            for period in self.codes
        }

    def _citations(self, rows: Sequence[Row]) -> tuple[Cited, ...]:
        found = {each.key: each for row in rows if row.now for each in self.cited.get(row.now.id, ())}
        return tuple(found.values())

    def _threads(self) -> Iterator[Thread]:
        rows = Query.objects.filter(assignment=self.assignment, question__code=self.question.code)
        labels = {each["code"]: each["label"] for each in self.periods}
        for row in rows.select_related("period", "question", "assignment").prefetch_related("messages").order_by("pk"):
            row.round = self.assignment.stage.round
            row.assignment = self.assignment
            said = row.messages.all()
            yield Thread(
                key=row.pk,
                state=row.state,
                state_label=row.get_state_display(),
                about=labels.get(row.period.code, row.period.code),
                messages=tuple(Message(text=m.text, at=m.at, mine=m.by_id == self.who.user.pk) for m in said),
                may_reply=permits(self.who, "reply", row),
            )
