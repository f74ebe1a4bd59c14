"""One answer over several periods, and an earlier one brought forward: all of it or none, and never silently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.responses.actions import Conflict, Earlier, RefusedError, carry_forward, fill_forward, record_range
from commonground.responses.models import Response
from commonground.responses.queries import Cell, current, history
from tests.responses.factories import PERIODS, answer, given, person, response, target

pytestmark = pytest.mark.django_db
YEARS = ({"code": "2017", "label": "2017", "reference_date": "2017-12-31"}, *PERIODS)


@pytest.fixture
def about() -> Response:
    return response(periods=YEARS)


def told(about: Response, question: str = "A1") -> dict[str, tuple[str, str, str]]:
    return {
        cell.period: (now.value, now.basis, now.origin)
        for cell, now in current(about).items()
        if cell.question == question
    }


def test_an_answer_is_changed_from_the_date_in_force_with_one_comment(about):
    said = given(value="100", basis="law", comment="Act 7 of 2019", by=person().pk)
    done = record_range(response=about, given=said, targets=[target("2020"), target("2023")])
    assert told(about) == {"2020": ("100", "law", "typed"), "2023": ("100", "unchanged", "filled")}
    assert {each.revision.comment for each in done} == {"Act 7 of 2019"}


def test_a_range_sent_twice_is_once(about):
    said, targets = given(), [target("2020"), target("2023")]
    record_range(response=about, given=said, targets=targets)
    again = record_range(response=about, given=said, targets=targets)
    assert [each.repeated for each in again] == [True, True]


def test_a_conflict_in_one_period_leaves_all_as_they_were(about):
    answer(about, period="2023", value="0")
    with pytest.raises(Conflict) as conflict:
        record_range(response=about, given=given(), targets=[target("2020"), target("2023")])
    assert conflict.value.current.value == "0"
    assert told(about) == {"2023": ("0", "", "typed")}


def test_an_answer_fills_the_periods_after_it(about):
    ada = person()
    answer(about, period="2017", value="50", comment="Art. 5", confidence="sure")
    answer(about, period="2023", value="0")
    fill_forward(
        response=about, question="A1", from_period="2017", targets=[target("2020"), target("2023", based_on=1)], by=ada
    )
    assert told(about) == {
        "2017": ("50", "", "typed"),
        "2020": ("50", "unchanged", "filled"),
        "2023": ("50", "unchanged", "filled"),
    }
    last = history(about, Cell(question="A1", period="2023"))[-1]
    assert (last.comment, last.confidence, last.by, last.number) == ("Art. 5", "sure", ada.pk, 2)


@pytest.mark.parametrize("cleared", [False, True])
def test_nothing_is_filled_from_an_empty_or_a_cleared_cell(about, cleared):
    if cleared:
        answer(about)
        answer(about, state="cleared", value=None, based_on=1)
    with pytest.raises(RefusedError, match="answer-nothing"):
        fill_forward(response=about, question="A1", from_period="2020", targets=[target("2023")], by=None)


def test_nothing_is_filled_backwards_or_into_a_period_that_is_not_there(about):
    answer(about)
    for period, code in (("2017", "answer-backwards"), ("2020", "answer-backwards"), ("1999", "answer-period")):
        with pytest.raises(RefusedError, match=code):
            fill_forward(response=about, question="A1", from_period="2020", targets=[target(period)], by=None)
    assert told(about) == {"2020": ("50", "", "typed")}


def test_the_last_rounds_answer_is_carried_forward_as_confirmed_unchanged(about):
    earlier = Earlier(state="answered", value="100", comment="Art. 5, 2017")
    done = carry_forward(response=about, question="A1", target=target("2020"), earlier=earlier, by=person())
    assert told(about) == {"2020": ("100", "unchanged", "carried")}
    assert done.revision.comment == "Art. 5, 2017"


def test_an_earlier_answer_that_no_longer_fits_is_not_carried_forward(about):
    with pytest.raises(RefusedError, match="value-option"):
        carry_forward(
            response=about,
            question="A1",
            target=target("2020"),
            earlier=Earlier(state="answered", value="75"),
            by=None,
        )


def test_a_range_is_what_was_given_but_for_the_period(about):
    said = given(cell=Cell(question="A2", period="nowhere"))
    (done,) = record_range(response=about, given=said, targets=[target("2020")])
    assert done.revision.cell == replace(said.cell, period="2020")
