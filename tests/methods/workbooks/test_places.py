"""Sheets and the places they are about."""

from __future__ import annotations

import pytest

from commonground.methods.workbooks.places import NAMES, name_of, place_codes


@pytest.mark.parametrize(("sheet", "code"), [("SE", "SE"), ("UK", "GB"), ("TU", "TR"), ("EL", "GR"), (" se ", "SE")])
def test_sheets_are_named_by_codes(sheet, code):
    assert place_codes([sheet]) == ([code], [])


def test_other_names_are_places_of_their_own():
    codes, remarks = place_codes(["GB", "UK", "Utopia"])
    assert codes == ["GB", "UK", "Utopia"]
    assert [remark.sheet for remark in remarks] == ["UK", "Utopia"]
    assert "United Kingdom" in remarks[0].message
    assert name_of("Utopia", " Utopia ") == "Utopia"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["UK", "GB"], ["UK", "GB"]),
        (["TU", "SE", "TR"], ["TU", "SE", "TR"]),
        (["GB ", "GB", "UK"], ["GB", "GB-2", "UK"]),
        (["Isle of Man (old/new)?", "??"], ["Isle-of-Man", "sheet"]),
        (["A long name, first", "A long name, second"], ["A-long-name", "A-long-na-2"]),
        (["Utopia", "Utopia "], ["Utopia", "Utopia-2"]),
    ],
)
def test_every_sheet_is_a_place_whatever_the_order(names, expected):
    codes, remarks = place_codes(names)
    assert codes == expected
    assert {remark.sheet for remark in remarks} == {
        name for name, code in zip(names, codes, strict=True) if code not in NAMES
    }


def test_all_codes_of_iso_3166():
    assert len(NAMES) == 249
    assert name_of("SE", "SE") == "Sweden"
