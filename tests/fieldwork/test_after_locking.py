"""Once a round is locked nothing is written by a page, a workbook, a table or a save, whatever state its parts are in.

What is sent here writes while the round is open, which the first test shows; so the refusals are the lock's.
"""

from __future__ import annotations

import html
import io
import json
import re
import uuid
from dataclasses import dataclass

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from commonground.core.backup.databases import Tables, hash_rows
from commonground.core.backup.dumping import hashed, moved
from commonground.core.models import Mail
from commonground.fieldwork import urls
from commonground.fieldwork.actions import offline, planning, review
from commonground.fieldwork.errors import NotAllowedError
from commonground.fieldwork.forms.wordings import WordingForm
from commonground.fieldwork.importers import import_assignments
from commonground.fieldwork.models import Assignment, Query, ReturnedWorkbook, Round, RoundState
from commonground.responses.queries import Cell, asked
from tests.fieldwork.factories import Harbour, harbour, say
from tests.methods.offline.factory import place
from tests.support.teams import client

pytestmark = pytest.mark.django_db
BASE = "/rounds/ports/1/"
A1 = Cell(question="A1", period="2020")
WHY = {"code": "why", "scope": "unit", "kind": "uncommented", "message": "Say why it changed.", "settings": {}}
LINE = "stage,unit,email,fee,currency\npeers,XA,e@example.org,100,EUR\n"
HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
OPEN_AFTER = {"named", "embargo", "invoices", "settle", "contract", "part_view_as", "step", "mails", "plan"}
"""What stays open by design: who is named, money, mails, the life of the round itself, and another round."""


@dataclass
class Busy:
    """A round with parts in every state, and what its people had on their screens."""

    port: Harbour
    browsers: dict[str, Client]

    def part(self, name: str) -> Assignment:
        return Assignment.objects.get(contributor=self.port.person(name))

    def hidden(self, name: str, address: str, **fields: object) -> dict[str, str]:
        shown = self.browsers[name].post(address, fields) if fields else self.browsers[name].get(address)
        found = HIDDEN.findall(shown.content.decode())
        return {key: html.unescape(value) for key, value in found if key != "csrfmiddlewaretoken"}

    def lock(self, state: str) -> None:
        Round.objects.filter(pk=self.port.round.pk).update(state=state, locking=1)
        self.port.reload()


@pytest.fixture
def busy() -> Busy:
    port = harbour(number_of_places=4)
    planning.set_check_rules(round_=port.round, rules=[WHY], by=port.owner)
    ada = port.agreed("ada", "coding")
    say(ada, "A1", "50", by=port.user("ada"))
    say(ada, "A1", "100", period="2023", by=port.user("ada"))
    port.answered("eve", "coding", "XB")
    port.invited("cyd", "coding", "XB")
    port.invited("dee", "peers", "XB")
    for name, value in (("gus", "100"), ("hal", "100"), ("ian", "0")):
        port.submitted(name, "coding", "XC", A1=value)
    port.submitted("joy", "coding", "XD", A1="50")
    port.agreed("gov", "reply")
    port.agreed("rev", "review", "XD")
    review.ask(
        assignment=port.fresh(port.unit("XD").assignments.get(stage__code="coding")),
        cell=A1,
        text="Why?",
        by=port.owner,
    )
    names = ("ada", "eve", "cyd", "dee", "gus", "joy", "gov", "rev")
    browsers = {name: client(port.user(name)) for name in names} | {"owner": client(port.owner)}
    return Busy(port, browsers)


def filled(busy: Busy) -> bytes:
    """Ada's workbook with two answers typed; one of them was changed here since."""
    port, part = busy.port, busy.port.fresh(busy.part("ada"))
    made = openpyxl.load_workbook(io.BytesIO(offline.assignment_workbook(assignment=part, by=port.user("ada"))))
    for code in ("A1", "A2"):
        place(made["Answers"], code, "Answer 2020").value = "0"
    target = io.BytesIO()
    made.save(target)
    say(part, "A1", "50", comment="Looked up again.", by=port.user("ada"))
    return target.getvalue()


Posts = dict[str, tuple[str, str, dict[str, object]]]


