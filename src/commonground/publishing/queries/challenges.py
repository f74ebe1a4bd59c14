"""Challenges as everybody, their makers, and the team read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, Signer

from commonground.instruments.models import Index
from commonground.publishing.models import Ask, Challenge, ChallengePolicy, ChallengeState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from commonground.core.models import User
    from commonground.publishing.queries.opened import Opened

SALT = "publishing.challenge"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What everybody reads of a challenge: the team's words. Dates are ISO dates; ``corrected_in`` a pinned name."""

    key: str
    edition: int
    received: str
    state: str
    outcome: str
    outcome_label: str
    about: str
    answer: str
    answered: str
    corrected_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEntry:
    """One step, for the team."""

    step: str
    who: str
    at: datetime
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form of an index asks for."""

    is_open: bool
    name: str
    email: str


def on_record(opened: Opened, place: str, question: str, period: str) -> tuple[OnRecord, ...]:
    """The challenges of an answer that the team has taken up, in this and all earlier editions."""
    rows = Challenge.objects.filter(
        edition__index=opened.edition.index,
        edition__number__lte=opened.edition.number,
        place=place,
        question=question,
        period=period,
    ).exclude(state=ChallengeState.RECEIVED)
    return tuple(map(_on_record, rows.select_related("edition__index", "corrected_in").order_by("received_at")))


def asked_by(index: int) -> Asked:
    """The policy of an index, by its key; all is open and optional where it has none."""
    policy = ChallengePolicy.objects.filter(index=index).first()
    if policy is None:
        return Asked(is_open=True, name=Ask.OPTIONAL, email=Ask.OPTIONAL)
    return Asked(is_open=policy.is_open, name=policy.name, email=policy.email)


def indices_of(user: User) -> QuerySet[Index]:
    """The indices that the user works on."""
    return Index.objects.visible_to(user)


def challenges_for(user: User, state: str = "") -> QuerySet[Challenge]:
    """The challenges of the indices that the user works on, newest first."""
    rows = Challenge.objects.filter(edition__index__in=indices_of(user))
    rows = rows.filter(state=state) if state else rows
    return rows.select_related("edition__index", "corrected_in")


def challenge_for(user: User, key: UUID) -> Challenge | None:
    return challenges_for(user).filter(pk=key).first()


def thread_of(challenge: Challenge) -> tuple[ThreadEntry, ...]:
    """All steps in their order."""
    rows = challenge.entries.select_related("by", "words")
    return tuple(
        ThreadEntry(
            step=str(row.get_step_display()),
            who=str(row.by) if row.by else "",
            at=row.at,
            text=row.words.text if hasattr(row, "words") else "",
            source=row.words.source if hasattr(row, "words") else "",
        )
        for row in rows
    )


def challenger_of(challenge: Challenge) -> Mapping[str, object]:
    """Who made it, as far as they said and it was not erased."""
    person = getattr(challenge, "challenger", None)
    if person is None:
        return {}
    return {"name": person.name, "email": person.email, "confirmed": person.confirmed_at is not None}


def together_with(challenge: Challenge) -> tuple[Challenge, ...]:
    """All challenges that came with the same address, this one among them.

    An address is written to once an hour at most, so one link leads to all of them.
    """
    email = challenger_of(challenge).get("email")
    if not email:
        return (challenge,)
    rows = Challenge.objects.filter(challenger__email=email)
    return tuple(rows.select_related("edition__index", "challenger").order_by("received_at"))


def token_of(challenge: Challenge) -> str:
    """What leads whoever made a challenge back to it."""
    return Signer(salt=SALT).sign(str(challenge.pk)).replace(":", ".")


def challenge_of(token: str) -> Challenge | None:
    """The challenge that a token leads to."""
    try:
        key = Signer(salt=SALT).unsign(token.replace(".", ":"))
    except BadSignature:
        return None
    return Challenge.objects.select_related("edition__index", "challenger").filter(pk=UUID(key)).first()


def _on_record(row: Challenge) -> OnRecord:
    return OnRecord(
        key=str(row.pk),
        edition=row.edition.number,
        received=row.received_at.date().isoformat(),
        state=row.state,
        outcome=row.outcome,
        outcome_label=str(row.get_outcome_display()),
        about=row.about,
        answer=row.answer,
        answered=row.answered_at.date().isoformat() if row.answered_at else "",
        corrected_in=f"{row.edition.index.code}@{row.corrected_in.number}" if row.corrected_in else "",
    )
