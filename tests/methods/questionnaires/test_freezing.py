"""The checklist before a questionnaire is frozen."""

from __future__ import annotations

from dataclasses import replace

from commonground.methods.questionnaires import Evidence, Item, Kind, Option
from commonground.methods.questionnaires.checks.freezing import binding_problems, checklist
from tests.methods.questionnaires.factory import YES_NO, ask, asking, piers


def open_points(questionnaire, **done):
    return {point.code for point in checklist(questionnaire, **done) if not point.done}


def binding(*asked, **changes):
    return {problem.code for problem in binding_problems(checklist(asking(*asked, **changes), piloted=True))}


def test_a_pilot_is_needed_and_the_rest_is_to_be_looked_at():
    assert open_points(piers()) == {"pilot", "rehearsal", "translations", "evidence"}
    assert open_points(piers(), piloted=True, rehearsed=True) == {"translations", "evidence"}
    assert [problem.code for problem in binding_problems(checklist(piers()))] == ["freeze-pilot"]
    assert binding_problems(checklist(piers(), piloted=True)) == ()


def test_words_are_needed_in_the_source_language():
    assert binding(ask("A", text={"fr": "Quoi ?"})) == {"freeze-words"}
    assert binding(ask("A"), title={}) == {"freeze-words"}
    assert binding(ask("A", kept="media")) == {"freeze-words"}


def test_questions_must_be_answerable():
    assert binding(ask("A", options=())) == {"freeze-answers"}
    blank = (Option(code="a b", label={"en": "A"}),)
    assert binding(ask("A", Kind.MULTIPLE, options=blank)) == {"freeze-answers"}
    assert binding(ask("A", options=blank)) == set()
    assert binding(ask("A", Kind.TABLE, options=YES_NO)) == {"freeze-answers"}
    items = (Item(code="i"),)
    assert binding(ask("A", Kind.TABLE, items=items, options=YES_NO)) == set()
    assert binding(ask("A", Kind.TABLE, items=items, row=Kind.NOTE)) == {"freeze-answers"}


def test_points_stand_at_all_options_or_at_none():
    unscored = tuple(replace(option, points=None, reason=None) for option in YES_NO)
    assert binding(ask("A", options=unscored)) == set()
    assert binding(ask("A", options=(*YES_NO[:2], replace(YES_NO[2], points=None)))) == {"freeze-points"}


def test_what_is_kept_is_said_but_does_not_bind():
    questionnaire = asking(ask("A", evidence=Evidence(citations=1)), ask("B", Kind.KEPT, kept="geography"))
    assert open_points(questionnaire, piloted=True, rehearsed=True) == {"kept"}
