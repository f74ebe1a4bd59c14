"""Links between the versions of a questionnaire: proposed, made by a person, confirmed, taken away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from commonground.instruments.actions.questionnaires import StateError, allow, note
from commonground.instruments.models import QuestionLink, QuestionnaireVersion
from commonground.methods.errors import Problem
from commonground.methods.questionnaires.compare import Became, Link, compare, link_problems
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def propose_links(
    *, older: QuestionnaireVersion, newer: QuestionnaireVersion, by: User | None
) -> Sequence[QuestionLink]:
    """Links from ``older`` to ``newer`` for a person to confirm, in place of those that nobody has confirmed."""
    allow(by, newer.index)
    same_index(older, newer)
    links = QuestionLink.objects.filter(older=older, newer=newer)
    links.filter(confirmed_at=None).delete()
    settled = {code for link in links for code in (*link.before, *link.after)}
    difference = compare(older.questionnaire(), newer.questionnaire())
    proposed = [link for link in difference.links if not settled.intersection((*link.before, *link.after))]
    first = 1 + max((link.position for link in links), default=-1)
    rows = [_row(older, newer, position, link) for position, link in enumerate(proposed, start=first)]
    made = QuestionLink.objects.bulk_create(rows)
    note(by, "propose-links", newer, older=older.number, links=len(made))
    return made


def _row(older: QuestionnaireVersion, newer: QuestionnaireVersion, position: int, link: Link) -> QuestionLink:
    return QuestionLink(
        older=older,
        newer=newer,
        position=position,
        kind=link.kind.value,
        before=list(link.before),
        after=list(link.after),
        options=dict(link.options),
        reason=link.reason,
    )


def same_index(older: QuestionnaireVersion, newer: QuestionnaireVersion) -> None:
    if older.index_id != newer.index_id:
        message = Sentence("The two versions belong to different indices.")
        raise StateError(
            Problem(code="questionnaire-links", message=message, remedy=Sentence("Link versions of one index."))
        )


@transaction.atomic
def put_link(
    *,
    older: QuestionnaireVersion,
    newer: QuestionnaireVersion,
    link: Link,
    replacing: QuestionLink | None = None,
    by: User | None,
) -> QuestionLink:
    """A link as a person says that it is, confirmed by that.

    It takes the place of ``replacing``, and of every other link of the same questions.
    Raises ``StateError`` where it cannot be so.
    """
    allow(by, newer.index)
    same_index(older, newer)
    problems = tuple(link_problems(older.questionnaire(), newer.questionnaire(), link))
    if problems:
        raise StateError(*problems)
    for each in _of(older, newer):
        if (replacing and each.pk == replacing.pk) or _touches(each, link):
            each.delete()
    position = 1 + (_of(older, newer).aggregate(last=Max("position"))["last"] or 0)
    made = _row(older, newer, position, link)
    made.confirmed_by, made.confirmed_at = by, timezone.now()
    made.save()
    note(by, "confirm-link", newer, older=older.number, kind=made.kind, before=made.before, after=made.after)
    return made


@transaction.atomic
def confirm_links(
    *, older: QuestionnaireVersion, newer: QuestionnaireVersion, kinds: Collection[Became], by: User | None
) -> int:
    """Confirm every proposed link of ``kinds`` as it is; how many there were."""
    allow(by, newer.index)
    waiting = _of(older, newer).filter(confirmed_at=None, kind__in=[kind.value for kind in kinds])
    count = waiting.update(confirmed_by=by, confirmed_at=timezone.now())
    note(by, "confirm-links", newer, older=older.number, kinds=sorted(kinds), links=count)
    return count


@transaction.atomic
def remove_link(*, link: QuestionLink, by: User | None) -> None:
    """Take a link away: its questions count as removed and added."""
    allow(by, link.newer.index)
    note(by, "remove-link", link.newer, older=link.older.number, before=link.before, after=link.after)
    link.delete()


def _of(older: QuestionnaireVersion, newer: QuestionnaireVersion) -> QuerySet[QuestionLink]:
    return QuestionLink.objects.filter(older=older, newer=newer)


def _touches(row: QuestionLink, link: Link) -> bool:
    return bool(set(row.before) & set(link.before) or set(row.after) & set(link.after))
