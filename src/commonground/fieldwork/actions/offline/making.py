"""An assignment as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language_bidi

from commonground.core.languages import spoken
from commonground.fieldwork.actions.offline.signing import sign
from commonground.fieldwork.actions.offline.words import about, words
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.models import Assignment
from commonground.fieldwork.queries.access import require
from commonground.fieldwork.queries.last import Last, last_answers
from commonground.fieldwork.queries.standing import covers
from commonground.methods.offline import Book, Row, Slot, choices_of, shown, write_book
from commonground.methods.questionnaires import Question, Questionnaire, said
from commonground.methods.sentences import Sentence
from commonground.responses.models import Response
from commonground.responses.queries import Cell, Given, Said, asked, current, wording

if TYPE_CHECKING:
    from commonground.core.models import User


def assignment_workbook(*, assignment: Assignment, by: User) -> bytes:
    """The workbook, as the answers stand now, in the language that is active. Raises ``NotAllowedError``."""
    require(by, "answer", assignment)
    return write_book(book_of(assignment), sign)


def response_of(assignment: Assignment) -> Response:
    """The response of an assignment in which something can be answered."""
    if assignment.response is None:
        raise refuse("answer-part", Sentence("Nothing can be answered in this assignment."), place=str(assignment))
    return assignment.response


def book_of(assignment: Assignment) -> Book:
    """What the workbook holds: the questions of this part, what was said in it, and what the last round decided."""
    response = response_of(assignment)
    version = response.questionnaire
    place = assignment.unit.place.name
    maker = _Maker(
        questionnaire=asked(version),
        languages=languages_of(asked(version)),
        states=words().states,
        current=current(response),
        last=last_answers(assignment.stage.round, [assignment.unit]).get(assignment.unit_id, {}),
        periods=response.period_codes or ("",),
    )
    questions = [each for each in maker.questionnaire.questions if each.answerable and covers(assignment, each.code)]
    return Book(
        key=str(response.key),
        questionnaire=version.document_hash,
        title=f"{assignment.stage.round.title} · {place} · {assignment.stage.heading}",
        words=words(),
        periods={each["code"]: each["label"] for each in response.periods} or {"": ""},
        rows=tuple(row for each in questions for row in maker.rows(each, wording(version, each))),
        about=about(),
        right_to_left=get_language_bidi(),
    )


def languages_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The language that is active, and what stands in for it."""
    return spoken(), questionnaire.source


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """Rows of one workbook."""

    questionnaire: Questionnaire
    languages: tuple[str, ...]
    states: Mapping[str, str]
    current: Mapping[Cell, Said]
    last: Mapping[Cell, Last]
    periods: tuple[str, ...]

    def rows(self, question: Question, worded: str) -> Iterator[Row]:
        choices = choices_of(question, self.languages, tuple(self.states.values()))
        labels = {item.code: said(item.label, *self.languages) or item.code for item in question.items}
        text = said(question.text, *self.languages) or question.heading(*self.languages)
        for item in question.cells:
            yield Row(
                question=question.code,
                item=item,
                kind=question.answer_kind,
                code=f"{question.code}.{item}" if item else question.code,
                section=self._section(question),
                text=f"{text}\n{labels[item]}" if item else text,
                help=said(question.help, *self.languages),
                choices=choices,
                wording=worded,
                slots=tuple(
                    self._slot(Cell(question=question.code, period=p, item=item), choices) for p in self.periods
                ),
            )

    def _section(self, question: Question) -> str:
        titles = [said(each.title, *self.languages) for each in self.questionnaire.around(question.section)]
        return " › ".join(filter(None, reversed(titles)))

    def _slot(self, cell: Cell, choices: Mapping[str, str]) -> Slot:
        now, last = self.current.get(cell), self.last.get(cell)
        return Slot(
            period=cell.period,
            number=now.number if now else 0,
            shown=fields_of(now, choices) if now else {},
            last=self._last(last, choices) if last else "",
        )

    def _last(self, last: Last, choices: Mapping[str, str]) -> str:
        answer = shown(last.state, last.value, choices, self.states)
        return "\n".join(filter(None, (answer, last.comment, last.source)))


def fields_of(now: Said | Given, choices: Mapping[str, str]) -> dict[str, str]:
    """What stands in a cell, by field, as it is shown."""
    spoken = words()
    return {
        "answer": shown(now.state, now.value, choices, spoken.states),
        "basis": spoken.bases.get(now.basis, ""),
        "confidence": spoken.confidences.get(now.confidence, ""),
        "comment": now.comment,
    }
