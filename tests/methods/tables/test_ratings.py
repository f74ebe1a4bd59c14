"""What several coders answered, as a robustness run takes it."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.errors import AnswersError
from commonground.methods.robustness import Disagreement
from commonground.methods.tables.answers import read_answers
from commonground.methods.tables.framework import read_framework
from commonground.methods.tables.ratings import read_ratings
from tests.cli.test_robustness import ANSWERS, FRAMEWORK


@pytest.fixture
def read(tmp_path):
    (tmp_path / "tiny.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    file = read_framework(tmp_path / "tiny.yaml")
    answers = read_answers(tmp_path / "answers.csv", file).answers

    def reading(rows):
        path = tmp_path / "ratings.csv"
        path.write_text("coder,place,period,question,answer\n" + rows, encoding="utf-8")
        return answers, read_ratings(path, file, answers)

    return reading


def test_coders_stand_in_the_place_of_the_answer_where_there_are_any(read):
    answers, points = read("ann,XA,2024,A1,yes\nbo,XA,2024,A1,50\nbo,XA,2024,A2,\n")
    assert points.shape == (3, *answers.points.shape)
    assert points[:, 0, 1, 0].tolist()[:2] == [100, 50]
    assert np.isnan(points[2, 0, 1, 0])
    assert points[2, 0, 1, 1] == answers.points[0, 1, 1]
    drawn = Disagreement.from_coders(points, draws=50, seed=1).points
    assert set(drawn[:, 0, 1, 0]) == {100.0, 50.0}
    assert set(drawn[:, 1, 1, 2]) == {50.0}


def test_all_that_is_wrong_is_told_at_once(read):
    with pytest.raises(AnswersError) as found:
        read("ann,XZ,2024,A1,yes\nann,XA,2024,A1,maybe\n,XA,2024,A2,yes\nann,XA,2024,A1,no\n")
    codes = ["table-unknown-code", "answers-not-an-option", "ratings-coder", "answers-repeated"]
    assert [problem.code for problem in found.value.problems] == codes
