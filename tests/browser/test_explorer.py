"""The explorer in a browser: by its form without scripts; with them, marks that can be chosen and time that plays."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_public import site  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_question_is_answered_by_the_form_alone(browser, site):  # noqa: F811 -- a fixture
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/indices/harbour/areas/A")
    page.get_by_role("link", name="The answers behind each change").click()
    page.get_by_label("From").select_option("2021")
    page.get_by_label("Inner shore").check()
    page.get_by_role("button", name="Update").click()
    assert page.url.endswith("/explore/change?measure=A&places=group:inner-shore&period=2024&since=2021")
    assert page.locator("h2").first.inner_text()
    assert page.locator(".ruled li a").first.get_attribute("href").startswith("/indices/harbour/places/")


def test_a_mark_that_is_clicked_is_set_apart_and_the_address_says_so(browser, site):  # noqa: F811 -- a fixture
    page = browser.new_page()
    page.goto(f"{site}/indices/harbour/explore/scatter")
    page.locator('g[data-key="XB"] circle').click()
    expect(page.locator("svg .strong")).to_have_text("Brannick")
    assert page.url.endswith("?marked=XB")


def test_time_plays_one_period_after_the_other(browser, site):  # noqa: F811 -- a fixture
    page = browser.new_page()
    page.goto(f"{site}/indices/harbour/explore/ranking")
    page.get_by_role("button", name="Play through time").click()
    expect(page.locator(".steps [aria-current]")).to_have_text("2018")
    expect(page.locator(".steps [aria-current]")).to_have_text("2024", timeout=20_000)
    assert re.search("period=2024", page.url)


def test_where_motion_is_unwelcome_a_press_is_one_step(browser, site):  # noqa: F811 -- a fixture
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(f"{site}/indices/harbour/explore/tiles")
    page.get_by_role("button", name="Play through time").click()
    expect(page.locator(".steps [aria-current]")).to_have_text("2018")
    page.wait_for_timeout(2_000)
    expect(page.locator(".steps [aria-current]")).to_have_text("2018")


def test_an_embed_has_no_flaws(browser, site):  # noqa: F811 -- a fixture
    page = browser.new_page()
    page.goto(f"{site}/indices/harbour/explore/ranking?embed=1")
    assert not Axe().run(page).response["violations"]


def test_another_place_brings_its_own_answers_to_suppose(browser, site):  # noqa: F811 -- a fixture
    page = browser.new_page()
    page.goto(f"{site}/indices/harbour/explore/what-if?place=XX")
    page.get_by_label("Place", exact=True).select_option("XB")
    expect(page.get_by_text("Suppose other answers of Brannick")).to_be_visible()
    assert "place=XB" in page.url


def test_addresses_and_codes_are_copied_and_it_is_said(browser, site):  # noqa: F811 -- a fixture
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/indices/harbour/explore/ranking?measure=A")
    page.get_by_role("button", name="Copy: Address that never changes").click()
    expect(page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/indices/harbour@1/explore/ranking?measure=A"
    page.get_by_text("Cite and embed").click()
    page.get_by_role("button", name="Copy: Embed this edition, which never changes").click()
    expect(page.get_by_role("status").get_by_text("Copied")).to_have_count(2)
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe src=")
    with page.expect_download() as found:
        page.get_by_role("link", name="CSV", exact=True).first.click()
    assert found.value.suggested_filename.endswith(".csv")
    with page.expect_download() as found:
        page.get_by_role("link", name="SVG", exact=True).click()
    assert found.value.suggested_filename == "indices-harbour-explore-ranking.svg"


def test_the_code_of_a_frame_says_how_tall_the_view_is(browser, site):  # noqa: F811 -- a fixture
    page = browser.new_page(viewport={"width": 720, "height": 300})
    for view in ("ranking?", "change?places=XA,XB", "heat?", "tiles?", "radar?", "what-if?place=XX", "line?"):
        page.goto(f"{site}/indices/harbour/explore/{view}")
        said = int(re.search(r'height="(\d+)"', page.locator("p.copy").nth(1).text_content())[1])
        page.goto(f"{site}/indices/harbour/explore/{view}&embed=1")
        tall = page.evaluate("document.documentElement.scrollHeight")
        assert tall <= said <= tall + 150, view
