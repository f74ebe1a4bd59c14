"""The life of a questionnaire: drafted, piloted, frozen, corrected in its wording, retired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from commonground.core.actions.audit import record
from commonground.instruments.actions.versions import add_rows, content, next_number
from commonground.instruments.models import Index, QuestionnaireVersion, State
from commonground.instruments.queries.questionnaires import freeze_checklist
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.questionnaires import Questionnaire, meaning_hash, wording_hash
from commonground.methods.questionnaires.checks.freezing import binding_problems
from commonground.methods.questionnaires.pilot import QuestionReport, pilot_document
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.core.models import User


class NotReadyError(CommongroundError):
    """A questionnaire that cannot be frozen yet; its problems say why."""


class StateError(CommongroundError):
    """A version that is not in the state that an action needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A new text version, and the questions whose words it changes: those who answered them saw the older words."""

    version: QuestionnaireVersion
    reworded: tuple[str, ...]
    older_wordings: tuple[str, ...]


def allow(by: User | None, index: Index) -> None:
    """Only the index's team; nobody is named where the command line works for whoever runs the installation."""
    if by is not None and not by.has_perm("instruments.change_index", index):
        raise PermissionDenied


def note(by: User | None, verb: str, version: QuestionnaireVersion, **detail: object) -> None:
    subject = f"questionnaire:{version.index.code}/{version.number}"
    record(by=by, verb=verb, subject=subject, detail={"document": version.document_hash, **detail})


def locked(version: QuestionnaireVersion, *states: State) -> QuestionnaireVersion:
    """The version as it stands now, held until the transaction ends; refused in any other state."""
    current = QuestionnaireVersion.objects.select_for_update().select_related("index").get(pk=version.pk)
    if current.state not in states:
        raise StateError(
            Problem(
                code="questionnaire-state",
                message=Sentence(
                    "Questionnaire %(number)s of %(index)s is %(state)s.",
                    number=current.number,
                    index=current.index.code,
                    state=current.get_state_display(),
                ),
                remedy=Sentence(
                    "This is done to one in one of these states: %(states)s.",
                    states=", ".join(str(State(each).label) for each in states),
                ),
            )
        )
    return current


@transaction.atomic
def add_draft(*, index: Index, questionnaire: Questionnaire, by: User | None) -> QuestionnaireVersion:
    """A draft of ``questionnaire``; the version that has the same content already, where there is one."""
    allow(by, index)
    said = content(questionnaire)
    known = index.questionnaires.filter(document_hash=said["document_hash"]).order_by("number").last()
    if known is not None:
        return known
    version = QuestionnaireVersion.objects.create(index=index, number=next_number(index), **said)
    note(by, "add-questionnaire", version)
    return version


@transaction.atomic
def save_draft(*, version: QuestionnaireVersion, questionnaire: Questionnaire, by: User | None) -> QuestionnaireVersion:
    """Another content of a draft. A piloted one becomes a draft again where its meaning changes."""
    allow(by, version.index)
    current = locked(version, State.DRAFT, State.PILOTED)
    return write(current, questionnaire, by=by)


def write(
    current: QuestionnaireVersion, questionnaire: Questionnaire, *, by: User | None, **detail: object
) -> QuestionnaireVersion:
    """Put another content into a draft that is held."""
    said = content(questionnaire)
    if said["meaning_hash"] != current.meaning_hash:
        current.state, current.pilot = State.DRAFT, {}
    for name, value in said.items():
        setattr(current, name, value)
    current.save()
    note(by, "change-questionnaire", current, **detail)
    return current


