"""What fieldwork does when it hears of a person being erased: the work stays, under the pseudonym."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from commonground.core.events import person_erased
from commonground.fieldwork.models import Contributor, Invoice, ReturnedWorkbook

if TYPE_CHECKING:
    from uuid import UUID

NAMELESS = "workbook.xlsx"


@receiver(person_erased)
def take_names_away(key: UUID, **_said: Any) -> None:
    """Nobody appears by name any more; what they wrote about themselves on invoices and in names of files goes."""
    Contributor.objects.filter(user__key=key).update(named=False)
    Invoice.objects.filter(assignment__contributor__user__key=key).update(what="", number="", remark="")
    ReturnedWorkbook.objects.filter(by__key=key).update(name=NAMELESS)
