"""Invoices as the team and as their senders read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from commonground.core.models import User
from commonground.fieldwork.models import Assignment, Contract, Invoice, InvoiceState, Round
from commonground.fieldwork.queries.access import permits
from commonground.fieldwork.queries.standing import Standing, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One invoice, with its sender's name for those who may know it."""

    invoice: Invoice
    assignment: Assignment
    name: str
    email: str
    contract: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoices:
    """The invoices of a round, and what they come to by state and currency."""

    rows: Sequence[InvoiceRow]
    sums: tuple[tuple[str, str, Decimal], ...]
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPart:
    """A part that somebody holds or held, what was agreed for it, and what they have sent."""

    assignment: Assignment
    contract: Contract | None
    invoices: tuple[Invoice, ...]
    may_state: bool


def invoices_of(round_: Round, who: Standing, state: str = "") -> Invoices:
    """Those of a round, the newest first; in one state or in all."""
    rows = _rows().filter(assignment__stage__round=round_)
    found = []
    for each in rows.filter(state=state) if state in InvoiceState.values else rows:
        each.assignment.stage.round = each.assignment.unit.round = round_
        if permits(who, "see-terms", each.assignment):
            found.append(_row(each, who))
    sums: dict[tuple[str, str], Decimal] = {}
    for row in found:
        if row.invoice.amount is not None:
            key = (str(row.invoice.get_state_display()), row.invoice.currency)
            sums[key] = sums.get(key, Decimal()) + row.invoice.amount
    return Invoices(
        rows=found,
        sums=tuple((label, currency, total) for (label, currency), total in sorted(sums.items())),
        hours=sum((row.invoice.hours for row in found), Decimal()),
    )


def invoice_at(round_: Round, key: int) -> Invoice | None:
    """An invoice of this round and of no other."""
    found = _rows().filter(assignment__stage__round=round_, pk=key).first()
    if found is not None:
        found.assignment.stage.round = found.assignment.unit.round = round_
    return found


def contract_of(assignment: Assignment) -> dict[str, Any]:
    """The contract of a part as a form shows it; empty where there is none."""
    found = Contract.objects.filter(assignment=assignment).first()
    return {"reference": found.reference, "signed_on": found.signed_on} if found else {}


def my_parts(user: User) -> tuple[MyPart, ...]:
    """Every part of somebody in which hours can be stated, or were."""
    rows = Assignment.objects.filter(contributor__user=user).select_related(
        "stage__round__index", "unit__place", "contributor", "contract"
    )
    known: dict[int, Standing] = {}
    found = []
    for each in rows.prefetch_related("invoices").order_by("-pk"):
        round_ = each.stage.round
        who = known.setdefault(round_.pk, standing(user, round_)) if round_.pk not in known else known[round_.pk]
        may = permits(who, "state-hours", each)
        sent = tuple(each.invoices.all())
        if may or sent:
            contract = getattr(each, "contract", None)
            found.append(MyPart(assignment=each, contract=contract, invoices=sent, may_state=may))
    return tuple(found)


def my_invoice(user: User, key: int) -> Invoice | None:
    """An invoice for a part that ``user`` holds or held."""
    return _rows().filter(assignment__contributor__user=user, pk=key).first()


def my_part(user: User, key: int) -> Assignment | None:
    """A part that ``user`` holds or held, ended ones included."""
    rows = Assignment.objects.filter(contributor__user=user, pk=key)
    return rows.select_related("stage__round__index", "unit__place").first()


def _rows() -> QuerySet[Invoice]:
    return Invoice.objects.select_related(
        "assignment__stage__round__index",
        "assignment__unit__place",
        "assignment__contributor__user",
        "assignment__contract",
    ).order_by("-pk")


def _row(invoice: Invoice, who: Standing) -> InvoiceRow:
    part = invoice.assignment
    user = part.contributor.user if permits(who, "know-holder", part) else None
    contract = getattr(part, "contract", None)
    return InvoiceRow(
        invoice=invoice,
        assignment=part,
        name=(user.get_full_name() if user else "") or "",
        email=user.email if user else "",
        contract=contract.reference if contract else "",
    )
