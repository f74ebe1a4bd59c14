"""The page of addresses has every public page and no other."""

from __future__ import annotations

import re

from commonground.publishing.urls import urlpatterns
from tests.docs.pages import table, text

FILES = tuple(f"_{form}" for form in ("json", "csv", "xlsx", "svg", "png", "pdf", "slash"))
WORDS = {
    "name": "INDEX",
    "index": "INDEX",
    "place": "PLACE",
    "node": "NODE",
    "group": "GROUP",
    "step": "STEP",
    "first": "PLACE",
    "second": "OTHER",
    "older": "NUMBER",
    "number": "NUMBER",
    "file": "FILE",
    "kind": "VIEW",
    "key": "KEY",
    "token": "TOKEN",
    "of": "OF",
    "language": "LANGUAGE",
    "plan": "PLAN",
    "form": "FORM",
    "section": "SECTION",
    "slug": "PAGE",
}


def test_every_page_has_its_address():
    stated = {address.strip("`") for address, _ in table(text("reference/addresses.md"), "address")}
    routes = [str(each.pattern) for each in urlpatterns if not each.name.endswith(FILES)]
    served = {"/" + re.sub(r"<\w+:(\w+)>", lambda part: WORDS[part[1]], route) for route in routes}
    assert stated == served | {"/desk/", "/api/v1/"}
