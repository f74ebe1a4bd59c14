"""Whose form stands at an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from commonground.fieldwork.models import Assignment, Query, Round, Work
from commonground.fieldwork.queries.access import permits, standing
from commonground.fieldwork.queries.invoices import my_invoice, my_part
from commonground.fieldwork.queries.tasks import held_by

if TYPE_CHECKING:
    from commonground.core.models import User


def writes_at(user: User, parts: Mapping[str, Any]) -> bool:
    """Whether a form whose address has these parts may be this person's: two people may use one browser."""
    if "assignment" in parts:
        return held_by(user, parts["assignment"]) is not None
    if "query" in parts:
        return Query.objects.filter(pk=parts["query"], assignment__contributor__user=user).exists()
    rows = Round.objects.select_related("index").filter(index__code=parts.get("index"), number=parts.get("number", 0))
    round_ = rows.first()
    if round_ is None:
        return False
    who = standing(user, round_)
    return permits(who, "watch", round_) or any(part.stage.work == Work.DECIDE for part in who.held)


def bills_for(user: User, fields: Mapping[str, str]) -> bool:
    """Whether hours or an invoice with these fields may be this person's."""
    invoice, part = (fields.get(name, "") for name in ("invoice", "assignment"))
    if invoice.isdecimal():
        return my_invoice(user, int(invoice)) is not None
    return part.isdecimal() and my_part(user, int(part)) is not None


def held_once(user: User, parts: Mapping[str, Any]) -> bool:
    """Whether the part at an address is, or was, this person's: theirs to know that it was taken back."""
    key: int = parts.get("assignment", 0)
    return Assignment.objects.filter(pk=key, contributor__user=user).exists()
