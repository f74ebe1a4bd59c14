"""The invoices of a round: received, approved, paid, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from commonground.core.exporters import Spreadsheet
from commonground.fieldwork.actions.invoices import (
    approve_invoice,
    pay_invoice,
    receive_invoice,
    refuse_invoice,
    set_contract,
)
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.forms.invoices import BillForm, ContractForm, PaidForm
from commonground.fieldwork.models import InvoiceState
from commonground.fieldwork.queries.invoices import InvoiceRow, invoice_at, invoices_of
from commonground.fieldwork.views.rounds.door import Entered, assignment_at, entered

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from commonground.fieldwork.models import Invoice

PAGE = 60
HEADER = (
    "invoice",
    "part",
    "name",
    "email",
    "pseudonym",
    "unit",
    "stage",
    "contract",
    "state",
    "hours",
    "agreed_hours",
    "number",
    "amount",
    "currency",
    "agreed_fee",
    "stated",
    "received",
    "approved",
    "paid",
    "what",
    "remark",
)


@entered("watch")
def invoices(on: Entered) -> HttpResponse:
    state = on.asked.get("state", "")
    found = invoices_of(on.round, on.who, state)
    page = Paginator(found.rows, PAGE).get_page(on.asked.get("page", 1))
    return on.page("invoices", found=found, rows=page, state=state, states=InvoiceState.choices)


@entered("watch")
def invoices_csv(on: Entered) -> HttpResponse:
    """A line for each, for whoever keeps the books."""
    rows = [_line(row) for row in invoices_of(on.round, on.who).rows]
    return Spreadsheet(name=f"{on.round.index.code}-{on.round.number}-invoices", header=HEADER, rows=rows).response(
        "csv"
    )


@entered("watch", post=True, get=False)
def settle(on: Entered, key: int, verb: str) -> HttpResponse:
    """Enter an invoice as it arrived, approve it, give it back, or say that it was paid."""
    found = invoice_at(on.round, key)
    if found is None or verb not in VERBS:
        raise Http404
    VERBS[verb](on, found)
    return on.done(_("Done."), "round_invoices")


@entered("watch", post=True, get=False)
def contract(on: Entered, key: int) -> HttpResponse:
    """The contract of a part."""
    found = assignment_at(on, key, "set-terms")
    set_contract(assignment=found, by=on.user, **_valid(ContractForm(on.posted)))
    return on.done(_("The contract is kept."), "part", key=key)


def _receive(on: Entered, invoice: Invoice) -> None:
    receive_invoice(invoice=invoice, by=on.user, **_valid(BillForm(on.posted)))


def _approve(on: Entered, invoice: Invoice) -> None:
    approve_invoice(invoice=invoice, by=on.user)


def _refuse(on: Entered, invoice: Invoice) -> None:
    refuse_invoice(invoice=invoice, reason=on.posted.get("reason", ""), by=on.user)


def _pay(on: Entered, invoice: Invoice) -> None:
    pay_invoice(invoice=invoice, by=on.user, **_valid(PaidForm(on.posted)))


VERBS = {"receive": _receive, "approve": _approve, "refuse": _refuse, "pay": _pay}


def _valid(form: forms.Form) -> dict:
    """What was typed; refused with the first thing that is wrong."""
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.items()))
    raise refuse("invoice-form", str(errors[0]), _("Correct it."), str(form.fields[name].label))


def _line(row: InvoiceRow) -> tuple[object, ...]:
    made, part = row.invoice, row.assignment
    return (
        made.pk,
        part.pk,
        row.name,
        row.email,
        part.contributor.pseudonym,
        part.unit.place.code,
        part.stage.code,
        row.contract,
        made.state,
        float(made.hours),
        _number(part.hours_agreed),
        made.number,
        _number(made.amount),
        made.currency,
        _number(part.fee),
        made.stated_at.date(),
        made.received_at.date() if made.received_at else "",
        made.approved_at.date() if made.approved_at else "",
        made.paid_on or "",
        made.what,
        made.remark,
    )


def _number(value: object) -> float | None:
    return None if value is None else float(value)