@transaction.atomic
def keep_pilot(
    *,
    version: QuestionnaireVersion,
    reports: Iterable[QuestionReport] = (),
    rehearsed: bool = False,
    waived: str = "",
    scores: Mapping[str, Any] | None = None,
    by: User | None,
) -> QuestionnaireVersion:
    """The report on a pilot, or why there was none (``waived``); ``rehearsed`` where its scoring was tried.

    ``scores`` is what the scoring came to, as ``rehearsal_document`` writes it.
    """
    allow(by, version.index)
    current = locked(version, State.DRAFT, State.PILOTED)
    found = pilot_document(reports)
    if not found and not waived.strip():
        message = Sentence("There is neither a report on a pilot nor a reason for having none.")
        raise StateError(Problem(code="questionnaire-pilot", message=message, remedy=Sentence("Give one of the two.")))
    current.pilot = {"questions": found, "rehearsed": rehearsed, "waived": waived.strip(), "scores": dict(scores or {})}
    current.state = State.PILOTED
    current.save()
    note(by, "pilot-questionnaire", current, waived=bool(waived.strip()), rehearsed=rehearsed)
    return current


@transaction.atomic
def freeze(*, version: QuestionnaireVersion, by: User | None) -> QuestionnaireVersion:
    """Make ``version`` final: its document never changes again, and its questions and options become rows.

    Raises ``NotReadyError`` with every problem of the checklist's binding points.
    """
    allow(by, version.index)
    current = locked(version, State.DRAFT, State.PILOTED)
    problems = (*binding_problems(freeze_checklist(current)), *_taken(current))
    if problems:
        raise NotReadyError(*problems)
    add_rows(current, current.questionnaire())
    current.state, current.frozen_at, current.removed = State.FROZEN, timezone.now(), []
    current.save()
    note(by, "freeze-questionnaire", current, meaning=current.meaning_hash, text=current.text_hash)
    return current


def _taken(version: QuestionnaireVersion) -> Sequence[Problem]:
    same = version.index.questionnaires.kept().filter(document_hash=version.document_hash).first()
    if same is None:
        return ()
    message = Sentence("Questionnaire %(number)s is frozen and says the same.", number=same.number)
    return (Problem(code="questionnaire-same", message=message, remedy=Sentence("Use that one.")),)


@transaction.atomic
def retire(*, version: QuestionnaireVersion, by: User | None) -> QuestionnaireVersion:
    """Take a frozen version out of use. It stays readable, and so do the answers to it."""
    allow(by, version.index)
    current = locked(version, State.FROZEN)
    current.state = State.RETIRED
    current.save()
    note(by, "retire-questionnaire", current)
    return current


@transaction.atomic
def correct_wording(*, version: QuestionnaireVersion, questionnaire: Questionnaire, by: User | None) -> Correction:
    """A new text version of a frozen questionnaire, frozen at once: the same meaning in better words.

    Raises ``StateError`` where its meaning is another. Answers keep the hash of the words that they answered, by which
    ``older_wordings`` finds those given before.
    """
    allow(by, version.index)
    current = locked(version, State.FROZEN)
    if meaning_hash(questionnaire) != current.meaning_hash:
        message = Sentence("The correction changes what is asked, not only its words.")
        raise StateError(
            Problem(code="questionnaire-meaning", message=message, remedy=Sentence("Make a draft of it instead."))
        )
    reworded = _reworded(current.questionnaire(), questionnaire)
    if not reworded:
        message = Sentence("The correction changes no words of a question.")
        raise StateError(
            Problem(code="questionnaire-same", message=message, remedy=Sentence("Keep the version that there is."))
        )
    corrected = QuestionnaireVersion.objects.create(
        index=current.index,
        number=next_number(current.index),
        state=State.FROZEN,
        frozen_at=timezone.now(),
        corrects=current,
        pilot=current.pilot,
        **content(questionnaire),
    )
    add_rows(corrected, questionnaire)
    note(by, "correct-questionnaire", corrected, corrects=current.number, reworded=sorted(reworded))
    return Correction(version=corrected, reworded=tuple(reworded), older_wordings=tuple(reworded.values()))


def _reworded(before: Questionnaire, after: Questionnaire) -> dict[str, str]:
    """The questions with other words, and the hash of the words that they had."""
    hashes = {each.code: wording_hash(each, before.source) for each in before.questions}
    return {
        each.code: hashes[each.code]
        for each in after.questions
        if wording_hash(each, after.source) != hashes[each.code]
    }