def of_experts(busy: Busy) -> Posts:
    """What those who answer, review and reply send, by what it is."""
    port, part = busy.port, busy.part
    ada, query = f"/tasks/{part('ada').pk}/", Query.objects.get()
    book, question = filled(busy), f"{ada}questions/A3"
    kept = offline.receive(assignment=port.fresh(part("ada")), name="b.xlsx", content=book, by=port.user("ada"))
    save = {
        "id": str(uuid.uuid4()),
        "question": "A2",
        "period": "2023",
        "based_on": 0,
        "state": "answered",
        "value": "0",
    }
    form = busy.hidden("ada", question) | {"start": "2020", "until": "2020", "value": "50", "do": "next"}
    source = {"law": "Quays Act 2019", "article": "5", "in_force_from": "2019-03-01", "reference_date": "2020-12-31"}
    hit = {"rule": "why", "question": "A1", "period": "2023", "item": "", "text": "A new quay."}
    again = bytes(ReturnedWorkbook.objects.get().content) + b" "
    ask = {"of": part("joy").pk, "period": "2020", "text": "Why?", "confirmed": "1"}
    take = {"take": "1", "question": "A1", "period": "2020", "item": "", "number": "2"}
    return {
        "agree": ("cyd", f"/tasks/{part('cyd').pk}/agree", {}),
        "decline": ("cyd", f"/tasks/{part('cyd').pk}/decline", {"reason": "No time"}),
        "declare": ("dee", f"/tasks/{part('dee').pk}/declare", {"interested": "no"}),
        "submit": ("eve", f"/tasks/{part('eve').pk}/submit", {}),
        "save": ("ada", f"{ada}answers", {"json": json.dumps(save)}),
        "the form of a question": ("ada", question, form),
        "a source": ("ada", f"{ada}sources", source),
        "justify": ("ada", f"{ada}justify", hit),
        "remark": ("gov", f"/tasks/{part('gov').pk}/questions/A1/remark", {"period": "2020", "text": "No."}),
        "put a query": ("rev", f"/tasks/{part('rev').pk}/questions/A1/ask", ask),
        "reply": ("joy", f"/tasks/queries/{query.pk}/reply", {"text": "So it is."}),
        "send a workbook": ("ada", f"{ada}workbook", {"workbook": again}),
        "merge a workbook": ("ada", f"{ada}workbook/{kept.pk}", {}),
        "take from a workbook": ("ada", f"{ada}workbook/{kept.pk}", take),
    }  # fmt: skip


def of_the_team(busy: Busy) -> Posts:
    """What the team sends, by what it is."""
    port, part = busy.port, lambda name: f"{BASE}parts/{busy.part(name).pk}/"
    stage, query = port.round.stages.get(code="coding"), Query.objects.get()
    cell = f"{BASE}units/{port.unit('XC').pk}/A1/2020/"
    invite = {"email": "new@example.org", "name": "N", "unit": port.unit("XB").pk, "stage": stage.pk}
    table = busy.hidden("owner", f"{BASE}people/import/", file=SimpleUploadedFile("p.csv", LINE.encode()))
    form = WordingForm(
        question=asked(port.round.questionnaire).question("A1"), questionnaire=asked(port.round.questionnaire)
    )
    words = {name: form.words[at] for name, at in form.places.items()} | {"w-0": "Are they?"}
    majority = busy.hidden("owner", f"{BASE}deciding/majority/")
    other = port.person("fay")
    decided = busy.hidden("owner", cell) | {"chosen": "option:50", "reason": "The law."}
    sent = {
        "invite": ("people/invite/", invite),
        "import a table": ("people/import/", table),
        "change deadlines": ("deadlines/", {"stage": stage.pk, "deadline": "2030-05-31", "text": "", "confirmed": "1"}),
        "correct words": ("questions/A1/wording/", words | {"reason": "Clearer.", "confirmed": "1"}),
        "set check rules": ("checks/rules/", {"rules": "", "confirmed": "1"}),
        "end blinding": (f"units/{port.unit('XC').pk}/end-blinding/", {}),
        "decide by majority": ("deciding/majority/", majority),
        "answer a query": (f"queries/{query.pk}/", {"text": "Well?", "confirmed": "1"}),
        "resolve a query": (f"queries/{query.pk}/resolve/", {}),
    }
    return {name: ("owner", BASE + address, fields) for name, (address, fields) in sent.items()} | {
        "decide": ("owner", f"{cell}decide/", decided),
        "ask": ("owner", f"{cell}ask/", {"assignment": busy.part("gus").pk, "text": "Why?", "confirmed": "1"}),
        "accept": ("owner", f"{part('gus')}accept/", {}),
        "return": ("owner", f"{part('gus')}return/", {"text": "Again.", "questions": "A1", "confirmed": "1"}),
        "withdraw": ("owner", f"{part('gus')}withdraw/", {"reason": "Left.", "confirmed": "1"}),
        "reassign": ("owner", f"{part('gus')}reassign/", {"contributor": other.pk, "confirmed": "1"}),
        "extend": ("owner", f"{part('ada')}extend/", {"deadline": "2030-05-31", "confirmed": "1"}),
    }  # fmt: skip


