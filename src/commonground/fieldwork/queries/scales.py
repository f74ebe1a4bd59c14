"""What answers of a round carry: points, or the reason for having none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonground.fieldwork.models import Round, State
from commonground.methods.index import Framework, Reason, framework_from_document
from commonground.methods.index.framework import Option
from commonground.methods.questionnaires import Kind, Questionnaire
from commonground.methods.questionnaires import Option as Choice
from commonground.responses.queries import Cell, asked
from commonground.responses.queries.cells import Value

Meaning = float | Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """The scale of every question: the scoring framework's where the round has one, else the questionnaire's."""

    questionnaire: Questionnaire
    framework: Framework | None
    options: Mapping[str, Mapping[str, float | Reason]]

    def meaning(self, cell: Cell, state: str, value: Value) -> Meaning:
        """What an answer comes to; None for no answer, and for one that is not scored."""
        if state == State.NOT_APPLICABLE:
            return Reason.NOT_APPLICABLE
        if state != State.ANSWERED or not isinstance(value, str):
            return None
        if self.questionnaire.question(cell.question).answer_kind is Kind.NUMBER:
            return float(value)
        scale = self.options.get(scored_as(cell)) or self.options.get(cell.question, {})
        return scale.get(value)

    def points(self, cell: Cell, state: str, value: Value) -> float | None:
        """The same as a number only."""
        meaning = self.meaning(cell, state, value)
        return None if isinstance(meaning, Reason) else meaning


def scored_as(cell: Cell) -> str:
    """The code by which scores know a cell's question: a row of a table is ``CODE.ROW``."""
    return f"{cell.question}.{cell.item}" if cell.item else cell.question


def scales_of(round_: Round) -> Scales:
    """The scales of a round."""
    questionnaire = asked(round_.questionnaire)
    framework = framework_from_document(round_.framework.document) if round_.framework else None
    options = {question.code: _scale(question.options) for question in questionnaire.questions}
    for question in framework.questions if framework else ():
        if question.options:
            options[question.code] = _scale(question.options)
    return Scales(questionnaire=questionnaire, framework=framework, options=options)


def _scale(options: Iterable[Option | Choice]) -> dict[str, float | Reason]:
    meanings = {option.code: option.reason if option.points is None else option.points for option in options}
    return {code: meaning for code, meaning in meanings.items() if meaning is not None}
