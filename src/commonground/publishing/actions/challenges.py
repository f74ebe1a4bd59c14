"""Making a challenge, confirming its address, deciding it, and erasing what is personal in it. Each is done once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonground.core.actions.audit import record
from commonground.core.actions.mail import cancel_mail, known_address, queue_mail
from commonground.core.models import Mail
from commonground.core.queries.mail import one_line, plain_text
from commonground.instruments.models import Index
from commonground.methods.errors import CommongroundError, Problem
from commonground.publishing.models import (
    Challenge,
    ChallengeEntry,
    ChallengePolicy,
    Challenger,
    ChallengeState,
    ChallengeWords,
    Outcome,
    Step,
)
from commonground.publishing.queries.challenges import token_of
from commonground.scores.models import Edition

if TYPE_CHECKING:
    from commonground.core.models import User

MOST_AN_HOUR, HOUR = 60, timedelta(hours=1)
CONFIRM = "challenge_confirm"
"""The one mail that goes to an address before its owner has said that it is theirs: once an hour, whoever asks."""
MOST_TEXT = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a reader sends: ``key`` is made with the form, so that sending it twice is one challenge."""

    key: UUID
    reason: str
    source: str = ""
    name: str = ""
    email: str = ""


@transaction.atomic
def make_challenge(*, edition: Edition, place: str, question: str, period: str, doubt: Doubt) -> Challenge:
    """Keep a reader's doubt on an answer; where they gave an address, ask whether it is theirs."""
    Index.objects.select_for_update().get(pk=edition.index_id)
    now = timezone.now()
    said = {"edition": edition, "place": place, "question": question, "period": period, "received_at": now}
    made, new = Challenge.objects.get_or_create(pk=doubt.key, defaults=said)
    if not new:
        return made
    lately = Challenge.objects.filter(edition__index=edition.index, received_at__gt=now - HOUR)
    if lately.count() > MOST_AN_HOUR:
        raise CommongroundError(
            Problem(
                code="challenge-many",
                message=_("Many challenges have arrived within an hour."),
                remedy=_("Try again later; what you wrote stands in the form."),
            )
        )
    email = known_address(doubt.email) if doubt.email else ""
    if email or doubt.name:
        name, language = one_line(clean(doubt.name))[:150], get_language() or ""
        Challenger.objects.create(challenge=made, name=name, email=email, language=language)
    _step(made, Step.RECEIVED, None, text=clean(doubt.reason), source=clean(doubt.source))
    record(by=None, verb="challenge", subject=made.subject, detail={"answer": str(made), "edition": edition.number})
    if email and not Mail.objects.filter(template=CONFIRM, to=email, queued_at__gt=now - HOUR).exists():
        _write(made, CONFIRM, to=email, language=get_language() or "")
    return made


@transaction.atomic
def confirm_address(*, challenge: Challenge) -> bool:
    """Its address and the challenge are those of who says so; they are told what becomes of it from now on.

    False where nothing is to confirm.
    """
    rows = Challenger.objects.filter(challenge=challenge, confirmed_at=None).exclude(email="")
    if not rows.update(confirmed_at=timezone.now()):
        return False
    _step(challenge, Step.CONFIRMED, None)
    record(by=None, verb="confirm-challenge", subject=challenge.subject, detail={})
    return True


@transaction.atomic
def take_up(*, challenge: Challenge, by: User) -> Challenge:
    """Begin to look into it."""
    held = _held(challenge, by)
    if held.state == ChallengeState.RECEIVED:
        held.state = ChallengeState.REVIEW
        held.save(update_fields=["state"])
        _step(held, Step.REVIEW, by)
        record(by=by, verb="take-up-challenge", subject=held.subject, detail={})
        _tell(held, "challenge_review", "review")
    return held


@transaction.atomic
def note(*, challenge: Challenge, key: UUID, text: str, by: User) -> None:
    """What the team says of it among themselves."""
    held = _held(challenge, by)
    if not ChallengeEntry.objects.filter(pk=key).exists():
        _step(held, Step.NOTE, by, key=key, text=clean(text))
        record(by=by, verb="note-challenge", subject=held.subject, detail={"entry": key})


@transaction.atomic
def answer_challenge(*, challenge: Challenge, outcome: str, about: str, answer: str, by: User) -> Challenge:
    """Put the outcome on record, in public words. The same outcome in the same words is said once."""
    held = _held(challenge, by)
    about, answer = clean(about), clean(answer)
    if not (about and answer and outcome in Outcome.values):
        raise CommongroundError(
            Problem(
                code="challenge-answer",
                message=_("An outcome needs what was challenged, what was decided, and why."),
                remedy=_("Fill in all three; everybody reads them."),
                place=str(held),
            )
        )
    if (held.outcome, held.about, held.answer) == (outcome, about, answer):
        return held
    held.state, held.outcome, held.about, held.answer = ChallengeState.ANSWERED, outcome, about, answer
    held.answered_at = timezone.now()
    held.save(update_fields=["state", "outcome", "about", "answer", "answered_at"])
    entry = _step(held, Step.ANSWERED, by, text=answer, outcome=outcome)
    record(by=by, verb="answer-challenge", subject=held.subject, detail={"outcome": outcome})
    _tell(held, "challenge_answered", str(entry.pk))
    return held


