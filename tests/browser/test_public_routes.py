"""Every public route in a browser, as readers of three languages see it on a phone and on a laptop.

``make test`` looks as the reader of whom most is asked, of Arabic on a phone; ``make nightly`` as all six.
"""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from commonground.fieldwork.actions import assignments, locking
from commonground.instruments.models import Index
from commonground.publishing.explorer.kinds import Kind
from commonground.scores.importers import import_numeric
from tests.browser.conftest import flaws
from tests.fieldwork.rounds import in_three_languages
from tests.publishing.conftest import import_atlantis
from tests.publishing.editorial import chart, figure, written
from tests.publishing.views.test_laws import article, cited
from tests.support.numeric import reefs
from tests.support.routes import PARAMETER, SPELLED, routes
from tests.support.teams import corrected, team

pytestmark = pytest.mark.django_db(transaction=True)

ALL = os.environ.get("COMMONGROUND_ALL_LOOKS") == "1"
LOOKS = [(language, width) for language in ("en", "fr", "ar") for width in (390, 1280)] if ALL else [("ar", 390)]
NAMED = (
    {"name": "harbour", "place": "XK", "first": "XK", "second": "XB", "group": "harbour-league"},
    {"name": "calm", "place": "XA", "first": "XA", "second": "XB", "older": 1},
    {"name": "quays", "place": "XA", "first": "XA", "second": "XB"},
    {"name": "reefs", "place": "RC", "first": "RC", "second": "RD", "step": "raw"},
)
NODES = {"harbour": ("D", "E1"), "calm": ("A1", "overall"), "quays": ("A1",), "reefs": ("fish", "life", "water")}
WEIGHT = 150_000
FILE = re.compile(r"\.(csv|json|jsonld|zip|atom|svg|png|pdf|xlsx|txt|xml)$|copies/|^desk/|^api/v1/(?!docs)")
EDITIONS = ("<section", "indices/", "library/", "maps/")
"""Each of these has a page, or leads to one."""
STEPS = ("raw", "denominated", "imputed", "screened", "treated", "normalised", "aggregated")


def public() -> list[str]:
    """The pages that a reader from the street may be answered with."""
    return [route for route in routes() if not FILE.search(route)]


def addresses() -> dict[str, list[str]]:
    """What may be asked for under each public route."""
    articles = {"key": article().pk}
    sources = {"key": article().version.source_id}
    found: dict[str, list[str]] = {}
    for route in public():
        spelled = SPELLED.get(route, route).replace("^", "").replace("$", "")
        worlds = [
            {**world, "node": node, "kind": kind, "step": step}
            for world in NAMED
            for node in (NODES[str(world["name"])] if "<code:node>" in route else ("",))
            for kind in (Kind if "explore/" in route else ("sheet",))
            for step in (STEPS if "<code:step>" in route else ("",))
        ]
        for world in worlds if "<edition:name>" in route else ({},):
            key = articles if "articles/" in route else sources
            values = {
                "section": "news",
                "slug": "first",
                "language": "fr",
                "form": "html",
                "plan": 0,
                "of": world.get("place"),
                **key,
                **world,
            }
            known = PARAMETER.sub(lambda match, values=values: str(values.get(match[1], 1)), spelled)
            found.setdefault(route, []).append("/" + known.lstrip("/"))
    return found


@pytest.fixture
def site(live_server, tmp_path) -> str:
    import_atlantis()
    corrected(team("calm", "Calm"), "Calm")
    Index.objects.filter(code="calm").update(licence="CC BY 4.0", comments_policy="publish")
    import_numeric(index=reefs(tmp_path))
    port = in_three_languages()
    part = port.agreed("ada", "coding")
    cited(port, part, "A1", "4", "50")
    cited(port, part, "A2", "4", "100")
    assignments.accept(assignment=assignments.submit(assignment=port.fresh(part), by=port.user("ada")), by=port.owner)
    port.in_adjudication()
    locking.lock_round(round_=port.round, by=port.owner)
    locking.publish_round(round_=port.reload(), by=port.owner)
    written(("heading", "What changed"), chart("/indices/harbour/explore/line?marked=XB"), figure("harbour", "XK"))
    for slug in ("first", "news"):
        written(("heading", "Ce qui a changé"), language="fr", slug=slug, title="Premiers résultats")
    return str(live_server.url)


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_no_public_route_has_flaws(browser, site, language, width):
    reader = Client(headers={"accept-language": language})
    pages = {}
    for route, there in addresses().items():
        answers = {each: reader.get(each) for each in there}
        pages[route] = [
            each
            for each, answer in answers.items()
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        ]
        elsewhere = any(answer.status_code in {301, 302} for answer in answers.values())
        assert pages[route] or elsewhere or not route.startswith(EDITIONS), route
    context = browser.new_context(locale=language, viewport={"width": width, "height": 900})
    found = {}
    for each in dict.fromkeys(address for several in pages.values() for address in (several if ALL else several[:1])):
        if wrong := looked_at(context, site + each):
            found[urlsplit(each).path] = wrong
    assert found == {}


def looked_at(context, address: str) -> list[str]:
    """What is wrong with a page as it stands in a window."""
    page = context.new_page()
    said: list[str] = []
    arrived = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfinished", lambda request, kept=arrived: kept.append(request))
    page.goto(address)
    weight = sum(request.sizes()["responseBodySize"] for request in arrived)
    said += flaws(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        said.append("wider than the window")
    if weight > WEIGHT:
        said.append(f"weighs {weight} bytes")
    page.close()
    return said
