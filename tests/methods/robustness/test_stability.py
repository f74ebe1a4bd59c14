"""Stability intervals and smallest swaps, against search by brute force."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.robustness import Parts, smallest_swap, smallest_swaps, stability_intervals


def parts(values: list[list[float]], weights: list[float]) -> Parts:
    array = np.array(values)
    return Parts(
        group="overall",
        units=tuple("ABCDEFG"[: len(array)]),
        children=tuple("xyz"[: len(weights)]),
        values=array,
        weights=np.array(weights),
    )


def test_by_hand():
    # A leads by 10 on x, B by 20 on y: with weights .8 and .2, A is ahead by 4; they tie at 2/3 and 1/3.
    found = parts([[60, 40], [50, 60]], [0.8, 0.2])
    x, y = stability_intervals(found)
    assert x.lower is not None
    assert (x.lower.weight, x.lower.above, x.lower.below, x.upper) == (pytest.approx(2 / 3), "A", "B", None)
    assert y.upper is not None
    assert (y.upper.weight, y.lower) == (pytest.approx(1 / 3), None)
    (swap,) = smallest_swaps(found)
    assert swap.moved == pytest.approx(0.8 - 2 / 3)
    assert swap.weights == pytest.approx((2 / 3, 1 / 3))


def test_who_is_nowhere_behind_cannot_be_caught():
    swap = smallest_swap(parts([[60, 50], [50, 50]], [0.5, 0.5]), 0, 1)
    assert (swap.moved, swap.weights) == (None, None)


def test_weight_comes_first_from_where_the_lower_unit_does_worst():
    # A leads by 40, 10 and -20; 40 costs two thirds as much weight per point closed as 10 does.
    swap = smallest_swap(parts([[40, 10, 0], [0, 0, 20]], [0.4, 0.3, 0.3]), 0, 1)
    assert swap.moved == pytest.approx(13 / 60)
    assert swap.weights == pytest.approx((0.4 - 13 / 60, 0.3, 0.3 + 13 / 60))


def test_units_that_tie_or_lack_a_child_are_not_compared():
    found = parts([[50, 50], [50, 50], [np.nan, 90], [40, 60.5]], [0.5, 0.5])
    pairs = {(swap.above, swap.below) for swap in smallest_swaps(found)}
    assert pairs == {("D", "A")}
    for interval in stability_intervals(found):
        for end in filter(None, (interval.lower, interval.upper)):
            assert "C" not in {end.above, end.below}


def test_a_child_alone_has_all_the_weight_there_is():
    (interval,) = stability_intervals(parts([[50], [40]], [1.0]))
    assert (interval.weight, interval.lower, interval.upper) == (1, None, None)


TABLES = arrays(float, (4, 3), elements=st.integers(0, 20).map(float))
WEIGHTS = st.tuples(*[st.integers(1, 9)] * 3).map(lambda drawn: [each / sum(drawn) for each in drawn])


def order(found: Parts, weights: np.ndarray) -> set[tuple[int, int]]:
    scores = found.values @ weights
    return {(a, b) for a in range(4) for b in range(4) if scores[a] > scores[b] + 1e-7}


@given(TABLES, WEIGHTS)
def test_within_a_stability_interval_no_two_change_places_and_beyond_some_do(values, weights):
    found = parts(values.tolist(), weights)
    before = order(found, found.weights)
    for at, interval in enumerate(stability_intervals(found)):
        rest = np.delete(found.weights, at) / np.delete(found.weights, at).sum()
        lower = interval.lower.weight if interval.lower else 0.0
        upper = interval.upper.weight if interval.upper else 1.0
        assert lower <= interval.weight <= upper
        for weight in np.linspace(lower, upper, 7):
            now = order(found, np.insert((1 - weight) * rest, at, weight))
            assert not {(b, a) for a, b in before} & now
        for end in filter(None, (interval.lower, interval.upper)):
            tied = found.values @ np.insert((1 - end.weight) * rest, at, end.weight)
            a, b = found.units.index(end.above), found.units.index(end.below)
            assert tied[a] == pytest.approx(tied[b], abs=1e-6)


@given(TABLES, WEIGHTS)
def test_a_smallest_swap_ties_the_two_and_no_smaller_one_does(values, weights):
    found = parts(values.tolist(), weights)
    for above, below in itertools.permutations(range(4), 2):
        gaps = found.values[above] - found.values[below]
        if gaps @ found.weights <= 1e-9:
            continue
        swap = smallest_swap(found, above, below)
        if swap.moved is None:
            assert gaps.min() >= -1e-9
            continue
        changed = np.array(swap.weights)
        assert changed.sum() == pytest.approx(1)
        assert changed.min() >= -1e-12
        assert gaps @ changed == pytest.approx(0, abs=1e-9)
        assert np.abs(changed - found.weights).sum() / 2 == pytest.approx(swap.moved)
        # By less weight, moved in any way, the gap cannot be closed: the most that it closes is a linear programme.
        assert most_closed(gaps, found.weights, swap.moved * 0.99) < gaps @ found.weights


def most_closed(gaps: np.ndarray, weights: np.ndarray, moved: float) -> float:
    """The most by which moving that much weight lowers the gap, over the corners of what can be moved."""
    best = 0.0
    for first, second in itertools.permutations(range(3), 2):
        taken = min(moved, weights[first])
        then = min(moved - taken, weights[second])
        best = max(best, taken * (gaps[first] - gaps.min()) + then * (gaps[second] - gaps.min()))
    return best
