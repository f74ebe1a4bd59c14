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
    assert name_of("Utopia") == "Utopia"


def test_all_codes_of_iso_3166():
    assert len(NAMES) == 249
    assert name_of("SE") == "Sweden"
