"""Assignments as tables: out, edited, told what would happen, and in."""

from __future__ import annotations

import pytest

from commonground.core.models import Mail
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.exporters import assignments_table
from commonground.fieldwork.importers import import_assignments
from commonground.fieldwork.models import Assignment
from commonground.fieldwork.queries.standing import standing
from tests.fieldwork.factories import harbour

pytestmark = pytest.mark.django_db
TABLE = """stage,unit,email,name,questions,deadline,hours,fee,currency
coding,XA,ada@example.org,Ada,A1 A2,2030-03-31,12,900,EUR
coding,XB,bea@example.org,Bea,,,,,
"""


@pytest.fixture
def bring(tmp_path):
    def _bring(world, text, **how):
        path = tmp_path / "assignments.csv"
        path.write_text(text)
        return import_assignments(round_=world.round, path=path, by=how.pop("by", world.owner), **how)

    return _bring


def test_a_dry_run_says_what_would_happen_and_does_nothing(bring):
    world = harbour()
    plan = bring(world, TABLE)
    assert [(step.line, step.does, step.email) for step in plan.steps] == [
        (2, "invite", "ada@example.org"),
        (3, "invite", "bea@example.org"),
    ]
    assert not Assignment.objects.exists()


def test_a_table_comes_in_once_and_its_mails_wait_to_be_read(bring):
    world = harbour()
    bring(world, TABLE, dry_run=False)
    part = Assignment.objects.get(unit__place__code="XA")
    assert (part.questions, part.hours_agreed, part.fee, part.currency) == (["A1", "A2"], 12, 900, "EUR")
    assert f"{part.deadline:%Y-%m-%d}" == "2030-03-31"
    assert set(Mail.objects.values_list("state", flat=True)) == {"held"}
    again = bring(world, TABLE, dry_run=False)
    assert again.count("keep") == 2
    assert Assignment.objects.count() == 2


def test_what_goes_out_comes_back_in_unchanged(bring):
    world = harbour()
    bring(world, TABLE, dry_run=False)
    out = assignments_table(world.round, standing(world.owner, world.round)).response("csv").content.decode()
    plan = bring(world, out)
    assert plan.count("keep") == 2
    assert plan.problems == ()


def test_terms_and_deadlines_are_changed_by_a_line(bring):
    world = harbour()
    bring(world, TABLE, dry_run=False)
    plan = bring(world, TABLE.replace("2030-03-31,12", "2030-04-30,14"), dry_run=False)
    assert [step.does for step in plan.steps] == ["change", "keep"]
    part = Assignment.objects.get(unit__place__code="XA")
    assert (f"{part.deadline:%Y-%m-%d}", part.hours_agreed) == ("2030-04-30", 14)
    assert bring(world, TABLE.replace("2030-03-31,12", "2030-04-30,15"), dry_run=False).count("change") == 1


@pytest.mark.parametrize(
    "line",
    [
        "cooking,XA,ada@example.org,,,,,,",
        "coding,XZ,ada@example.org,,,,,,",
        "coding,XA,ada,,,,,,",
        "coding,XA,ada@example.org,,Z9,,,,",
        "coding,XA,ada@example.org,,,tomorrow,,,",
        "coding,XA,ada@example.org,,,,many,,",
        "coding,XA,ada@example.org,,,,,-5,",
        "coding,XA,ada@example.org,,,,,NaN,",
    ],
)
def test_a_line_that_cannot_be_done_keeps_all_from_being_done(bring, line):
    world = harbour()
    text = f"{TABLE}{line}\n"
    assert next(problem.place for problem in bring(world, text).problems) == "assignments.csv:4"
    with pytest.raises(FieldworkError):
        bring(world, text, dry_run=False)
    assert not Assignment.objects.exists()


def test_the_same_line_twice_is_named(bring):
    world = harbour()
    problems = bring(world, TABLE + "coding,XB,Bea@example.org,,,,,,\n").problems
    assert [problem.message for problem in problems] == ["Line 3 says this already."]


def test_a_table_has_an_end(bring):
    with pytest.raises(FieldworkError, match="More than 5000 lines"):
        bring(harbour(), TABLE + "coding,XA,a@example.org,,,,,,\n" * 5_000)


def test_tables_are_the_teams(bring):
    world = harbour()
    with pytest.raises(NotAllowedError):
        bring(world, TABLE, by=world.user("ada"))
    with pytest.raises(NotAllowedError):
        assignments_table(world.round, standing(world.user("ada"), world.round))


def test_no_name_is_a_formula(bring):
    world = harbour()
    bring(world, TABLE.replace("Ada", "=1+1"), dry_run=False)
    out = assignments_table(world.round, standing(world.owner, world.round)).response("csv").content.decode()
    assert "'=1+1" in out
