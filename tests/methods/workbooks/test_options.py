"""Options as sheets write them."""

from __future__ import annotations

import pytest

from commonground.methods.workbooks.options import parse_options


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 - All\n50 - Some\n0 - None", [("100", "All"), ("50", "Some"), ("0", "None")]),
        ("100-  All\n50 -Some\n0 – None", [("100", "All"), ("50", "Some"), ("0", "None")]),
        (
            "100 — All,\n   of them\n0 - 3-5 of these\n1-2 of them",
            [("100", "All, of them"), ("0", "3-5 of these 1-2 of them")],
        ),
        ("Choose one:\n33,5 - A third", [("33.5", "A third")]),
        ("100 - All\n100 - All again\n500 - Far off", [("100", "All 100 - All again 500 - Far off")]),
        ("50 - 1 year < x\n\n0 - less", [("50", "1 year < x"), ("0", "less")]),
        ("TO BE FILLED", []),
        ("", []),
    ],
)
def test_options(text, expected):
    found = parse_options(text)
    assert [(option.code, option.label) for option in found] == expected
    assert [option.points for option in found] == [float(code) for code, _ in expected]
