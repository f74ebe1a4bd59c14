"""Working on a draft, one part at a time, so that two people who change different parts never meet.

Who changes a part says which part they saw (``seen``, its ``part_hash``). Where it has changed since, nothing is
written and ``StaleError`` carries what stands there now.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from commonground.instruments.actions.questionnaires import StateError, allow, locked, note, write
from commonground.instruments.actions.versions import content, next_number
from commonground.instruments.models import Index, QuestionnaireVersion, State
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.questionnaires import Question, Questionnaire, Section
from commonground.methods.questionnaires import editing as edit
from commonground.methods.questionnaires.texts import Texts
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.core.models import User

MOST_REMOVED = 50
"""Parts that can be put back; older ones are forgotten."""
OPEN = (State.DRAFT, State.PILOTED)

WHAT = {"question": Sentence("question"), "section": Sentence("section")}


class StaleError(CommongroundError):
    """Somebody else has changed the part since it was looked at. ``stands`` is what it is now, None if taken out."""

    def __init__(self, stands: Question | Section | Questionnaire | None) -> None:
        self.stands = stands
        message = Sentence("It was changed by somebody else since this page was opened. Nothing of yours was written.")
        remedy = Sentence("Compare the two, and save again.")
        super().__init__(Problem(code="questionnaire-stale", message=message, remedy=remedy))


@transaction.atomic
def start_draft(*, index: Index, title: str, language: str, by: User | None) -> QuestionnaireVersion:
    """An empty draft."""
    allow(by, index)
    blank = Questionnaire(code=index.code, title={language: title}, languages=(language,))
    return _new(index, blank, by)


@transaction.atomic
def draft_from(*, version: QuestionnaireVersion, by: User | None) -> QuestionnaireVersion:
    """A draft that begins as ``version`` is."""
    allow(by, version.index)
    return _new(version.index, version.questionnaire(), by, copies=version.number)


def _new(
    index: Index, questionnaire: Questionnaire, by: User | None, *, copies: int | None = None
) -> QuestionnaireVersion:
    number = next_number(index)
    said = content(replace(questionnaire, version=str(number)))
    version = QuestionnaireVersion.objects.create(index=index, number=number, **said)
    note(by, "add-questionnaire", version, **({} if copies is None else {"copies": copies}))
    return version


@transaction.atomic
def discard(*, version: QuestionnaireVersion, by: User | None) -> None:
    """Throw a draft away for good."""
    allow(by, version.index)
    current = locked(version, *OPEN)
    note(by, "discard-questionnaire", current)
    try:
        current.delete()
    except ProtectedError:
        message = Sentence("A round or a scoring framework rests on this version.")
        raise StateError(Problem(code="questionnaire-in-use", message=message, remedy=Sentence("Keep it."))) from None


@transaction.atomic
def put_heading(
    *, version: QuestionnaireVersion, title: Texts, text: Texts, languages: tuple[str, ...], seen: str, by: User | None
) -> QuestionnaireVersion:
    """What the questionnaire says of itself, and its languages, the source language first."""
    current, questionnaire = _held(version, by)
    if edit.heading_hash(questionnaire) != seen:
        raise StaleError(questionnaire)
    changed = replace(questionnaire, title=title, text=text, languages=languages)
    return write(current, changed, by=by, part="heading")


@transaction.atomic
def put_question(
    *,
    version: QuestionnaireVersion,
    question: Question,
    replacing: str = "",
    seen: str = "",
    everywhere: bool = False,
    by: User | None,
) -> QuestionnaireVersion:
    """A question in the place of ``replacing``, as it was ``seen``, or a new one. See ``editing.with_question``."""
    current, questionnaire = _held(version, by)
    _same(questionnaire, "question", replacing, seen)
    changed = edit.with_question(questionnaire, question, replacing=replacing, everywhere=everywhere)
    return write(current, changed, by=by, question=question.code)


@transaction.atomic
def put_section(
    *, version: QuestionnaireVersion, section: Section, replacing: str = "", seen: str = "", by: User | None
) -> QuestionnaireVersion:
    """A section in the place of ``replacing``, as it was ``seen``, or a new one."""
    current, questionnaire = _held(version, by)
    _same(questionnaire, "section", replacing, seen)
    changed = edit.with_section(questionnaire, section, replacing=replacing)
    return write(current, changed, by=by, section=section.code)


@transaction.atomic
def move(*, version: QuestionnaireVersion, what: str, code: str, up: bool, by: User | None) -> QuestionnaireVersion:
    """A ``question`` or ``section`` one place up or down among its neighbours."""
    current, questionnaire = _held(version, by)
    _known(questionnaire, what, code)
    moved = edit.moved_question if what == "question" else edit.moved_section
    changed = moved(questionnaire, code, up=up)
    return current if changed == questionnaire else write(current, changed, by=by, moved=code)


@transaction.atomic
def remove(*, version: QuestionnaireVersion, what: str, code: str, by: User | None) -> QuestionnaireVersion:
    """Take out a ``question``, or a ``section`` with all in it; ``put_back`` undoes it."""
    current, questionnaire = _held(version, by)
    part = _known(questionnaire, what, code)
    without = edit.without_question if what == "question" else edit.without_section
    changed, removed = without(questionnaire, code)
    entry = edit.removed_document(questionnaire, removed) | {
        "what": what,
        "code": code,
        "title": next(filter(None, (*part.title.values(), *part.text.values())), code)[:200],
        "count": len(removed.questions),
        "at": timezone.now().isoformat(timespec="seconds"),
    }
    current.removed = [*current.removed, entry][-MOST_REMOVED:]
    return write(current, changed, by=by, removed=code)


@transaction.atomic
def put_back(*, version: QuestionnaireVersion, what: str, code: str, by: User | None) -> QuestionnaireVersion:
    """Put what was taken out last under this code back where it stood."""
    current, questionnaire = _held(version, by)
    entry = _taken_out(current, what, code)
    changed = edit.restored(questionnaire, edit.removed_from_document(entry))
    current.removed = [each for each in current.removed if each is not entry]
    return write(current, changed, by=by, restored=code)


def _taken_out(version: QuestionnaireVersion, what: str, code: str) -> dict[str, Any]:
    for entry in reversed(version.removed):
        if (entry["what"], entry["code"]) == (what, code):
            found: dict[str, Any] = entry
            return found
    message = Sentence('No %(what)s "%(code)s" was taken out of this version.', what=WHAT[what], code=code)
    raise StateError(
        Problem(code="questionnaire-no-part", place=code, message=message, remedy=Sentence("It may be back already."))
    )


def _held(version: QuestionnaireVersion, by: User | None) -> tuple[QuestionnaireVersion, Questionnaire]:
    allow(by, version.index)
    current = locked(version, *OPEN)
    return current, current.questionnaire()


def _same(questionnaire: Questionnaire, what: str, code: str, seen: str) -> None:
    """Refuse where the part is another than it was seen."""
    parts = questionnaire.questions if what == "question" else questionnaire.sections
    stands = next((each for each in parts if each.code == code), None)
    if code and edit.part_hash(stands) != seen:
        raise StaleError(stands)


def _known(questionnaire: Questionnaire, what: str, code: str) -> Question | Section:
    if what == "question":
        return edit.known_question(questionnaire, code)
    return edit.known_section(questionnaire, code)
