"""What answers carry: points of the framework or the questionnaire, numbers, rows of tables."""

from __future__ import annotations

import pytest

from commonground.core.models import Place, User
from commonground.fieldwork.actions import planning
from commonground.fieldwork.queries.scales import scales_of, scored_as
from commonground.methods.index import Reason
from commonground.responses.queries import Cell
from tests.fieldwork.factories import PERIODS, SIMPLE, harbour
from tests.responses.factories import mixed

pytestmark = pytest.mark.django_db


def test_numbers_are_their_own_points_and_rows_have_the_scale_of_their_question():
    questionnaire = mixed()
    owner = User.objects.create_user("owner@example.org", "a long and quiet harbour")
    questionnaire.index.team.add(owner)
    round_ = planning.plan_round(
        questionnaire=questionnaire,
        title="Mixed",
        periods=PERIODS,
        places=list(Place.objects.all()),
        template=SIMPLE,
        by=owner,
    )
    scales = scales_of(round_)
    row = Cell(question="groups", period="2020", item="women")
    assert scales.points(Cell(question="days"), "answered", "12.5") == 12.5
    assert scales.points(row, "answered", "yes") == 100.0
    assert scored_as(row) == "groups.women"
    assert scales.meaning(row, "not_applicable", None) is Reason.NOT_APPLICABLE
    assert scales.points(row, "not_applicable", None) is None
    assert scales.meaning(row, "no_answer", None) is None
    assert scales.meaning(Cell(question="why"), "answered", "Because.") is None


def test_the_frameworks_points_go_before_the_questionnaires():
    world = harbour()
    document = world.round.framework.document
    for question in document["questions"]:
        for option in question["options"]:
            if option["code"] == "50":
                option["points"] = 40
    assert scales_of(world.round).points(Cell(question="A1"), "answered", "50") == 40
