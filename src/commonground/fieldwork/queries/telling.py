"""What was said with a step in the life of an assignment: why it was declined, withdrawn or returned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonground.core.models import AuditEntry, PersonalText
from commonground.fieldwork.models import Assignment

LABELS = {
    "return": _("Returned"),
    "decline": _("Declined"),
    "withdraw": _("Withdrawn"),
    "declare-interests": _("Interests declared"),
}
REASSIGNED = "reassigned"
"""What stands as the reason where a part was given to somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words that went with a step; none where nothing was said, or their writer was erased."""

    label: str
    text: str
    at: dt.datetime


def told_about(assignment: Assignment, *verbs: str) -> tuple[Told, ...]:
    """What was said with these steps, the newest first."""
    entries = list(entries_of(assignment).filter(verb__in=verbs))
    texts = dict(PersonalText.objects.filter(pk__in={entry.personal for entry in entries}).values_list("pk", "text"))
    return tuple(
        Told(label=str(LABELS[entry.verb]), text=_words(texts.get(entry.personal)), at=entry.at) for entry in entries
    )


def entries_of(assignment: Assignment) -> QuerySet[AuditEntry]:
    """Its entries in the round's chain, the newest first."""
    subject = f"assignment:{assignment.stage.code}/{assignment.unit.place.code}/{assignment.pk}"
    rows = AuditEntry.objects.filter(chain=assignment.stage.round.key, subject=subject)
    return rows.order_by("-number")


def _words(said: dict[str, str] | None) -> str:
    text = next(iter(said.values()), "") if said else ""
    return str(_("Given to somebody else.")) if text == REASSIGNED else text