def state() -> Tables:
    """The content of every table of ours."""
    return {table.name: hash_rows(map(hashed, table.rows())) for table in moved() if table.is_ours}


def send(busy: Busy, who: str, address: str, fields: dict[str, object]) -> int:
    if "json" in fields:
        return busy.browsers[who].post(address, fields["json"], content_type="application/json").status_code
    files = {name: SimpleUploadedFile("c.xlsx", said) for name, said in fields.items() if isinstance(said, bytes)}
    return busy.browsers[who].post(address, {**fields, **files}).status_code


def differing(before: Tables) -> list[str]:
    now = state()
    return [name for name in now if now[name] != before[name]]


@pytest.mark.parametrize("posts", [of_experts, of_the_team])
def test_each_of_these_is_written_while_the_round_is_open(busy, posts):
    sent = posts(busy)
    before, silent = state(), []
    for name, (who, address, fields) in sent.items():
        with transaction.atomic():
            status = send(busy, who, address, fields)
            if not {each for each in differing(before) if each.startswith(("fieldwork_", "responses_", "library_"))}:
                silent.append((name, status))
            transaction.set_rollback(True)
    assert silent == []


@pytest.mark.parametrize("locked", [RoundState.LOCKED, RoundState.PUBLISHED])
@pytest.mark.parametrize("posts", [of_experts, of_the_team])
def test_none_of_these_is_written_once_it_is_locked(busy, posts, locked):
    sent = posts(busy)
    busy.lock(locked)
    before = state()
    statuses = {name: send(busy, *one) for name, one in sent.items()}
    assert differing(before) == [], statuses


def test_no_other_address_of_fieldwork_writes_either(busy):
    sent = of_experts(busy) | of_the_team(busy)
    known = {resolve(address.partition("?")[0]).url_name for _who, address, _fields in sent.values()}
    rest = [each for each in urls.urlpatterns if each.name not in known | OPEN_AFTER]
    gus, unit = busy.part("gus"), busy.port.unit("XC")
    words = {"assignment": gus.pk, "index": "ports", "number": 1, "unit": unit.pk, "question": "A1", "period": "2020"}
    words |= {"code": "A1", "verb": "accept", "form": "word", "query": Query.objects.get().pk}
    busy.lock(RoundState.LOCKED)
    before = state()
    for each in rest:
        own = {name: words.get(name, gus.pk) for name in each.pattern.converters}
        for who in ("gus", "owner"):
            send(
                busy,
                who,
                reverse(f"fieldwork:{each.name}", kwargs=own),
                {"confirmed": "1", "text": "x", "assignment": gus.pk},
            )
    assert differing(before) == []


def test_a_table_of_assignments_is_not_imported(busy, tmp_path):
    path = tmp_path / "parts.csv"
    path.write_text(LINE, encoding="utf-8")
    busy.lock(RoundState.LOCKED)
    before = state()
    for dry_run in (True, False):
        with pytest.raises(NotAllowedError):
            import_assignments(round_=busy.port.round, path=path, by=busy.port.owner, dry_run=dry_run)
    assert differing(before) == []
    assert not Mail.objects.filter(to="e@example.org").exists()
