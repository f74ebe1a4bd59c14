"""The desk in a browser: signing in and the pages in use, without errors of scripts, policy or accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import flaws
from tests.support.teams import PASSWORD, Team, superuser, team

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def calm() -> Team:
    return team("calm", "Calm")


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/desk/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{site}/desk/")


def test_the_owner_signs_in_and_works_without_complaints(page, complaints, live_server, calm):
    sign_in(page, live_server.url, calm.owner.email)
    edit, audit = f"/desk/indices/edit/{calm.index.pk}/", f"/desk/editions/{calm.edition.pk}/audit/"
    found = {}
    for address in ("/desk/", "/desk/indices/", edit, "/desk/editions/", audit, "/desk/places/", "/accounts/2fa/"):
        page.goto(live_server.url + address)
        found[address] = flaws(page)
    assert {address: each for address, each in found.items() if each} == {}
    assert complaints == []


def test_the_superuser_s_pages_do_without_complaints(page, complaints, live_server, calm):
    superuser()
    sign_in(page, live_server.url, "root@example.org")
    found = {}
    for address in ("/desk/audit-trail/", "/desk/users/", "/desk/users/new/", "/desk/place-groups/add/"):
        page.goto(live_server.url + address)
        found[address] = flaws(page)
    assert {address: each for address, each in found.items() if each} == {}
    assert complaints == []


def test_the_owner_states_a_licence_and_the_index_is_public(page, complaints, live_server, calm):
    sign_in(page, live_server.url, calm.owner.email)
    page.get_by_role("link", name="Calm Index").click()
    page.get_by_label("Licence").fill("CC BY 4.0")
    page.get_by_label("Experts’ comments").select_option("publish")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("updated").first.wait_for()
    calm.index.refresh_from_db()
    assert calm.index.is_public
    assert complaints == []


def test_the_search_beside_the_menu_looks_through_indices(page, complaints, live_server, calm):
    superuser()
    sign_in(page, live_server.url, "root@example.org")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Search").last.fill("Calm")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/desk/indices/?q=Calm")
    assert complaints == []


def test_the_sign_in_page_has_no_flaws_at_any_width(page, complaints, live_server):
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/accounts/login/")
        assert flaws(page) == []
    assert complaints == []
