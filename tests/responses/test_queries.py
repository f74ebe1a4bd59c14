"""What stands in responses now, how far they are, and what it comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.errors import AnswersError
from commonground.responses.models import Response
from commonground.responses.queries import (
    Cell,
    Supposed,
    answerable,
    answers_of,
    asked,
    current,
    current_in,
    current_of,
    effect,
    history,
    preview,
    progress,
)
from tests.responses.factories import answer, mixed, response
from tests.support.worlds import ports

pytestmark = pytest.mark.django_db
FIRST = {"A1": "100", "A2": "50", "A3": "0", "B1": "100", "B2": "100"}
"""Areas [100, 50, 0] and [100, 100]."""


@pytest.fixture
def about() -> Response:
    return response()


@pytest.fixture
def other(about) -> Response:
    return response("place:isles:XB", questionnaire=about.questionnaire, subject_label="Island XB")


def filled(about: Response, values: dict[str, str] = FIRST, period: str = "2020") -> Response:
    for question, value in values.items():
        answer(about, question=question, value=value, period=period)
    return about


def test_current_answers_of_many_responses_take_one_question(about, other, django_assert_num_queries):
    filled(about)
    answer(about, value="0", based_on=1)
    answer(other, value="50")
    with django_assert_num_queries(1):
        found = current_of([about, other])
    a1 = Cell(question="A1", period="2020")
    assert (found[about.pk][a1].value, found[about.pk][a1].number, len(found[about.pk])) == ("0", 2, 5)
    assert found[other.pk][a1].value == "50"


def test_an_empty_response_says_nothing(about):
    cell = Cell(question="A1", period="2020")
    assert (current(about), history(about, cell), current_in(about, cell)) == ({}, (), None)
    assert progress([about]) == {}


def test_progress_counts_what_says_something_now(about, other, django_assert_num_queries):
    filled(about)
    last = answer(about, based_on=1, state="cleared", value=None).revision.at
    answer(other, state="no_answer", value=None)
    with django_assert_num_queries(1):
        found = progress([about, other])
    assert (found[about.pk].answered, found[about.pk].last_at, found[other.pk].answered) == (4, last, 1)


def test_what_is_asked_is_read_once_a_process(about, django_assert_num_queries):
    assert [question.code for question in answerable(about.questionnaire)] == ["A1", "A2", "A3", "B1", "B2"]
    with django_assert_num_queries(0):
        assert [option.code for option in asked(about.questionnaire).question("A1").options] == ["0", "50", "100", "na"]


def test_numbers_score_as_themselves_and_texts_do_not():
    about = response(questionnaire=mixed())
    for question, value in (("days", "12.5"), ("why", "Because."), ("who", ["women", "men"]), ("since", "2019-05-01")):
        answer(about, question=question, value=value)
    answer(about, question="groups", item="women", value="yes")
    found = answers_of([about])
    assert dict(zip(found.questions, found.points[0, 0].tolist(), strict=True)) == {"days": 12.5, "groups.women": 100}


def test_a_preview_is_the_score_of_the_current_answers(about):
    card = preview(filled(about), ports())
    assert card["overall", "XA", "2020"] == 75.0
    assert card["overall", "XA", "2023"] is None


def test_current_answers_are_scores_answers(about, other):
    filled(about)
    answer(about, value="0", based_on=1)
    answer(other, question="B2", value="na")
    answer(other, question="B1", state="not_applicable", value=None)
    answer(other, question="A1", state="no_answer", value=None)
    answer(other, question="A2")
    answer(other, question="A2", based_on=1, state="cleared", value=None)
    found = answers_of([about, other], framework=ports())
    assert found.places == ("XA", "XB")
    assert found.points[0, 0].tolist() == [0, 50, 0, 100, 100]
    assert found.applicable[1, 0].tolist() == [True, True, True, False, False]
    assert answers_of([about]).questions == ("A1", "A2", "A3", "B1", "B2")


def test_the_framework_decides_the_points(about):
    framework = ports()
    halved = tuple(
        replace(o, points=None if o.points is None else o.points / 2) for o in framework.questions[0].options
    )
    first = replace(framework.questions[0], options=halved)
    found = answers_of([filled(about)], framework=replace(framework, questions=(first, *framework.questions[1:])))
    assert found.points[0, 0].tolist() == [50, 50, 0, 100, 100]


def test_two_responses_about_one_subject_are_not_taken_for_one(about):
    twin = response(questionnaire=about.questionnaire)
    answer(about)
    answer(twin)
    with pytest.raises(AnswersError, match="answers-duplicate"):
        answers_of([about, twin])


def test_the_effect_of_an_answer_is_shown_before_it_is_given(about):
    filled(about)
    found = effect(about, ports(), {Cell(question="A3", period="2020"): Supposed(value="100")})
    assert (found.now["a", "XA", "2020"], found.then["a", "XA", "2020"]) == (50.0, pytest.approx(250 / 3))
    assert set(found.moved) == {("overall", "2020"), ("a", "2020"), ("A3", "2020")}
    assert found.moved["A3", "2020"] == (0.0, 100.0)
