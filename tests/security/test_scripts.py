"""HTML and ``javascript:`` in every text that people write, in links and in names of files: nothing executes."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from commonground.fieldwork.actions import adjudication, answering, assignments, invoices, offline, planning, review
from commonground.fieldwork.actions.wordings import correct_words
from commonground.fieldwork.models import Assignment, Contributor, Invoice, Query
from commonground.library.actions import enter_article, enter_source, enter_version
from commonground.library.errors import LibraryError
from commonground.methods.questionnaires.rewording import words_of
from commonground.responses.queries import Cell, asked, current
from tests.fieldwork.factories import Harbour, harbour, say
from tests.fieldwork.test_invoices import TEN
from tests.fieldwork.test_offline import out
from tests.security.test_parts import addresses, ids
from tests.support.teams import client

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EVIL = "<script>evil()</script><img src=x onerror=evil()>\"'><svg onload=evil()> {{ 7|add:7 }} javascript:evil()"
ASKED = "?q=%3Cscript%3Eevil()%3C/script%3E&says=%22%3E%3Csvg%20onload=evil()%3E&state=%22onload=evil()"
A1 = Cell(question="A1", period="2020")
SAFE = ("http", "mailto", "/", "?", "#", ".")
ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href")


class Page(HTMLParser):
    """A page as a browser would take it: what in it could run."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.found.append(f"<{tag} {name}>")
            scheme = (value or "").strip().lower().partition(":")
            if (
                name in ADDRESSES
                and scheme[1]
                and not scheme[0].startswith(("http", "https", "mailto", "/", "?", "#", "."))
            ):
                self.found.append(f"<{tag} {name}={value}>")
        if tag in {"svg", "img", "iframe", "object", "embed", "base"} and ("x" in dict(attrs).values()):
            self.found.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and "evil" in data:
            self.found.append("<script>")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 -- the parser decides the arguments
        self.inside = ""


def test_the_test_finds_what_runs():
    wrong = "<script>evil()</script><a href=' JavaScript:evil()'>x</a><p onclick=evil()>x</p><img src=x>"
    assert Page(wrong).found == ["<script>", "<a href= JavaScript:evil()>", "<p onclick>", "<img>"]
    assert Page("<a href='/x?y=1:2'>x</a><script src='/a.js'></script>").found == []


@pytest.fixture
def port() -> Harbour:
    """A round in which every text is an attack."""
    made = harbour()
    part, ada = made.answered("ada", "coding", A2="50"), made.user("ada")
    _said(made, part)
    offline.receive(assignment=part, name=f"{EVIL}.xlsx", content=out(part, ada), by=ada)
    planning.set_check_rules(round_=made.round, rules=[RULE], by=made.owner)
    justified = {"assignment": part, "rule": made.round.check_rules.get(), "cell": A1}
    review.justify(**justified, text=EVIL, by=ada)
    assignments.submit(assignment=part, by=ada)
    review.reply(query=review.ask(assignment=part, cell=A1, text=EVIL, by=made.owner), text=EVIL, by=ada)
    invoices.refuse_invoice(
        invoice=invoices.state_hours(assignment=part, hours=TEN, what=EVIL, by=ada), reason=EVIL, by=made.owner
    )
    invoices.set_contract(assignment=part, reference=EVIL[:60], by=made.owner)
    seen = [current(part.response)[A1].id]
    decided = {"unit": made.unit(), "cell": A1, "state": "answered", "value": "50", "seen": seen, "based_on": 0}
    adjudication.adjudicate(**decided, reason=EVIL, by=made.owner)
    gov = made.agreed("gus", "reply")
    review.remark(assignment=gov, cell=A1, text=EVIL, by=made.user("gus"))
    _corrected(made)
    _named(made)
    return made


RULE = {
    "code": "evil",
    "scope": "unit",
    "kind": "expression",
    "message": EVIL,
    "settings": {"expression": "${A1} = '50'"},
}


def _said(port: Harbour, part: Assignment) -> None:
    ada = port.user("ada")
    done = say(part, "A1", "50", by=ada, comment=EVIL)
    source = enter_source(jurisdiction=part.unit.subject, title={"en": EVIL}, url="https://example.org/?q=%22", by=ada)
    article = enter_article(version=enter_version(source=source, label=EVIL[:60], by=ada), number="1", by=ada)
    words = {"article": article, "place_in": EVIL, "quote": EVIL}
    answering.cite(assignment=part, revision_id=done.revision.id, **words, by=ada)


def _corrected(port: Harbour) -> None:
    questionnaire = asked(port.reload().questionnaire)
    words = dict.fromkeys(words_of(questionnaire.question("A1"), questionnaire.languages), EVIL)
    correct_words(round_=port.round, question="A1", words=words, reason=EVIL, by=port.owner)
    port.reload()


def _named(port: Harbour) -> None:
    Contributor.objects.filter(pk=port.person("ada").pk).update(pseudonym=EVIL[:60])
    user = port.user("ada")
    user.first_name = user.last_name = EVIL[:100]
    user.save()
    for unit in port.round.units.select_related("place"):
        unit.place.name = EVIL[:80]
        unit.place.save()
    port.round.title = EVIL
    port.round.save()


@pytest.mark.parametrize("name", ["owner", "ada", "gus", "mo"])
def test_nothing_that_is_written_runs_on_any_page(name, port):
    port.agreed("mo", "deciding")
    browser = client(port.owner if name == "owner" else port.user(name))
    part = Assignment.objects.get(stage__code={"gus": "reply", "mo": "deciding"}.get(name, "coding"))
    of = {**ids(part, port.round), "query": Query.objects.get().pk, "invoice": Invoice.objects.get().pk}
    shown = 0
    for _route, address in addresses(of):
        for query in (
            "",
            "?q=%3Cscript%3Eevil()%3C/script%3E&says=%22%3E%3Csvg%20onload=evil()%3E&state=%22onload=evil()",
        ):
            answer = browser.get(address + query)
            if "html" in answer.headers.get("Content-Type", ""):
                text = answer.content.decode()
                assert Page(text).found == [], address
                assert " 14 javascript" not in text, address
                shown += "evil()" in text
            else:
                assert answer.headers.get("X-Content-Type-Options") == "nosniff"
            assert "\n" not in answer.headers.get("Content-Disposition", "")
    assert shown > 3


@pytest.mark.parametrize(
    "url", ["javascript:evil()", " JaVaScRiPt:evil()", "data:text/html,<script>", "vbscript:x", "//x\n"]
)
def test_no_source_has_an_address_that_runs(url, port):
    with pytest.raises(LibraryError):
        enter_source(jurisdiction="place:isles:XA", title={"en": "Act"}, url=url, by=port.owner)


def test_a_refusal_shows_what_was_written_and_runs_none_of_it(port):
    answer = client(port.owner).post(f"/rounds/ports/1/units/{port.unit().pk}/A1/2020/decide/", {"reason": EVIL})
    assert answer.status_code == 409
    assert Page(answer.content.decode()).found == []
