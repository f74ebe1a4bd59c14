"""Hours stated, invoices received, approved and paid. Figures enter the chain as salted hashes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from commonground.fieldwork.actions.shared import held_assignment, name, note
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.models import Assignment, Contract, Invoice, InvoiceState
from commonground.fieldwork.queries.access import require
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.core.models import User

CURRENCY = 3


@transaction.atomic
def set_contract(*, assignment: Assignment, reference: str, signed_on: dt.date | None = None, by: User) -> Contract:
    """The paper on which a part rests, and when it was signed."""
    held = held_assignment(assignment, "set-terms", by)
    if not reference.strip():
        raise refuse(
            "text-needed",
            Sentence("The contract has no reference."),
            Sentence("Write its number or its name."),
            str(held),
        )
    made, _new = Contract.objects.update_or_create(
        assignment=held, defaults={"reference": reference.strip(), "signed_on": signed_on}
    )
    detail = {"reference": made.reference, "signed": str(signed_on)}
    note(held.stage.round, "set-contract", name(held), by, {}, personal=detail, about=held.contributor.user)
    return made


@transaction.atomic
def state_hours(*, assignment: Assignment, hours: Decimal, what: str = "", by: User) -> Invoice:
    """What its holder worked. One statement after another may be made, also after a part was given up."""
    held = held_assignment(assignment, "state-hours", by)
    if hours <= 0:
        raise refuse(
            "invoice-hours", Sentence("No hours are stated."), Sentence("Write how many hours you worked."), str(held)
        )
    made = Invoice.objects.create(assignment=held, hours=hours, what=what.strip())
    _note(made, held, "state-hours", by)
    return made


@transaction.atomic
def receive_invoice(*, invoice: Invoice, number: str, amount: Decimal, currency: str, by: User) -> Invoice:
    """The invoice for hours that were stated: sent in by their holder, or entered by the team as it arrived."""
    held, part = _held(invoice, "send-invoice", by, InvoiceState.STATED, InvoiceState.REFUSED)
    if not number.strip() or amount <= 0 or len(currency) != CURRENCY or not currency.isalpha():
        raise refuse(
            "invoice-amount",
            Sentence("An invoice has a number, an amount and a currency of three letters."),
            Sentence("Complete it."),
            str(part),
        )
    held.number, held.amount, held.currency = number.strip(), amount, currency.upper()
    held.state, held.received_at, held.remark = InvoiceState.RECEIVED, timezone.now(), ""
    return _saved(held, part, "receive-invoice", by)


@transaction.atomic
def approve_invoice(*, invoice: Invoice, by: User) -> Invoice:
    held, part = _held(invoice, "settle", by, InvoiceState.RECEIVED)
    held.state, held.approved_at = InvoiceState.APPROVED, timezone.now()
    return _saved(held, part, "approve-invoice", by)


@transaction.atomic
def refuse_invoice(*, invoice: Invoice, reason: str, by: User) -> Invoice:
    """Give it back with a reason; it may be sent in again."""
    held, part = _held(invoice, "settle", by, InvoiceState.STATED, InvoiceState.RECEIVED, InvoiceState.APPROVED)
    if not reason.strip():
        raise refuse(
            "reason-needed", Sentence("Nothing says why it is refused."), Sentence("Write the reason."), str(part)
        )
    held.state, held.remark, held.approved_at = InvoiceState.REFUSED, reason.strip(), None
    return _saved(held, part, "refuse-invoice", by)


@transaction.atomic
def pay_invoice(*, invoice: Invoice, paid_on: dt.date, by: User) -> Invoice:
    held, part = _held(invoice, "settle", by, InvoiceState.APPROVED)
    held.state, held.paid_on = InvoiceState.PAID, paid_on
    return _saved(held, part, "pay-invoice", by)


def _held(invoice: Invoice, verb: str, by: User, *states: InvoiceState) -> tuple[Invoice, Assignment]:
    """The invoice as it is now, held, with its assignment, if ``by`` may and it is in one of ``states``."""
    rows = Invoice.objects.select_for_update(of=("self",)).select_related(
        "assignment__stage__round__index", "assignment__unit__place", "assignment__contributor__user"
    )
    held = rows.get(pk=invoice.pk)
    require(by, verb, held.assignment)
    if held.state not in states:
        raise refuse(
            "invoice-state",
            Sentence("The invoice is in the state “%(state)s”.", state=held.get_state_display()),
            Sentence(
                "This is done to one in one of these states: %(states)s.",
                states=", ".join(str(each.label) for each in states),
            ),
            str(held.assignment),
        )
    return held, held.assignment


def _saved(invoice: Invoice, part: Assignment, verb: str, by: User) -> Invoice:
    invoice.save()
    _note(invoice, part, verb, by)
    return invoice


def _note(invoice: Invoice, part: Assignment, verb: str, by: User) -> None:
    said = {name: str(getattr(invoice, name)) for name in ("hours", "what", "number", "amount", "currency", "remark")}
    detail = {"invoice": invoice.pk, "state": str(invoice.state), "paid_on": str(invoice.paid_on or "")}
    note(part.stage.round, verb, name(part), by, detail, personal=said, about=part.contributor.user)
