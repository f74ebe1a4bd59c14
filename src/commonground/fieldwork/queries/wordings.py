"""Questions whose words were corrected in mid-round, and who answered the older ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonground.core.models import AuditEntry, Mail
from commonground.core.queries.mail import Rendered, preview_mail
from commonground.fieldwork.models import ENDED, Assignment, Round, Work
from commonground.fieldwork.queries.access import permits, questions_read
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.standing import Standing
from commonground.methods.questionnaires import Questionnaire, said, wording_hash
from commonground.responses.queries import Cell, asked, wording

VERB = "correct-wording"
TEMPLATE = "wording_corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction, as the round's chain keeps it."""

    question: str
    older: int
    newer: int
    reason: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OldAnswer:
    """A part whose answers were given to older words. ``told`` where its holder has a mail about it already."""

    assignment: Assignment
    cells: tuple[Cell, ...]
    told: bool


def corrections(round_: Round) -> tuple[Corrected, ...]:
    """Every correction of this round, the newest first."""
    rows = AuditEntry.objects.filter(chain=round_.key, verb=VERB).order_by("-number")
    return tuple(
        Corrected(
            question=row.detail["question"],
            older=row.detail["from"],
            newer=row.detail["to"],
            reason=row.detail["reason"],
            at=row.at,
        )
        for row in rows
    )


def answered_older(round_: Round, who: Standing, question: str, after: Questionnaire | None = None) -> list[OldAnswer]:
    """Whose answers were given to other words than the question has now, or would have in ``after``."""
    now = _hash_now(round_, question, after)
    rows = _answering(round_, who, question)
    given = given_in(rows, [question])
    told = set(Mail.objects.filter(key__in=[mail_key(each, now) for each in rows]).values_list("key", flat=True))
    found = []
    for each in rows:
        cells = tuple(sorted(cell for cell, last in given.get(each.pk, {}).items() if last.wording != now))
        if cells:
            found.append(OldAnswer(assignment=each, cells=cells, told=mail_key(each, now) in told))
    return found


def mail_key(assignment: Assignment, worded: str) -> str:
    """Nobody is told twice of the same words."""
    return f"{TEMPLATE}:{assignment.pk}:{worded[:16]}"


def mail_about(assignment: Assignment, question: str, text: str, after: Questionnaire) -> Mapping[str, Any]:
    """What the mail to one of them says."""
    words = after.question(question)
    return {
        "round": assignment.stage.round.title,
        "unit": assignment.unit.place.name,
        "question": question,
        "words": said(words.text, *after.languages) or said(words.title, *after.languages),
        "text": text,
        "path": f"/tasks/{assignment.pk}/questions/{question}",
    }


def preview_about(old: Sequence[OldAnswer], question: str, text: str, after: Questionnaire) -> Rendered | None:
    """The first of the mails, word for word."""
    for each in old:
        if user := each.assignment.contributor.user:
            context = mail_about(each.assignment, question, text, after)
            return preview_mail(template=TEMPLATE, context=context, language=user.language)
    return None


def hash_now(round_: Round, question: str) -> str:
    return _hash_now(round_, question, None)


def _hash_now(round_: Round, question: str, after: Questionnaire | None) -> str:
    if after is not None:
        return wording_hash(after.question(question), after.source)
    return wording(round_.questionnaire, asked(round_.questionnaire).question(question))


def _answering(round_: Round, who: Standing, question: str) -> list[Assignment]:
    rows = Assignment.objects.filter(stage__round=round_, response__isnull=False).exclude(state__in=ENDED)
    rows = rows.filter(stage__work__in=(Work.ANSWER, Work.REVIEW)).select_related(
        "stage", "unit__place", "contributor__user"
    )
    found = list(rows.order_by("unit__place__name", "pk"))
    for each in found:
        each.stage.round = each.unit.round = round_
    return [each for each in found if permits(who, "read", each) and _open_to(questions_read(who, each), question)]


def _open_to(read: Collection[str] | None, question: str) -> bool:
    return read is None or question in read
