"""A browser, what it complains of, and the flaws in accessibility of the page that it shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

KNOWN = {
    "page-has-heading-one",  # Wagtail's forms put the title into the path above them; advice, and no rule of WCAG
    "aria-required-parent",  # Wagtail's form for accounts wraps its tabs
}


@pytest.fixture(scope="module")
def _launched(chromium) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the test
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def browser(_launched) -> Iterator[Browser]:
    """The one of the module. What it remembers of a test and what it shows ends with the test."""
    yield _launched
    for context in _launched.contexts:
        context.close()


@pytest.fixture
def page(browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def complaints(page) -> list[str]:
    """What the browser's console and failed requests say, in the order they say it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: said.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    return said


def flaws(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found if each["id"] not in KNOWN]