@transaction.atomic
def link_correction(*, challenge: Challenge, number: int, by: User) -> Challenge:
    """Say in which later edition an upheld challenge was put right."""
    held = _held(challenge, by)
    later = Edition.objects.filter(index=held.edition.index, number=number, number__gt=held.edition.number).first()
    if later is None or held.outcome not in {Outcome.UPHELD, Outcome.PARTLY}:
        raise CommongroundError(
            Problem(
                code="challenge-correction",
                message=_("Only an upheld challenge is put right, in a later published edition."),
                remedy=_("Publish the erratum first, and name its edition."),
                place=str(held),
            )
        )
    if held.corrected_in_id != later.pk:
        held.corrected_in = later
        held.save(update_fields=["corrected_in"])
        _step(held, Step.CORRECTED, by)
        record(by=by, verb="correct-challenge", subject=held.subject, detail={"edition": later.number})
    return held


@transaction.atomic
def erase_words(*, challenge: Challenge, by: User | None) -> bool:
    """Take away who challenged and what they wrote; the outcome stays. ``by`` is None for whoever made it."""
    held = _held(challenge, by) if by else Challenge.objects.select_for_update().get(pk=challenge.pk)
    gone, _each = Challenger.objects.filter(challenge=held).delete()
    words = ChallengeWords.objects.filter(entry__challenge=held, entry__step=Step.RECEIVED).exclude(text="", source="")
    gone += words.update(text="", source="")
    mails = Mail.objects.filter(key__startswith=f"{held.subject}:")
    cancel_mail(keys=list(mails.values_list("key", flat=True)), by=by)
    mails.update(to="", subject="", body="")
    if gone:
        _step(held, Step.ERASED, by)
        record(by=by, verb="erase-challenger", subject=held.subject, detail={})
    return bool(gone)


@transaction.atomic
def set_policy(*, index: Index, is_open: bool, name: str, email: str, by: User) -> ChallengePolicy:
    """Say whether an index takes challenges, and what it asks of whoever makes one."""
    if not by.has_perm("instruments.change_index", index):
        raise PermissionDenied
    said = {"is_open": is_open, "name": name, "email": email}
    policy, _new = ChallengePolicy.objects.update_or_create(index=index, defaults=said)
    record(by=by, verb="set-challenge-policy", subject=f"index:{index.code}", detail=said)
    return policy


def clean(text: str) -> str:
    """Plain text: no control signs, and none that turn the direction of what stands around it."""
    kept = "".join(sign for sign in text if unicodedata.category(sign) != "Cf" or sign in "\u200c\u200d\u00ad")
    return plain_text(unicodedata.normalize("NFC", kept)).strip()[:MOST_TEXT]


def _held(challenge: Challenge, by: User) -> Challenge:
    held = Challenge.objects.select_for_update(of=("self",)).select_related("edition__index").get(pk=challenge.pk)
    if not by.has_perm("instruments.change_index", held.edition.index):
        raise PermissionDenied
    return held


def _step(
    challenge: Challenge,
    step: Step,
    by: User | None,
    *,
    key: UUID | None = None,
    outcome: str = "",
    **words: str,
) -> ChallengeEntry:
    entry = ChallengeEntry(
        key=key or uuid4(), challenge=challenge, step=step, outcome=outcome, by=by, at=timezone.now()
    )
    entry.save(force_insert=True)
    if words:
        ChallengeWords.objects.create(entry=entry, **words)
    return entry


def _tell(challenge: Challenge, template: str, once: str) -> None:
    """Write to whoever made it, if they confirmed their address."""
    asked = Challenger.objects.filter(challenge=challenge, confirmed_at__isnull=False).first()
    if asked is not None:
        _write(challenge, template, to=asked.email, language=asked.language, once=once)


def _write(challenge: Challenge, template: str, *, to: str, language: str, once: str = "confirm") -> None:
    """No mail carries a word that a stranger wrote: it may go to somebody who never asked."""
    context = {"path": f"/challenges/own/{token_of(challenge)}/", "answer": str(challenge)}
    edition = challenge.edition
    queue_mail(
        key=f"{challenge.subject}:{once}",
        to=to,
        template=template,
        context=context | {"edition": f"{edition.index} {edition.label}", "outcome": challenge.get_outcome_display()},
        language=language,
        by=None,
    )
