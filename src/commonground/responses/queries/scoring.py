"""Current answers as scores read them; a preview of what they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from commonground.methods.index import Answers, Framework, Option, Reason, Scorecard, score
from commonground.methods.index.answers import AnswerCell
from commonground.methods.questionnaires import Kind, Questionnaire
from commonground.methods.questionnaires import Option as Choice
from commonground.responses.models import Response, State
from commonground.responses.queries.asked import asked
from commonground.responses.queries.cells import Cell, Value
from commonground.responses.queries.revisions import current_of

Scales = Mapping[str, Mapping[str, float | Reason]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """An answer that has not been given yet."""

    state: str = State.ANSWERED
    value: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Two scorecards of one response: as it stands, and as it would be."""

    now: Scorecard
    then: Scorecard
    moved: Mapping[tuple[str, str], tuple[float | None, float | None]] = field(default_factory=dict)
    """For each node and period whose score differs: the score now and then."""


def place_of(response: Response) -> str:
    """The code by which scores know a subject: the last part of its key."""
    return response.subject.rpartition(":")[2]


def answers_of(responses: Collection[Response], *, framework: Framework | None = None) -> Answers:
    """The current answers of responses, one for each subject, as ``methods.index.score`` reads them.

    The points are those of ``framework``, or else of the questionnaire. A row of a table is the question ``CODE.ROW``.
    Raises ``AnswersError`` where two responses are about one subject.
    """
    return _answers(responses, framework, {})


def preview(response: Response, framework: Framework) -> Scorecard:
    """What the answers of a response come to now."""
    return score(framework, answers_of([response], framework=framework))


def effect(response: Response, framework: Framework, supposed: Mapping[Cell, Supposed]) -> Effect:
    """What some answers would change."""
    now = preview(response, framework)
    then = score(framework, _answers([response], framework, supposed))
    place = place_of(response)
    pairs = {
        (node, period): (now[node, place, period], then[node, place, period])
        for node in framework.order
        for period in response.period_codes
    }
    return Effect(now=now, then=then, moved={key: pair for key, pair in pairs.items() if pair[0] != pair[1]})


def _answers(
    responses: Collection[Response], framework: Framework | None, supposed: Mapping[Cell, Supposed]
) -> Answers:
    said = current_of(responses)
    cells: list[AnswerCell] = []
    for response in responses:
        known = asked(response.questionnaire)
        stands = {cell: Supposed(state=now.state, value=now.value) for cell, now in said.get(response.pk, {}).items()}
        cells += _cells(response, {**stands, **supposed}, known, _scales(known, framework))
    axis = [question.code for question in framework.questions] if framework else None
    known_codes = set(axis or [])
    return Answers.from_cells(
        [cell for cell in cells if axis is None or cell[2] in known_codes],
        places=list(dict.fromkeys(map(place_of, responses))),
        periods=list(dict.fromkeys(code for response in responses for code in response.period_codes)),
        questions=axis,
    )


def _scales(known: Questionnaire, framework: Framework | None) -> Scales:
    scales = {question.code: _scale(question.options) for question in known.questions}
    asked_by = framework.questions if framework else ()
    return scales | {question.code: _scale(question.options) for question in asked_by if question.options}


def _scale(options: Iterable[Option | Choice]) -> Mapping[str, float | Reason]:
    """What each option means; one that is not scored means nothing here."""
    meanings = {option.code: option.reason if option.points is None else option.points for option in options}
    return {code: meaning for code, meaning in meanings.items() if meaning is not None}


def _cells(
    response: Response, stands: Mapping[Cell, Supposed], known: Questionnaire, scales: Scales
) -> Iterator[AnswerCell]:
    for cell, each in stands.items():
        code = f"{cell.question}.{cell.item}" if cell.item else cell.question
        kind = known.question(cell.question).answer_kind
        meaning = _meaning(each, kind, scales.get(code) or scales[cell.question])
        if meaning is not None:
            yield place_of(response), cell.period, code, meaning


def _meaning(each: Supposed, kind: Kind, scale: Mapping[str, float | Reason]) -> float | Reason | None:
    if each.state == State.NOT_APPLICABLE:
        return Reason.NOT_APPLICABLE
    if each.state != State.ANSWERED or not isinstance(each.value, str):
        return None
    return float(each.value) if kind is Kind.NUMBER else scale.get(each.value)
