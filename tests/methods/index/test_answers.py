"""Answers as arrays, and from single cells."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.errors import AnswersError
from commonground.methods.index import Answers, Reason

CELLS = [
    ("SE", "2019", "p", 100),
    ("SE", "2019", "q", Reason.NOT_APPLICABLE),
    ("FI", "2019", "p", Reason.NO_DATA),
    ("FI", "2015", "q", 0.5),
]


def problems(*args, **kwargs):
    with pytest.raises(AnswersError) as caught:
        (Answers if not args else Answers.from_cells)(*args, **kwargs)
    return [(problem.code, problem.place) for problem in caught.value.problems]


def arrays(points, applicable=None, **more):
    points = np.array(points, float)
    axes = {"places": ("SE",), "periods": ("2019",), "questions": ("p", "q")}
    return (
        axes
        | {"points": points, "applicable": np.ones(points.shape, bool) if applicable is None else applicable}
        | more
    )


def test_cells_become_arrays_in_the_order_in_which_codes_occur():
    found = Answers.from_cells(CELLS)
    assert (found.places, found.periods, found.questions) == (("SE", "FI"), ("2019", "2015"), ("p", "q"))
    np.testing.assert_array_equal(found.points, [[[100, np.nan], [np.nan, np.nan]], [[np.nan, np.nan], [np.nan, 0.5]]])
    assert np.argwhere(~found.applicable).tolist() == [[0, 0, 1]]


def test_axes_may_be_given():
    found = Answers.from_cells(CELLS, places=["FI", "DK", "SE"], periods=["2015", "2019"], questions=["q", "p"])
    assert found.points.shape == (3, 2, 2)
    assert found.points[2, 1, 1] == 100


def test_all_faulty_cells_are_named_at_once():
    faulty = [*CELLS, ("SE", "2019", "p", 50), ("NO", "2019", "p", 1), ("SE", "2015", "p", float("nan"))]
    assert problems(faulty, places=["SE", "FI"]) == [
        ("answers-duplicate", "SE 2019 p"),
        ("answers-unknown", "NO 2019 p"),
        ("answers-number", "SE 2015 p"),
    ]


def test_arrays_cannot_be_written_to_and_the_callers_own_can():
    given = arrays([[[1, 2]]])
    found = Answers(**given)
    with pytest.raises(ValueError, match="read-only"):
        found.points[0] = 3
    given["points"][0] = 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (arrays([[1, 2]]), [("answers-shape", "")] * 2),
        (arrays([[[1, 2]]], np.ones((1, 1, 1), bool)), [("answers-shape", "")]),
        (arrays([[[1, 2]]], questions=("p", "p")), [("answers-duplicate", "")]),
        (arrays([[[1, np.inf]]]), [("answers-number", "SE 2019 q")]),
        (arrays([[[1, 2]]], np.array([[[True, False]]])), [("answers-not-applicable", "SE 2019 q")]),
        (arrays([[[1, 2]]], withheld=frozenset({("FI", "2019", "a")})), [("answers-unknown", "FI 2019 a")]),
        (arrays([[[1, 2]]], withheld=frozenset({("SE", "2015", "a")})), [("answers-unknown", "SE 2015 a")]),
    ],
)
def test_arrays_that_do_not_fit_are_refused(given, expected):
    assert problems(**given) == expected
