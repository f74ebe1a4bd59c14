"""Who has a part in a round tries the addresses, hidden fields and JSON of every other: nothing is told or written.

The table of routes walks strangers; here everybody belongs to the same round, or leads another one.
"""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import pytest

from commonground.core.models import Mail, User
from commonground.fieldwork.actions import adjudication, answering, assignments, invoices, life, review
from commonground.fieldwork.models import Assignment, Invoice, Query, Round, Unit
from commonground.fieldwork.queries.access import CellOf, allowed
from commonground.library.actions import enter_article, enter_source, enter_version
from commonground.responses.queries import Cell, current
from tests.fieldwork.factories import SIMPLE, Harbour, harbour, islands, planned, say
from tests.support.routes import PARAMETER, SPELLED, body, routes
from tests.support.state import everything
from tests.support.teams import SECRET, Team, client, superuser, team

pytestmark = [pytest.mark.django_db, pytest.mark.once]
A1 = Cell(question="A1", period="2020")
OURS = [route for route in routes() if route.startswith(("rounds/", "tasks/"))]
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-key="[^"]*"|name="sent" value="[^"]*"')
CLOCK = {"Set-Cookie", "Expires", "Last-Modified"}
"""Headers that change with the time."""
UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def port() -> Harbour:
    """Ada's part in XA is full of the secret; the others have parts in XB, and Pia is a blind peer beside Ada."""
    made = harbour()
    part = made.answered("ada", "coding", A1="100", A2="50")
    say(part, "A1", "50", by=made.user("ada"), comment=SECRET)
    _cited(made, part)
    assignments.submit(assignment=part, by=made.user("ada"))
    review.ask(assignment=part, cell=A1, text=f"{SECRET}?", by=made.owner)
    invoices.state_hours(assignment=part, hours=Decimal(3), what=SECRET, by=made.user("ada"))
    _decided(made, part)
    gov = made.agreed("gus", "reply", "XA")
    review.remark(assignment=gov, cell=A1, text=SECRET, by=made.user("gus"))
    made.answered("pia", "peers", A1="0")
    for name, stage in (("xena", "coding"), ("pip", "peers"), ("mo", "deciding"), ("au", "auditing"), ("gil", "reply")):
        made.agreed(name, stage, "XB")
    return made


def _cited(port: Harbour, part: Assignment) -> None:
    source = enter_source(jurisdiction=part.unit.subject, title={"en": f"{SECRET} Act"}, by=port.user("ada"))
    article = enter_article(version=enter_version(source=source, by=port.user("ada")), number="1", by=port.user("ada"))
    answering.cite(
        assignment=part, revision_id=current(part.response)[A1].id, article=article, quote=SECRET, by=port.user("ada")
    )


def _decided(port: Harbour, part: Assignment) -> None:
    words = {"state": "answered", "value": "50", "reason": SECRET, "seen": [current(part.response)[A1].id]}
    adjudication.adjudicate(unit=port.unit(), cell=A1, **words, based_on=0, by=port.owner)


def ids(part: Assignment, round_: Round) -> dict[str, object]:
    """What addresses name: all of one part."""
    query, invoice = Query.objects.filter(assignment=part).first(), Invoice.objects.filter(assignment=part).first()
    return {
        "index": round_.index.code,
        "number": round_.number,
        "assignment": part.pk,
        "key": part.pk,
        "query": query.pk if query else 1,
        "invoice": invoice.pk if invoice else 1,
        "unit": part.unit_id,
        "question": "A1",
        "period": "2020",
        "code": "A1",
    }


def addresses(of: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every address of a round that these name, with every verb that it takes."""
    for route in OURS:
        values = dict(of)
        values["key"] = of["query"] if "/queries/" in route else of["invoice"] if "/invoices/" in route else of["key"]
        for verb in VERBS.get(next((part for part in VERBS if part in route), ""), ("",)):
            spelled = SPELLED.get(route, route)
            yield route, spelled_out(spelled, {**values, "verb": verb})


def spelled_out(route: str, values: dict[str, object]) -> str:
    return "/" + PARAMETER.sub(lambda found: str(values.get(found[1], 1)), route)


VERBS = {
    "/life/<slug:verb>": ("open", "close", "begin-adjudication", "lock", "publish", "reopen"),
    "/parts/<int:key>/<slug:verb>": ("accept", "return", "withdraw", "reassign", "extend", "terms"),
    "/invoices/<int:key>/<slug:verb>": ("receive", "approve", "refuse", "pay"),
}


def fields(of: dict[str, object], port: Harbour) -> dict[str, object]:
    """Every field of every form, hidden ones included, with another's keys in them."""
    part = Assignment.objects.get(pk=of["assignment"])
    seen = [str(said.id) for cell, said in current(part.response).items() if cell == A1] if part.response else []
    return {
        **{name: of[name] for name in ("assignment", "unit", "query", "invoice", "question", "period")},
        "of": part.pk,
        "part": part.pk,
        "stage": part.stage_id,
        "contributor": part.contributor_id,
        "response": part.response_id or 1,
        "by": part.contributor.user_id,
        "confirmed": "1",
        "chosen": "option:100",
        "seen": " ".join(seen),
        "based_on": "1",
        "listed": "1",
        "reason": "Taken",
        "text": "Taken",
        "interests": "Taken",
        "interested": "no",
        "email": "thief@example.org",
        "deadline": "2030-01-01",
        "until": "2030-01-01",
        "hours": "1",
        "hours_agreed": "1",
        "amount": "1",
        "number": "1",
        "fee": "1",
        "currency": "EUR",
        "rules": "",
        "reference": "Taken",
        "rule": "taken",
        "value": "0",
        "state": "answered",
        "comment": "Taken",
        "bases": '{"2020": {"": 2}}',
        "do": "save",
        "law": "Taken Act",
        "article": "1",
        "cite-0-article": "1",
        "cite-0-keep": "1",
        "w-0": "Taken",
    }


def sent(of: dict[str, object]) -> dict[str, object]:
    """An answer as the script sends it."""
    more = {name: of[name] for name in ("assignment", "unit", "query")}
    answer = {"id": str(uuid.uuid4()), "question": "A1", "period": "2020", "based_on": 2, "state": "cleared"}
    return {**answer, **more}


def attacked(port: Harbour, by: User, of: dict[str, object]) -> list[str]:
    """Every address of another's part, read and written to by ``by``; what told the secret is given back."""
    told = []
    forms, answer, browser = fields(of, port), sent(of), client(by)
    for route, address in addresses(of):
        replies = [
            browser.get(address),
            browser.get(f"{address}?q={SECRET[:3]}&says={SECRET[:3]}&item=&period=2020&stage=coding&verify=1"),
            browser.post(address, forms),
            browser.post(address, json.dumps(answer), content_type="application/json"),
        ]
        told += [route for reply in replies if SECRET in body(reply)]
        assert not [reply.status_code for reply in replies if reply.status_code >= 500], address
    return told


@pytest.mark.parametrize("name", ["xena", "pip", "mo", "au", "gil"])
def test_who_has_a_part_in_another_unit_reads_and_writes_nothing_here(name, port):
    """A coder, a blind peer, a moderator, an auditor and a government of XB, at the addresses of XA."""
    part = Assignment.objects.get(contributor=port.person("ada"))
    before = everything()
    assert attacked(port, port.user(name), ids(part, port.round)) == []
    assert everything() == before


def test_a_blind_peer_of_the_same_unit_reads_and_writes_nothing_of_the_coders(port):
    part = Assignment.objects.get(contributor=port.person("ada"))
    before = everything()
    assert attacked(port, port.user("pia"), ids(part, port.round)) == []
    assert everything() == before


def test_who_has_a_part_in_another_round_reads_and_writes_nothing_here(port):
    round_ = planned(port.index, port.owner, SIMPLE, islands(1))
    second = Harbour(index=port.index, owner=port.owner, round=round_, people=port.people)
    life.open_round(round_=second.round, by=port.owner)
    second.reload()
    second.agreed("kim", "deciding")
    part = Assignment.objects.get(contributor=port.person("ada"))
    before = everything()
    assert attacked(second, second.user("kim"), ids(part, port.round)) == []
    assert everything() == before
    own = {**ids(part, port.round), "number": second.round.number}
    assert attacked(second, second.user("kim"), own) == []
    assert everything() == before


def test_a_team_reaches_no_other_index_from_its_own_round(port):
    """The team's own addresses, with the keys of another index in paths and hidden fields."""
    thieves = thief()
    part = Assignment.objects.get(contributor=port.person("ada"))
    there = {**ids(part, port.round), "index": thieves.index.code, "number": thieves.number}
    before = rows_of(port)
    assert attacked(port, thieves.owner, there) == []
    assert rows_of(port) == before


class thief:  # noqa: N801 -- reads as a noun where it is used
    """Another index with an open round, and whoever leads it."""

    def __init__(self) -> None:
        other: Team = team("thieves", "Thieves")
        self.index, self.owner = other.index, other.owner
        round_ = planned(other.index, other.owner, SIMPLE, islands(1))
        life.open_round(round_=round_, by=other.owner)
        self.number = round_.number


def rows_of(port: Harbour) -> dict[str, object]:
    """Everything that belongs to the port's index."""
    mine = everything()
    keys = {
        "Round": set(Round.objects.filter(index=port.index).values_list("pk", flat=True)),
        "Unit": set(Unit.objects.filter(round__index=port.index).values_list("pk", flat=True)),
        "Assignment": set(Assignment.objects.filter(stage__round__index=port.index).values_list("pk", flat=True)),
        "Stage": set(port.round.stages.values_list("pk", flat=True)),
        "Contributor": set(port.index.contributors.values_list("pk", flat=True)),
    }
    kept = {name: [row for row in mine[name] if row["id"] in wanted] for name, wanted in keys.items() if name in mine}
    of_assignment = ("Invoice", "Contract", "Query", "Justification")
    kept |= {name: [row for row in mine[name] if row["assignment_id"] in keys["Assignment"]] for name in of_assignment}
    chain = [row for row in mine["AuditEntry"] if row["chain"].startswith(f"round:{port.index.code}/")]
    return {**kept, "chain": chain, "revisions": mine["Revision"], "messages": mine["QueryMessage"]}


# Blindness: whatever the others do, not one byte of what a blind peer is sent changes.


def told_to(port: Harbour, name: str) -> dict[str, object]:
    """Status, headers and body of every address that there is, with one's own keys and with every other's."""
    browser, found = client(port.user(name)), {}
    for part in Assignment.objects.filter(pk__in=port.known).order_by("pk"):
        of = {**ids(part, port.round), "query": 1, "invoice": 1}
        for _route, address in addresses(of):
            for method in ("get", "head"):
                found[f"{method} {address}"] = seen(getattr(browser, method)(address))
            if part.contributor.user != port.user(name):
                found[f"post {address}"] = seen(browser.post(address, fields(of, port) | {"seen": ""}))
    found["mails"] = list(Mail.objects.filter(to=port.user(name).email).values_list("key", "subject", "body"))
    found["list"] = seen(browser.get("/tasks/"))
    return found


def seen(answer: object) -> tuple[object, ...]:
    headers = {name: value for name, value in answer.headers.items() if name not in CLOCK}
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        return (answer.status_code, headers, parts_of(content))
    return (answer.status_code, headers, UNIQUE.sub("", CHANGING.sub("", content.decode())))


def parts_of(content: bytes) -> dict[str, bytes]:
    """All that a workbook holds, hidden sheets and properties included, but when it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: re.sub(rb"<dcterms.*?</dcterms:\w+>", b"", book.read(name)) for name in book.namelist()}


@pytest.fixture
def blind() -> Harbour:
    """Ada and Zed have begun, Pia has answered one question; nobody knows of anybody."""
    made = harbour()
    made.agreed("ada", "coding")
    made.agreed("zed", "coding")
    made.answered("pia", "peers", A1="0")
    made.known = list(Assignment.objects.values_list("pk", flat=True))
    return made


def others_work(port: Harbour) -> None:
    """All that coders and the team can do without ending blindness."""
    ada, zed = (Assignment.objects.get(contributor=port.person(name)) for name in ("ada", "zed"))
    for part, name, value in ((ada, "ada", "100"), (zed, "zed", "0")):
        for question in ("A1", "A2", "A3", "B1", "B2"):
            say(port.fresh(part), question, value, by=port.user(name), comment=SECRET)
    _cited(port, port.fresh(ada))
    for part, name in ((ada, "ada"), (zed, "zed")):
        assignments.submit(assignment=part, by=port.user(name))
    query = review.ask(assignment=ada, cell=A1, text=SECRET, by=port.owner)
    review.reply(query=query, text=SECRET, by=port.user("ada"))
    assignments.return_assignment(assignment=zed, text=SECRET, by=port.owner)
    assignments.accept(assignment=ada, by=port.owner)
    life.extend(assignment=zed, deadline=None, text=SECRET, by=port.owner)
    invoices.state_hours(assignment=ada, hours=Decimal(3), what=SECRET, by=port.user("ada"))
    port.accepted("new", "coding", A1="50")
    adjudication.adjudicate_by_majority(round_=port.round, dry_run=False, by=port.owner)


def test_whatever_the_others_do_not_a_byte_that_a_blind_peer_is_sent_changes(blind):
    before = told_to(blind, "pia")
    assert sum(1 for answer in before.values() if isinstance(answer, tuple) and answer[0] == 200) > 10
    others_work(blind)
    after = told_to(blind, "pia")
    assert {address for address in before if before[address] != after[address]} == set()
    assert SECRET not in str(after)


def test_before_the_others_may_know_it_a_moderator_who_is_blind_elsewhere_is_refused(blind):
    blind.agreed("pia", "deciding")
    who = blind.user("pia")
    assert not allowed(who, "adjudicate", CellOf(unit=blind.unit(), question="A1"))
    assert allowed(superuser(), "adjudicate", CellOf(unit=blind.unit(), question="A1"))
