"""Questionnaire versions of an index: found by number, listed, and which series go on from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonground.instruments.models import Index, QuestionLink, QuestionnaireVersion, State
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.questionnaires.checks.freezing import Point, checklist
from commonground.methods.questionnaires.compare import Became, Link
from commonground.methods.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A questionnaire version in a list."""

    number: int
    state: str
    state_label: str
    languages: tuple[str, ...]
    questions: int
    meaning_hash: str
    text_hash: str
    corrects: int | None
    frozen_at: datetime | None


def find_index(code: str) -> Index:
    """The index of this code; a ``CommongroundError`` that names those there are."""
    found = Index.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Index.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        message = Sentence('There is no index "%(code)s".', code=code)
        raise CommongroundError(
            Problem(code="unknown-index", message=message, remedy=Sentence("There are: %(known)s.", known=known))
        )
    return found


def find_version(index: str, number: int | None = None) -> QuestionnaireVersion:
    """A version of an index's questionnaire: by its number, else the newest."""
    versions = find_index(index).questionnaires.order_by("number")
    found = versions.last() if number is None else versions.filter(number=number).first()
    if found is None:
        known = ", ".join(str(each) for each in versions.values_list("number", flat=True)) or "none yet"
        message = f"The index has no questionnaire {'' if number is None else number}".rstrip() + "."
        raise CommongroundError(
            Problem(
                code="unknown-questionnaire", message=message, remedy=Sentence("There are: %(known)s.", known=known)
            )
        )
    return found


def versions_of(index: Index) -> tuple[VersionLine, ...]:
    """Every version, the newest first."""
    versions = index.questionnaires.select_related("corrects").order_by("-number")
    return tuple(
        VersionLine(
            number=version.number,
            state=version.state,
            state_label=str(State(version.state).label),
            languages=tuple(version.languages),
            questions=len(version.document.get("questions", ())),
            meaning_hash=version.meaning_hash,
            text_hash=version.text_hash,
            corrects=version.corrects.number if version.corrects else None,
            frozen_at=version.frozen_at,
        )
        for version in versions
    )


def freeze_checklist(version: QuestionnaireVersion) -> tuple[Point, ...]:
    """What must be done before ``version`` is frozen, and what a person should look at."""
    pilot: Mapping[str, Any] = version.pilot or {}
    piloted = version.state != State.DRAFT and bool(pilot.get("questions") or pilot.get("waived"))
    return checklist(version.questionnaire(), piloted=piloted, rehearsed=bool(pilot.get("rehearsed")))


def series(older: QuestionnaireVersion, newer: QuestionnaireVersion) -> Mapping[str, Link]:
    """For each old question, the link that a person has confirmed; its series goes on where ``goes_on``.

    A version that only corrects another's words goes on with all of its questions, and needs no links.
    """
    if newer.meaning_hash == older.meaning_hash:
        return {each.code: _itself(each.code) for each in older.questionnaire().questions}
    links = QuestionLink.objects.filter(older=older, newer=newer).exclude(confirmed_at=None)
    return {code: _link(link) for link in links for code in link.before}


def _itself(code: str) -> Link:
    return Link(kind=Became.IDENTICAL, before=(code,), after=(code,))


def _link(link: QuestionLink) -> Link:
    return Link(
        kind=Became(link.kind),
        before=tuple(link.before),
        after=tuple(link.after),
        options=link.options,
        reason=link.reason,
    )
