"""Quotations on a page have one pair of marks around them."""

from __future__ import annotations

import pytest

from commonground.core.templatetags.quotes import unquoted


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("“shall be lit”", "shall be lit"),
        (" „soll beleuchtet sein“ ", "soll beleuchtet sein"),
        ("« est éclairé »", "est éclairé"),
        ('"shall"', "shall"),
    ],
)
def test_marks_around_the_whole_are_left_to_the_page(written, bare):
    assert unquoted(written) == bare


@pytest.mark.parametrize("written", ["shall be lit", "“quay” means a “pier”", "the master’s", "“", "“”", "", "“open"])
def test_other_marks_stay(written):
    assert unquoted(written) == written
