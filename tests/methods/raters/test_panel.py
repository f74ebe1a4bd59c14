"""Ratings as the model reads them."""

from __future__ import annotations

import numpy as np

from commonground.methods.agreement import Ratings
from commonground.methods.raters.panel import NOWHERE, panel

CELLS = [
    ("ann", "XA", "2019", "Q1", 50.0),
    ("ann", "XA", "2020", "Q1", 50.0),
    ("ann", "XA", "2021", "Q1", 100.0),
    ("bob", "XA", "2021", "Q1", 50.0),
    ("bob", "XA", "2022", "Q1", 50.0),
    ("ann", "XA", "2022", "Q1", 100.0),
    ("bob", "XB", "2020", "Q1", 0.0),
    ("bob", "XB", "2022", "Q1", 0.0),
    ("bob", "XB", "2022", "Q2", 1.0),
]


def test_an_answer_repeated_from_period_to_period_is_one_case():
    """XA changes once, in 2021, when bob joins; XB is not answered in 2021, so begins again."""
    found = panel(Ratings.from_cells(CELLS))
    assert (found.cases, len(found.case)) == (5, 6)


def test_cases_are_numbered_along_places_and_questions():
    found = panel(Ratings.from_cells(CELLS))
    q1, q2 = found.case_of[..., 0], found.case_of[..., 1]
    assert (q1[0] == [0, 0, 1, 1]).all()
    assert (q1[1] == [NOWHERE, 2, NOWHERE, 3]).all()
    assert (q2 == [[NOWHERE] * 4, [NOWHERE, NOWHERE, NOWHERE, 4]]).all()
    assert found.question_of_case.tolist() == [0, 0, 0, 0, 1]


def test_answers_carry_coder_question_and_category():
    found = panel(Ratings.from_cells(CELLS))
    coders, questions = found.ratings.coders, found.ratings.questions
    listed = {
        (coders[found.coder_of[pair]], questions[found.question_of[pair]], int(case), int(category))
        for pair, case, category in zip(found.pair, found.case, found.category, strict=True)
    }
    assert listed == {
        ("ann", "Q1", 0, 1),
        ("ann", "Q1", 1, 2),
        ("bob", "Q1", 1, 1),
        ("bob", "Q1", 2, 0),
        ("bob", "Q1", 3, 0),
        ("bob", "Q2", 4, 0),
    }
    assert found.options.tolist() == [3, 1]
    assert found.chosen().tolist() == [[0, 1, 1], [2, 1, 0], [1, 0, 0]]
    assert np.array_equal(found.chosen().sum(axis=1), np.bincount(found.pair))
