"""The public pages in a browser: by keyboard alone, without scripts, on a phone, in the dark, without flaws."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.publishing.conftest import import_atlantis

pytestmark = pytest.mark.django_db(transaction=True)

KINDS = (
    "/",
    "/indices/harbour",
    "/indices/harbour@1?period=2018",
    "/indices/harbour/places/XK",
    "/indices/harbour/places/XX?period=2018",
    "/indices/harbour/places/XK/E1",
    "/indices/harbour/places/XK/D",
    "/indices/harbour/indicators/E1",
    "/indices/harbour/areas/E",
    "/indices/harbour/editions",
    "/indices/harbour/audit",
    "/indices/harbour/explore/line?marked=XB",
    "/indices/harbour/explore/change?measure=A",
    "/indices/harbour/explore/what-if?place=XX&target=rank:5",
    "/indices/nowhere",
)
SENT = 60_000
"""What a page may weigh without its fonts, which are under 90 kB together."""
PATIENCE = 120
"""How many times the tabulator may be pressed to reach something on a page."""


@pytest.fixture
def site(live_server, transactional_db) -> str:
    import_atlantis()
    return live_server.url


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until the thing that has the focus is called ``name``."""
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip().startswith(name):
            return
    pytest.fail(f"{name} is not reached by keyboard on {page.url}")


def follow(page: Page, name: str) -> str:
    """Go where ``name`` leads, by keyboard; return the new path."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return urlsplit(page.url).path


def test_from_the_home_page_to_an_expert_s_answer_and_back_by_keyboard_alone(browser, site):
    page = browser.new_page()
    page.goto(site)
    assert follow(page, "Read the Harbour Index 2024") == "/indices/harbour"
    assert follow(page, "Kestrin") == "/indices/harbour/places/XK"
    tab_to(page, "Voice\n6")
    page.keyboard.press("Enter")
    assert follow(page, "Voting") == "/indices/harbour/places/XK/E1"
    assert page.get_by_role("heading", level=1).inner_text() == "May newcomers vote in island elections?"
    assert page.get_by_text("Island Councils Act 2023, section 9(2)").is_visible()
    assert page.locator(".ladder .val").all_inner_texts() == ["50", "41.7", "59.5", "60"]
    assert follow(page, "Kestrin") == "/indices/harbour/places/XK"
    assert follow(page, "Harbour Index") == "/indices/harbour"
    assert follow(page, "Commonground") == "/"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(browser, site):
    page = browser.new_page()
    page.goto(f"{site}/indices/harbour")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_from_the_home_page_to_an_answer_without_scripts(browser, site):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(site)
    page.get_by_role("link", name="Read the Harbour Index 2024").click()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions").click()
    page.locator("#questions summary", has_text="Voice").click()
    page.get_by_role("link", name="Voting").click()
    page.get_by_role("link", name="Kestrin").click()
    assert urlsplit(page.url).path == "/indices/harbour/places/XK/E1"
    assert page.get_by_text("From here").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_no_page_has_flaws(browser, site, width, scheme):
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    flaws = {}
    for address in KINDS:
        page.goto(site + address)
        found = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        if found:
            flaws[address] = found
    assert flaws == {}
    assert [text for text in said if "404" not in text] == []


def test_no_page_is_heavy(browser, site):
    weights = {}
    for address in KINDS:
        page = browser.new_context().new_page()
        finished = []
        page.on("requestfinished", lambda request, kept=finished: kept.append(request))
        page.goto(site + address, wait_until="networkidle")
        weights[address] = sum(request.sizes()["responseBodySize"] for request in finished)
        page.context.close()
    assert {address: weight for address, weight in weights.items() if not 0 < weight < SENT} == {}


def test_pages_print_without_their_menus(browser, site):
    page = browser.new_page()
    page.goto(f"{site}/indices/harbour/places/XK")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".plot").is_visible()
