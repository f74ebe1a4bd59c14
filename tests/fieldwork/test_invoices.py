"""Contracts, hours and invoices: stated, received, approved, paid; nobody sees or settles another's."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from commonground.core.models import AuditEntry, PersonalText
from commonground.core.queries.trail import verify
from commonground.fieldwork.actions import assignments, invoices
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.models import Contract, Invoice, Round
from tests.fieldwork.factories import Harbour, harbour
from tests.support.teams import account, client

pytestmark = pytest.mark.django_db
BASE = "/rounds/ports/1/"
TEN = Decimal(10)


@pytest.fixture(scope="module")
def port_as_made(lasting) -> Harbour:
    made = harbour()
    made.agreed("ada", "coding", hours_agreed=TEN, fee=Decimal(500), currency="EUR")
    made.agreed("ben", "coding", "XB")
    return made


def part(port: Harbour, name: str = "ada"):
    return port.index.contributors.get(user=port.user(name)).assignments.get()


def stated(port: Harbour, name: str = "ada") -> Invoice:
    return invoices.state_hours(assignment=part(port, name), hours=TEN, what="Zanzibar", by=port.user(name))


def received(port: Harbour) -> Invoice:
    words = {"number": "=1+1", "amount": Decimal("500.50"), "currency": "eur"}
    return invoices.receive_invoice(invoice=stated(port), by=port.user("ada"), **words)


def approved(port: Harbour) -> Invoice:
    return invoices.approve_invoice(invoice=received(port), by=port.owner)


def test_hours_that_were_typed_after_the_session_ended_are_shown_and_stated(port):
    sent = {"assignment": str(part(port).pk), "hours": "7.5", "what": "Quays"}
    browser = client(None)
    assert browser.post("/tasks/invoices", sent).headers["Location"] == "/accounts/login/?next=/tasks/kept"
    for who, shown in (("ben", False), ("ada", True)):
        browser.force_login(port.user(who), backend="django.contrib.auth.backends.ModelBackend")
        browser.session.save()
        page = browser.get("/tasks/kept")
        assert ('<b>Hours worked</b></p><p dir="auto">7.5</p>' in page.content.decode()) is shown
        if not shown:
            browser = client(None)
            browser.post("/tasks/invoices", sent)
    browser.post("/tasks/invoices", sent)
    made = Invoice.objects.get()
    assert (made.hours, made.what) == (Decimal("7.5"), "Quays")
    browser.logout()
    browser.post("/tasks/invoices", {"invoice": str(made.pk), "number": "N 7", "amount": "9", "currency": "EUR"})
    browser.force_login(port.user("ada"), backend="django.contrib.auth.backends.ModelBackend")
    assert "N 7" in browser.get("/tasks/kept").content.decode()


def test_what_was_typed_wrongly_stands_in_its_form_again(port):
    made, browser = stated(port), client(port.user("ada"))
    for sent, shown in (
        ({"assignment": part(port).pk, "hours": "many", "what": "Quays"}, ('value="many"', ">Quays</textarea>")),
        ({"invoice": made.pk, "number": "N 7", "amount": "much", "currency": "SEK"}, ("N 7", 'value="much"', "SEK")),
    ):
        page = browser.post("/tasks/invoices", sent)
        assert page.status_code == 422
        assert all(each in page.content.decode() for each in shown)


def test_hours_become_an_invoice_that_is_paid(port):
    made = invoices.pay_invoice(invoice=approved(port), paid_on=dt.date(2026, 3, 1), by=port.owner)
    assert (made.state, made.hours, made.amount, made.currency) == ("paid", TEN, Decimal("500.50"), "EUR")
    assert made.received_at <= made.approved_at
    verbs = list(AuditEntry.objects.filter(detail__has_key="invoice").order_by("number").values_list("verb", flat=True))
    assert verbs == ["state-hours", "receive-invoice", "approve-invoice", "pay-invoice"]
    assert "500.50" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert PersonalText.objects.filter(person=port.user("ada").key).count() >= 4
    assert verify(port.round.key)[0].faults == ()


def test_the_team_enters_what_came_by_post_and_gives_back_what_is_wrong(port):
    words = {"number": "7", "amount": TEN, "currency": "EUR"}
    made = invoices.receive_invoice(invoice=stated(port), by=port.owner, **words)
    with pytest.raises(FieldworkError, match="why it is refused"):
        invoices.refuse_invoice(invoice=made, reason=" ", by=port.owner)
    made = invoices.refuse_invoice(invoice=made, reason="Wrong sum", by=port.owner)
    assert (made.state, made.remark) == ("refused", "Wrong sum")
    made = invoices.receive_invoice(invoice=made, by=port.user("ada"), **words)
    assert (made.state, made.remark) == ("received", "")


@pytest.mark.parametrize(
    "change",
    [{"number": " "}, {"amount": Decimal(0)}, {"currency": "EU"}, {"currency": "E1R"}],
)
def test_an_invoice_has_number_amount_and_currency(change, port):
    words = {"number": "7", "amount": TEN, "currency": "EUR"} | change
    with pytest.raises(FieldworkError, match="a currency of three letters"):
        invoices.receive_invoice(invoice=stated(port), by=port.owner, **words)


def test_steps_are_not_skipped_and_no_hours_are_none(port):
    with pytest.raises(FieldworkError, match="No hours"):
        invoices.state_hours(assignment=part(port), hours=Decimal(0), by=port.user("ada"))
    made = stated(port)
    with pytest.raises(FieldworkError, match="hours stated"):
        invoices.approve_invoice(invoice=made, by=port.owner)
    with pytest.raises(FieldworkError, match="hours stated"):
        invoices.pay_invoice(invoice=made, paid_on=dt.date(2026, 1, 1), by=port.owner)


def test_nobody_states_hours_for_another_or_settles_their_own(port):
    ben, ada = port.user("ben"), port.user("ada")
    for by in (ben, port.owner, account("stranger")):
        with pytest.raises(NotAllowedError):
            invoices.state_hours(assignment=part(port), hours=TEN, by=by)
    made = received(port)
    for by in (ben, ada, account("other")):
        for act in (
            lambda by: invoices.approve_invoice(invoice=made, by=by),
            lambda by: invoices.refuse_invoice(invoice=made, reason="x", by=by),
            lambda by: invoices.pay_invoice(invoice=made, paid_on=dt.date(2026, 1, 1), by=by),
            lambda by: invoices.set_contract(assignment=part(port), reference="x", by=by),
        ):
            with pytest.raises(NotAllowedError):
                act(by)
    assert Invoice.objects.get().state == "received"


def test_who_gave_a_part_up_is_paid_for_it_also_after_locking(port):
    assignments.withdraw(assignment=part(port), by=port.owner)
    Round.objects.update(state="locked")
    assert invoices.approve_invoice(invoice=received(port), by=port.owner).state == "approved"


def test_a_contract_is_kept_with_its_part(port):
    with pytest.raises(FieldworkError, match="no reference"):
        invoices.set_contract(assignment=part(port), reference=" ", by=port.owner)
    browser = client(port.owner)
    address = f"{BASE}parts/{part(port).pk}/contract/"
    assert browser.post(address, {"reference": "C/7", "signed_on": "soon"}).status_code == 409
    browser.post(address, {"reference": "C/7", "signed_on": "2026-01-31"})
    made = Contract.objects.get()
    assert (str(made), made.signed_on) == ("C/7", dt.date(2026, 1, 31))
    page = browser.get(f"{BASE}parts/{part(port).pk}/").content.decode()
    assert "C/7" in page
    assert 'value="2026-01-31"' in page


def test_the_holder_states_and_sends_on_a_page(port):
    browser = client(port.user("ada"))
    assert "500" in browser.get("/tasks/invoices").content.decode()
    wrong = browser.post("/tasks/invoices", {"assignment": part(port).pk, "hours": "many"})
    assert wrong.status_code == 422
    assert browser.post("/tasks/invoices", {"assignment": part(port).pk, "hours": "0"}).status_code == 422
    browser.post("/tasks/invoices", {"assignment": part(port).pk, "hours": "7.5", "what": "<script>alert(1)</script>"})
    made = Invoice.objects.get()
    assert (made.hours, made.state) == (Decimal("7.50"), "stated")
    bill = {"invoice": made.pk, "number": "N1", "amount": "100", "currency": "usd"}
    assert browser.post("/tasks/invoices", {**bill, "currency": "dollars"}).status_code == 422
    browser.post("/tasks/invoices", bill)
    page = browser.get("/tasks/invoices").content.decode()
    assert "invoice received" in page
    assert "<script>alert" not in page
    assert "USD" in page


@pytest.mark.parametrize("sent", [{"assignment": "{part}"}, {"invoice": "{invoice}"}, {"invoice": "x"}, {}])
def test_anothers_part_and_invoice_are_not_there(sent, port):
    made = stated(port)
    values = {name: text.format(part=part(port).pk, invoice=made.pk) for name, text in sent.items()}
    more = {"hours": "1", "number": "1", "amount": "1", "currency": "EUR"}
    assert client(port.user("ben")).post("/tasks/invoices", values | more).status_code == 404
    assert "Zanzibar" not in client(port.user("ben")).get("/tasks/invoices").content.decode()
    assert Invoice.objects.get().state == "stated"


def test_of_an_invitation_no_hours_are_stated(port):
    port.invited("cleo", "peers")
    page = client(port.user("cleo")).get("/tasks/invoices").content.decode()
    assert "no part for which" in page
    refused = client(port.user("cleo")).post("/tasks/invoices", {"assignment": part(port, "cleo").pk, "hours": "1"})
    assert refused.status_code == 403


def test_the_team_settles_on_a_page_and_takes_the_table_away(port):
    browser = client(port.owner)
    made = stated(port)
    at = f"{BASE}invoices/{made.pk}/"
    assert browser.post(f"{at}receive/", {"number": "7"}).status_code == 409
    browser.post(f"{at}receive/", {"number": "=7", "amount": "500", "currency": "EUR"})
    assert "500.00 EUR" in browser.get(f"{BASE}invoices/?state=received").content.decode()
    assert browser.post(f"{at}refuse/", {"reason": ""}).status_code == 409
    browser.post(f"{at}refuse/", {"reason": "Sum"})
    browser.post(f"{at}receive/", {"number": "=7", "amount": "400", "currency": "EUR"})
    browser.post(f"{at}approve/")
    browser.post(f"{at}pay/", {"paid_on": ""})
    (row,) = csv.DictReader(io.StringIO(browser.get(f"{BASE}invoices.csv").content.decode()))
    assert (row["state"], row["amount"], row["currency"], row["unit"]) == ("paid", "400.0", "EUR", "XA")
    assert not row["number"].startswith("=")
    assert browser.post(f"{at}burn/").status_code == 404
    assert browser.post(f"{BASE}invoices/999/pay/").status_code == 404
    assert browser.get(f"{BASE}invoices/?state=stated").status_code == 200


def test_a_pseudonym_stands_where_there_is_no_account_any_more(port):
    stated(port)
    port.index.contributors.update(user=None)
    assert "Expert 1" in client(port.owner).get(f"{BASE}invoices/").content.decode()
    assert str(Invoice.objects.get()) == "10.00 h"
