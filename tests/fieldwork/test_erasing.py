"""A person who worked in a round is erased: their work stays under the pseudonym, and the round's chain holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commonground.core.actions.accounts import erase_person
from commonground.core.models import Mail
from commonground.core.queries.trail import verify
from commonground.fieldwork.actions import assignments, invoices, offline, review
from commonground.fieldwork.models import Contributor, Invoice, ReturnedWorkbook
from commonground.responses.models import Revision
from commonground.responses.queries import Cell
from tests.fieldwork.factories import harbour
from tests.fieldwork.test_offline import out
from tests.support.teams import client, superuser

pytestmark = pytest.mark.django_db


def test_the_work_stays_and_no_name_with_it():
    world = harbour()
    part, ada = world.answered("ada", "coding", A1="50"), world.user("ada")
    Contributor.objects.filter(user=ada).update(named=True)
    invoices.state_hours(assignment=part, hours=Decimal(3), what="Ada Lovelace", by=ada)
    offline.receive(assignment=part, name="Ada Lovelace.xlsx", content=out(part, ada), by=ada)
    assignments.withdraw(assignment=part, reason="Ada Lovelace is ill.", by=world.owner)
    assert verify(world.round.key)[0].erased == 0
    erase_person(person=ada, by=superuser())
    report = verify(world.round.key)[0]
    assert (report.faults, report.erased > 0) == ((), True)
    assert Revision.objects.get().value == "50"
    assert (Invoice.objects.get().what, Invoice.objects.get().hours) == ("", Decimal(3))
    assert ReturnedWorkbook.objects.get().name == "workbook.xlsx"
    assert not Contributor.objects.filter(named=True).exists()
    browser = client(world.owner)
    for page in (
        "people/",
        f"parts/{part.pk}/",
        "trail/",
        "invoices/",
        "people.csv",
        "fees/",
        "mails/",
        "invoices.csv",
    ):
        told = browser.get(f"/rounds/ports/1/{page}").content.decode()
        assert "lovelace" not in told.lower()
        assert "ada@example.org" not in told


def test_nobody_writes_to_who_was_erased():
    world = harbour()
    part = world.submitted("ada", "coding", A1="50")
    world.agreed("mo", "deciding")
    erase_person(person=world.user("ada"), by=superuser())
    cell = Cell(question="A1", period="2020")
    review.ask(assignment=world.fresh(part), cell=cell, text="Which law?", by=world.user("mo"))
    assert not Mail.objects.filter(template="query").exists()
