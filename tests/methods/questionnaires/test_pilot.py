"""What a pilot tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.index import Framework, Group, Option, Question
from commonground.methods.questionnaires import Kind
from commonground.methods.questionnaires.pilot import (
    PilotAnswer,
    pilot_document,
    pilot_report,
    rehearsal_document,
    rehearse,
)
from tests.methods.questionnaires.factory import LAMPS, YES_NO, ask, asking

PIERS = asking(ask("A"), ask("L", Kind.MULTIPLE, options=LAMPS), ask("N", Kind.NUMBER), ask("X", Kind.NOTE))


def said(respondent, question, value, **more):
    return PilotAnswer(respondent=respondent, subject="pier", question=question, value=value, **more)


ANSWERS = (
    said("ann", "A", "yes", seconds=20, comment="Clear."),
    said("ben", "A", "no", seconds=60),
    said("cid", "A", "yes", seconds=30, comment=" "),
    said("ann", "L", ["oil", "gas"]),
    said("ben", "L", ["gas", "oil"]),
    said("ann", "N", None, comment="Who counts?"),
    said("ben", "N", "5"),
)


def test_time_comments_and_disagreement_by_question():
    one, lamps, number = pilot_report(PIERS, ANSWERS)
    assert (one.question, one.answers, one.seconds, one.comments) == ("A", 3, 30, ("Clear.",))
    assert (one.pairs, one.disagreement) == (3, pytest.approx(2 / 3))
    assert (lamps.pairs, lamps.disagreement, lamps.seconds) == (1, 0.0, None)
    assert (number.answers, number.unanswered, number.disagreement) == (1, 1, None)
    assert number.comments == ("Who counts?",)


def test_other_subjects_periods_and_rows_are_other_cells():
    apart = [
        replace(said("ann", "A", "yes"), subject="mole"),
        said("ben", "A", "no"),
        said("ann", "A", "yes", period="2"),
    ]
    assert pilot_report(PIERS, apart)[0].pairs == 0


def test_a_report_is_kept_as_plain_values():
    first = pilot_document(pilot_report(PIERS, ANSWERS))[0]
    assert first["comments"] == ["Clear."]
    assert set(first) == {"question", "answers", "unanswered", "seconds", "comments", "pairs", "disagreement"}


def framework(options=YES_NO, codes=("A", "N")):
    scored = tuple(Option(code=each.code, points=each.points, reason=each.reason) for each in options)
    questions = [Question(code=code, title=code, options=() if code == "N" else scored) for code in codes]
    return Framework(
        code="piers",
        version="1",
        title="Piers",
        questions=tuple(questions),
        groups=(Group(code="all", title="All", children=tuple(codes)),),
        aggregates=("all",),
        areas=("all",),
    )


def test_the_scoring_is_tried_on_the_pilots_answers():
    answers = (
        *ANSWERS,
        said("dee", "A", "na"),
        said("dee", "N", "30"),
        said("eve", "A", "rubbish"),
        said("eve", "N", "rubbish"),
    )
    rehearsal = rehearse(PIERS, framework(), answers)
    assert rehearsal.problems == ()
    assert rehearsal.card is not None
    assert rehearsal.card["all", "pier ben", ""] == 2.5
    assert rehearsal.card["all", "pier ann", ""] is None
    assert rehearsal.card["all", "pier dee", ""] == 30


def test_what_stands_in_the_way_of_scoring():
    other = framework(options=(*YES_NO[:2], replace(YES_NO[2], points=10.0), YES_NO[3]), codes=("A", "Q"))
    rehearsal = rehearse(PIERS, other, ANSWERS)
    assert rehearsal.card is None
    assert [(each.code, each.place) for each in rehearsal.problems] == [
        ("scoring-question", "Q"),
        ("rehearsal-option", "A"),
    ]
    kept = rehearsal_document(rehearsal)
    assert (kept["titles"], kept["rows"], [each["place"] for each in kept["problems"]]) == ([], [], ["Q", "A"])


def test_answers_that_repeat_a_cell_stand_in_the_way():
    rehearsal = rehearse(PIERS, framework(), (*ANSWERS, said("ann", "A", "no")))
    assert rehearsal.card is None
    assert rehearsal.problems
