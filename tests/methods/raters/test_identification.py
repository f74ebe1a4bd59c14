"""What cannot be told apart is refused, with the remedy."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.agreement import Ratings
from commonground.methods.raters import Design, RatersError, fit, simulate_panel
from commonground.methods.raters.identification import require_identified
from commonground.methods.raters.panel import panel


def require(ratings: Ratings) -> None:
    require_identified(panel(ratings))


def of_cells(*cells: str, vignettes=()) -> Ratings:
    """Ratings from cells such as ``ann XA 2019 50``."""
    split = [cell.split() for cell in cells]
    return Ratings.from_cells(
        [(coder, place, period, "Q1", float(points)) for coder, place, period, points in split], vignettes=vignettes
    )


def test_one_coder_a_place_cannot_be_told_from_the_place():
    with pytest.raises(RatersError, match=r"Q1: No place has more than one coder \(2 in all\).*\[raters-one-coder\]"):
        fit(of_cells("ann XA 2019 50", "bob XB 2019 0", "ann XC 2019 0"), seed=1)


def test_the_same_place_in_other_years_is_no_bridge():
    with pytest.raises(RatersError, match="raters-one-coder"):
        require(of_cells("ann XA 2019 50", "bob XA 2020 0"))


def test_teams_without_a_bridge_are_named():
    panels = simulate_panel(Design(bridges=False), seed=1).ratings
    with pytest.raises(RatersError) as error:
        require(panels)
    assert [problem.code for problem in error.value.problems] == ["raters-not-connected"] * 4
    words = "fall into 4 sets without a case in common (c0, c1, c2 ...; c5, c6, c7 ...; c10, c11, c12 ...; ...)."
    assert f"q0: The coders {words}" in str(error.value)


def test_sets_of_few_coders_are_named_in_full():
    with pytest.raises(RatersError, match=r"2 sets without a case in common \(ann, bob; cem\)"):
        require(of_cells("ann XA 2019 50", "bob XA 2019 0", "cem XB 2019 50"))


def test_bridges_or_vignettes_connect():
    require(simulate_panel(Design(), seed=1).ratings)
    require(simulate_panel(Design(bridges=False, vignettes=1), seed=1).ratings)
    require(of_cells("ann XA 2019 50", "bob XB 2019 0", "ann V 2019 0", "bob V 2019 50", vignettes=["V"]))


def test_one_place_is_not_enough():
    with pytest.raises(RatersError, match=r"Q1: All answers are about one place.*\[raters-one-place\]"):
        require(of_cells("ann XA 2019 50", "bob XA 2019 0"))


def test_no_ratings_at_all():
    with pytest.raises(RatersError, match="raters-no-question"):
        fit(Ratings.from_cells([]), seed=1)


@pytest.mark.parametrize("value", [1.0, np.nan])
def test_a_question_without_variation(value):
    points = np.full((2, 3, 1, 1), value)
    ratings = Ratings(coders=("a", "b"), places=("X", "Y", "Z"), periods=("",), questions=("Q1",), points=points)
    with pytest.raises(RatersError, match=r"Q1: All coders gave the same answer.*\[raters-no-variation\]"):
        require(ratings)
