"""Entering what an answer cites: the source once, its version, the article, and a copy to be kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from commonground.fieldwork.actions.shared import held_assignment
from commonground.fieldwork.models import Assignment
from commonground.library.actions import archive_copy, enter_article, enter_source, enter_version
from commonground.library.models import Article

if TYPE_CHECKING:
    from commonground.core.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source as it was typed. ``copy`` are the bytes of a file and its name."""

    title: str
    language: str
    article: str
    adopted: dt.date | None = None
    in_force_from: dt.date | None = None
    in_force_until: dt.date | None = None
    url: str = ""
    copy: tuple[bytes, str] | None = None


@transaction.atomic
def enter_cited(*, assignment: Assignment, entry: SourceEntry, by: User) -> Article:
    """The article to be cited: found where it was entered before, and entered where it was not."""
    held = held_assignment(assignment, "answer", by)
    source = enter_source(
        jurisdiction=held.unit.subject,
        title={entry.language: entry.title},
        url=entry.url,
        adopted=entry.adopted,
        by=by,
    )
    version = enter_version(
        source=source,
        label=entry.in_force_from.isoformat() if entry.in_force_from else "",
        in_force_from=entry.in_force_from,
        in_force_until=entry.in_force_until,
        by=by,
    )
    if entry.copy:
        content, name = entry.copy
        archive_copy(version=version, content=content, name=name, by=by)
    return enter_article(version=version, number=entry.article, by=by)
