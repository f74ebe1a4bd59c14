"""One answer over several periods, and an earlier one brought forward: all of it or none, and never silently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.responses.actions import Conflict, record_range
from commonground.responses.models import Response
from commonground.responses.queries import Cell, current
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


def test_a_range_is_what_was_given_but_for_the_period(about):
    said = given(cell=Cell(question="A2", period="nowhere"))
    (done,) = record_range(response=about, given=said, targets=[target("2020")])
    assert done.revision.cell == replace(said.cell, period="2020")
