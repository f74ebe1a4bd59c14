"""Recording an answer: once for each key, on the base that its author saw, and never over another."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from commonground.responses.actions import (
    AlteredError,
    ClosedError,
    Conflict,
    RefusedError,
    close_response,
    reopen_response,
)
from commonground.responses.models import Response, Revision
from commonground.responses.queries import Cell, current, history
from tests.responses.factories import answer, mixed, person, response

pytestmark = pytest.mark.django_db
A1 = Cell(question="A1", period="2020")


@pytest.fixture
def about() -> Response:
    return response()


def test_an_answer_is_appended_to_its_cell(about):
    ada = person()
    first = answer(about, value="50", comment="Art. 5", confidence="unsure", by=ada)
    second = answer(about, value="100", based_on=1, basis="correction", by=ada)
    assert (first.repeated, first.revision.number, second.revision.number) == (False, 1, 2)
    assert [(each.value, each.basis, each.by) for each in history(about, A1)] == [
        ("50", "", ada.pk),
        ("100", "correction", ada.pk),
    ]
    assert current(about) == {A1: history(about, A1)[-1]}
    assert Revision.objects.filter(response=about).count() == 2


def test_sent_twice_is_once(about):
    key, body = uuid.uuid4(), {"value": "100", "comment": "Cafe\u0301\r\nopen"}
    first = answer(about, revision_id=key, **body)
    again = answer(about, revision_id=key, **body)
    assert again == replace(first, repeated=True)
    assert len(history(about, A1)) == 1
    assert history(about, A1)[0].comment == "Cafe\u0301\r\nopen", "the text is kept byte for byte"


def test_what_was_acknowledged_is_acknowledged_again_after_others_have_answered_and_the_response_is_closed(about):
    key = uuid.uuid4()
    answer(about, revision_id=key)
    answer(about, value="100", based_on=1)
    assert answer(about, revision_id=key).repeated
    close_response(response=about)
    assert answer(about, revision_id=key).revision.value == "50"


@pytest.mark.parametrize(
    "change",
    [
        {"value": "100"},
        {"comment": "Art. 6"},
        {"state": "no_answer", "value": None},
        {"period": "2023"},
        {"question": "A2"},
        {"based_on": 1},
        {"confidence": "sure"},
        {"basis": "law"},
        {"wording": "f" * 64},
    ],
    ids=str,
)
def test_the_same_key_with_another_body_is_refused(about, change):
    key = uuid.uuid4()
    answer(about, revision_id=key)
    with pytest.raises(AlteredError, match="answer-altered"):
        answer(about, revision_id=key, **change)
    assert Revision.objects.count() == 1


def test_a_key_of_somebody_elses_is_refused_and_tells_nothing_of_theirs(about):
    key = uuid.uuid4()
    answer(about, revision_id=key, comment="Secret")
    other = response("place:isles:XB", questionnaire=about.questionnaire)
    with pytest.raises(AlteredError) as refused:
        answer(other, revision_id=key, comment="Secret")
    assert "Secret" not in str(refused.value)
    with pytest.raises(AlteredError):
        answer(about, revision_id=key, comment="Secret", by=person())


@pytest.mark.parametrize("based_on", [0, 2, 7])
def test_a_stale_base_is_a_conflict_that_shows_what_stands_there(about, based_on):
    answer(about, value="50", comment="Art. 5")
    with pytest.raises(Conflict, match="answer-conflict") as conflict:
        answer(about, value="100", based_on=based_on)
    assert (conflict.value.cell, conflict.value.current) == (A1, history(about, A1)[0])
    assert [each.value for each in history(about, A1)] == ["50"]


def test_a_base_that_is_not_there_is_a_conflict_with_nothing(about):
    with pytest.raises(Conflict) as conflict:
        answer(about, based_on=1)
    assert conflict.value.current is None


def test_an_answer_is_taken_back_and_its_history_stays(about):
    answer(about)
    answer(about, state="cleared", value=None, based_on=1)
    assert current(about)[A1].state == "cleared"
    assert [each.value for each in history(about, A1)] == ["50", None]


def test_a_closed_response_takes_nothing_until_it_is_opened_again(about):
    closed = close_response(response=about)
    assert close_response(response=about).closed_at == closed.closed_at
    with pytest.raises(ClosedError, match="response-closed"):
        answer(about)
    reopen_response(response=about)
    assert answer(about).revision.number == 1


def test_not_even_the_orm_adds_to_a_closed_response(about):
    row = Revision.objects.get(pk=answer(about).revision.id)
    close_response(response=about)
    row.pk, row.number, row.based_on = uuid.uuid4(), 2, 1
    with pytest.raises(IntegrityError, match="the response is closed"), transaction.atomic():
        row.save(force_insert=True)
    reopen_response(response=about)
    row.save(force_insert=True)


def test_not_even_the_orm_changes_or_deletes_a_revision_or_what_it_stands_on(about):
    row = Revision.objects.get(pk=answer(about).revision.id)
    row.value = "100"
    for attempt in (
        row.save,
        row.delete,
        lambda: Revision.objects.update(value="0"),
        lambda: Revision.objects.all().delete(),
        about.delete,
        about.questionnaire.questions.all().delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert history(about, A1)[0].value == "50"


def test_a_number_follows_its_base(about):
    row = Revision.objects.get(pk=answer(about).revision.id)
    row.pk, row.number, row.based_on = uuid.uuid4(), 9, 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_wording_that_was_shown_is_kept(about):
    first, second = answer(about).revision.wording, answer(about, question="A2").revision.wording
    assert (len(first), first == second) == (64, False)
    assert answer(about, question="A3", wording="a" * 64).revision.wording == "a" * 64


def test_a_save_asks_few_questions(about, django_assert_max_num_queries):
    answer(about)
    ada = person()
    with django_assert_max_num_queries(8):
        answer(about, based_on=1, by=ada)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": "75"}, "value-option"),
        ({"value": None}, "value-option"),
        ({"value": ["50"]}, "value-option"),
        ({"value": 50}, "answer-value"),
        ({"value": {"a": 1}}, "answer-value"),
        ({"state": "no_answer"}, "answer-value"),
        ({"state": "maybe"}, "answer-word"),
        ({"confidence": "very"}, "answer-word"),
        ({"basis": "mood"}, "answer-word"),
        ({"origin": "heard"}, "answer-word"),
        ({"origin": "carried"}, "answer-silent"),
        ({"origin": "filled", "basis": "law"}, "answer-silent"),
        ({"question": "Z9"}, "answer-question"),
        ({"period": "1999"}, "answer-period"),
        ({"period": ""}, "answer-period"),
        ({"item": "women"}, "value-item"),
        ({"item": "women", "state": "no_answer", "value": None}, "answer-item"),
        ({"comment": "x" * 50_001}, "answer-text"),
        ({"comment": "nil\0"}, "answer-text"),
        ({"comment": "half \ud83d a sign"}, "answer-text"),
    ],
    ids=lambda each: str(each)[:40],
)
def test_what_does_not_fit_is_refused_and_named(about, change, code):
    with pytest.raises(RefusedError) as refused:
        answer(about, **change)
    assert code in {problem.code for problem in refused.value.problems}
    assert Revision.objects.count() == 0


def test_everything_that_does_not_fit_is_named_at_once(about):
    with pytest.raises(RefusedError) as refused:
        answer(about, value="75", period="1999", item="women")
    assert [problem.code for problem in refused.value.problems] == ["answer-period", "value-item"]
    assert {problem.place for problem in refused.value.problems} == {"A1 1999 women"}


def test_a_response_without_periods_is_a_survey():
    about = response(periods=())
    assert answer(about, period="").revision.cell == Cell(question="A1")
    with pytest.raises(RefusedError):
        answer(about, period="2020")


@pytest.mark.parametrize(
    ("question", "value"),
    [("days", "12"), ("days", "0.5"), ("since", "2019-05-01"), ("why", "Because."), ("who", ["women", "men"])],
)
def test_every_kind_of_question_takes_its_own_kind_of_value(question, value):
    about = response(questionnaire=mixed())
    assert answer(about, question=question, value=value).revision.value == value


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        ("days", "twelve", "value-kind"),
        ("days", "366", "value-constraint"),
        ("since", "2019-02-30", "value-kind"),
        ("why", "  ", "value-kind"),
        ("who", ["children"], "value-option"),
        ("groups", "yes", "value-item"),
        ("note", "read", "value-not-answerable"),
    ],
)
def test_a_value_of_another_kind_is_refused(question, value, code):
    with pytest.raises(RefusedError) as refused:
        answer(response(questionnaire=mixed()), question=question, value=value)
    assert {(problem.code, problem.place) for problem in refused.value.problems} == {(code, f"{question} 2020")}


def test_a_condition_sees_the_other_answers_of_its_period():
    about = response(questionnaire=mixed())
    answer(about, question="days", value="10")
    answer(about, question="days", value="90", period="2023")
    answer(about, question="groups", item="women", value="yes")
    answer(about, question="more", value="20")
    with pytest.raises(RefusedError, match="value-constraint"):
        answer(about, question="more", value="20", period="2023")


def test_the_rows_of_a_table_are_cells_of_their_own():
    about = response(questionnaire=mixed())
    answer(about, question="groups", item="women", value="yes")
    answer(about, question="groups", item="men", value="no")
    assert {cell.item: now.value for cell, now in current(about).items()} == {"women": "yes", "men": "no"}
