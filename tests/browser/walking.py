"""Somebody at the site in a browser of their own and in a language: what they read, and a keyboard to answer with."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Browser, FileChooser, Locator, Page, expect

from tests.browser.conftest import flaws

RIGHT_TO_LEFT = {"ar"}
MOST_TABS = 150
HERE = "element => element === document.activeElement"
IN_GROUP = "element => document.activeElement.type === 'radio' && document.activeElement.name === element.name"


class Walker:
    """A person, a browser without a mouse, and every page that they have looked at."""

    def __init__(self, browser: Browser, site: str, language: str) -> None:
        self.site, self.language = site, language
        self.page: Page = browser.new_context(locale=language, viewport={"width": 1280, "height": 900}).new_page()
        self.page.set_default_timeout(10_000)
        self.seen: set[str] = set()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def words(self, message: str, **values: object) -> str:
        """What the house says for ``message`` in this person's language."""
        with translation.override(self.language):
            return translation.gettext(message) % values if values else translation.gettext(message)

    def goes(self, address: str) -> None:
        self.page.goto(address if "://" in address else self.site + address)
        self.looks()

    def looks(self) -> None:
        """The page is in the reader's language and direction, does not scroll sideways, and axe finds nothing."""
        self.page.wait_for_load_state()
        if (path := urlsplit(self.page.url).path) in self.seen:
            return
        self.seen.add(path)
        root = self.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert root == [self.language, "rtl" if self.language in RIGHT_TO_LEFT else "ltr"], path
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert flaws(self.page) == [], path

    def link(self, message: str, **values: object) -> Locator:
        return self.page.get_by_role("link", name=self.words(message, **values), exact=True).first

    def button(self, message: str, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.words(message, **values), exact=True).first

    def field(self, message: str, **values: object) -> Locator:
        return self.page.get_by_label(self.words(message, **values), exact=True)

    def reads(self, message: str, **values: object) -> None:
        expect(self.page.get_by_text(self.words(message, **values)).first).to_be_visible()

    def moves(self, to: Locator) -> None:
        """Press Tab until ``to`` has the focus."""
        target = to.element_handle()
        for _ in range(MOST_TABS):
            if target.evaluate(HERE):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {to} at {self.page.url}")

    def presses(self, what: Locator) -> None:
        """Press Enter on a link or button, and look at where it leads."""
        self.moves(what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.looks()

    def writes(self, where: Locator, text: str) -> None:
        self.moves(where)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def chooses(self, radio: Locator) -> None:
        """Tab to the group of ``radio``, then the arrows to it."""
        target = radio.element_handle()
        for _ in range(MOST_TABS):
            if target.evaluate(IN_GROUP):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in range(20):
            if target.evaluate(HERE):
                break
            self.page.keyboard.press("ArrowDown")
        expect(radio).to_be_checked()

    def opens(self, fold: Locator) -> None:
        self.moves(fold)
        self.page.keyboard.press("Enter")

    def attaches(self, where: Locator, path: Path) -> None:
        """A busy browser may be deaf to a key; whoever sees no window of files presses another."""
        opened: list[FileChooser] = []

        def note(window: FileChooser) -> None:
            opened.append(window)

        self.page.on("filechooser", note)
        for key in ("Enter", "Space") * 6:
            self.moves(where)
            self.page.keyboard.press(key)
            for _ in range(50):
                if opened:
                    opened[0].set_files(path)
                    self.page.remove_listener("filechooser", note)
                    return
                self.page.wait_for_timeout(100)
        raise AssertionError(f"{where} opens no window of files")

    def picks(self, select: Locator, value: str) -> None:
        self.moves(select)
        for key in ("Home", *["ArrowDown"] * 20):
            self.page.keyboard.press(key)
            if select.input_value() == value:
                return
        raise AssertionError(f"{select} has no {value}")
