"""Chance from a seed."""

from __future__ import annotations

import pytest

from commonground.methods.errors import CommongroundError
from commonground.methods.seeds import generator


def test_the_same_seed_draws_the_same():
    assert generator([7, 1]).random() == generator([7, 1]).random()
    assert generator(7).random() != generator(8).random()


@pytest.mark.parametrize("seed", [-1, [1, -2], 1.5, "seven", None])
def test_what_is_no_seed_is_refused_in_one_line(seed):
    with pytest.raises(CommongroundError, match=r"is no seed\. Give a whole number from 0 on\. \[seed\]"):
        generator(seed)
