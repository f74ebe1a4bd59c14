"""The audit trail of a round as the team reads it: who did what, by the names that those who may know them know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from commonground.core.models import AuditEntry, User
from commonground.core.verbs import did, verbs_like
from commonground.fieldwork.models import Contributor, Round

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the chain."""

    entry: AuditEntry
    who: str

    @property
    def did(self) -> str:
        return did(self.entry.verb)


def trail(round_: Round, *, words: str = "", page: int | str = 1) -> Page[Any]:
    """A page of the chain, the newest first; ``words`` are looked for in what was done, and to what."""
    rows = AuditEntry.objects.filter(chain=round_.key).order_by("-number")
    for word in words.split():
        rows = rows.filter(Q(verb__icontains=word) | Q(verb__in=verbs_like(word)) | Q(subject__icontains=word))
    shown: Page[Any] = Paginator(rows, PAGE).get_page(page)
    shown.object_list = named(round_, list(shown.object_list))
    return shown


def whole_trail(round_: Round) -> list[Entry]:
    """All of it, the oldest first."""
    return named(round_, list(AuditEntry.objects.filter(chain=round_.key).order_by("number")))


def named(round_: Round, entries: Sequence[AuditEntry]) -> list[Entry]:
    """Entries with the names of those who did them: contributors under their pseudonyms, the team under their own."""
    keys = {entry.by for entry in entries if entry.by}
    people: dict[UUID, str] = {
        user.key: user.get_full_name() or user.email for user in User.objects.filter(key__in=keys)
    }
    hidden = Contributor.objects.filter(index=round_.index_id, user__key__in=keys).select_related("user")
    people |= {each.user.key: each.pseudonym for each in hidden if each.user}
    return [Entry(entry=entry, who=people.get(entry.by, "–") if entry.by else "–") for entry in entries]
