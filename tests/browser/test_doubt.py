"""Pages that tell of doubt, in a browser: intervals, two places compared, the statistical audit."""

from __future__ import annotations

import pytest

from tests.browser.conftest import flaws
from tests.publishing.conftest import import_atlantis

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("", "/places/XR", "/compare", "/compare/XK/XC", "/examination")
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_pages_have_no_flaws_at_any_width(page, complaints, live_server):
    import_atlantis()
    found = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for address in PAGES:
            page.goto(f"{live_server.url}/indices/harbour{address}")
            found[width, address] = [*flaws(page), *(["runs sideways"] if page.evaluate(SIDEWAYS) else [])]
    assert {view: each for view, each in found.items() if each} == {}
    assert complaints == []


def test_a_reader_compares_two_places(page, complaints, live_server):
    import_atlantis()
    page.goto(f"{live_server.url}/indices/harbour?period=2021")
    page.get_by_role("link", name="compare two places").click()
    page.get_by_label("Place", exact=True).select_option("XR")
    page.get_by_label("Other place").select_option("XC")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(f"{live_server.url}/indices/harbour/compare/XR/XC?period=2021")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Corvelle stands above Roskany in ")
    page.get_by_role("link", name="Statistical audit").first.click()
    page.wait_for_url(f"{live_server.url}/indices/harbour/examination")
    assert complaints == []
