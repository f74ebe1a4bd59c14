"""What a pilot tells of each question, and whether its answers can be scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from math import isfinite
from statistics import median
from typing import Any

from commonground.methods.errors import AnswersError, Problem
from commonground.methods.index import Answers, Framework, Reason, Scorecard, score
from commonground.methods.questionnaires.expressions.atoms import number
from commonground.methods.questionnaires.questionnaire import Question, Questionnaire
from commonground.methods.questionnaires.scoring import fit_problems, leaves
from commonground.methods.questionnaires.values import Value, as_text
from commonground.methods.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotAnswer:
    """What one respondent of the pilot said in one cell; ``seconds`` it took, where that was measured."""

    respondent: str
    subject: str
    question: str
    value: Value | None = None
    item: str = ""
    period: str = ""
    seconds: float | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReport:
    """A question in the pilot. ``disagreement`` is the share of pairs of respondents who differ about the same cell."""

    question: str
    answers: int
    unanswered: int
    seconds: float | None
    comments: tuple[str, ...]
    pairs: int
    disagreement: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The scoring tried on the pilot, a place for each subject and respondent; ``problems`` stood in the way."""

    card: Scorecard | None
    problems: tuple[Problem, ...] = ()


def pilot_report(questionnaire: Questionnaire, answers: Iterable[PilotAnswer]) -> tuple[QuestionReport, ...]:
    """One report for each question that can be answered, in their order."""
    by_question: dict[str, list[PilotAnswer]] = defaultdict(list)
    for answer in answers:
        by_question[answer.question].append(answer)
    asked = (question for question in questionnaire.questions if question.answerable)
    return tuple(_report(question, by_question[question.code]) for question in asked)


def pilot_document(reports: Iterable[QuestionReport]) -> list[dict[str, Any]]:
    """Reports as plain values for JSON."""
    return [asdict(report) | {"comments": list(report.comments)} for report in reports]


def _report(question: Question, said: list[PilotAnswer]) -> QuestionReport:
    times = [each.seconds for each in said if each.seconds is not None]
    cells: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in said:
        if each.value is not None:
            cells[each.subject, each.period, each.item].append(" ".join(sorted(as_text(each.value).split(" "))))
    pairs = [one != other for values in cells.values() for one, other in combinations(values, 2)]
    return QuestionReport(
        question=question.code,
        answers=sum(map(len, cells.values())),
        unanswered=sum(each.value is None for each in said),
        seconds=median(times) if times else None,
        comments=tuple(each.comment for each in said if each.comment.strip()),
        pairs=len(pairs),
        disagreement=sum(pairs) / len(pairs) if pairs else None,
    )


def rehearse(questionnaire: Questionnaire, framework: Framework, answers: Iterable[PilotAnswer]) -> Rehearsal:
    """Score the pilot's answers by ``framework``, with the one function that scores everything."""
    problems = (*fit_problems(questionnaire, framework), *_other_points(questionnaire, framework))
    if problems:
        return Rehearsal(card=None, problems=problems)
    cells = list(_cells(framework, answers))
    try:
        given = Answers.from_cells(
            cells,
            places=tuple(dict.fromkeys(place for place, *_ in cells)),
            periods=tuple(dict.fromkeys(period for _, period, *_ in cells)),
            questions=tuple(question.code for question in framework.questions),
        )
    except AnswersError as error:
        return Rehearsal(card=None, problems=tuple(error.problems))
    return Rehearsal(card=score(framework, given))


def _other_points(questionnaire: Questionnaire, framework: Framework) -> Iterator[Problem]:
    """Options that the framework and the questionnaire both give points, and not the same."""
    known = leaves(questionnaire)
    for question in framework.questions:
        scored = {option.code: (option.points, option.reason) for option in question.options}
        asked = known[question.code][0].options if question.code in known else ()
        for option in asked:
            here = (option.points, option.reason)
            if scored.get(option.code, here) != here:
                yield Problem(
                    code="rehearsal-option",
                    place=question.code,
                    message=Sentence('The option "%(option)s" has other points in the framework.', option=option.code),
                    remedy=Sentence("Give it the same in both."),
                )


def _cells(framework: Framework, answers: Iterable[PilotAnswer]) -> Iterator[tuple[str, str, str, float | Reason]]:
    options = {question.code: {option.code: option for option in question.options} for question in framework.questions}
    for answer in answers:
        if answer.question not in options or not isinstance(answer.value, str):
            continue
        place = f"{answer.subject} {answer.respondent}"
        option = options[answer.question].get(answer.value)
        if option is None:
            if not options[answer.question] and isfinite(counted := number(answer.value)):
                yield place, answer.period, answer.question, counted
        else:
            worth = Reason(str(option.reason)) if option.points is None else option.points
            yield place, answer.period, answer.question, worth


def rehearsal_document(rehearsal: Rehearsal) -> dict[str, Any]:
    """What the scoring came to, as plain values for JSON: a row for each place and period, else what was in the way."""
    card = rehearsal.card
    problems = [{"place": each.place, "message": each.message} for each in rehearsal.problems]
    if card is None:
        return {"titles": [], "rows": [], "problems": problems}
    nodes = tuple(dict.fromkeys((*card.framework.aggregates, *card.framework.areas)))
    rows = [
        {"place": place, "period": period, "scores": [card[node, place, period] for node in nodes]}
        for place in card.answers.places
        for period in card.answers.periods
    ]
    return {"titles": [card.framework.group(node).title for node in nodes], "rows": rows, "problems": problems}
