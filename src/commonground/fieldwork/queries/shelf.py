"""Which rounds a person leads, and what a new one can be made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q, QuerySet

from commonground.core.models import Place
from commonground.fieldwork.models import Round, RoundState
from commonground.instruments.models import FrameworkVersion, Index, QuestionnaireVersion
from commonground.instruments.queries.scoring import fit_of, frameworks_for
from commonground.methods.construction.document import SPEC_SCHEMA

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A round in the list of those that somebody leads."""

    index: str
    number: int
    index_title: str
    title: str
    state: str
    state_label: str
    units: int
    assignments: int
    next_deadline: dt.datetime | None
    imported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a round of an index can be made of, and what stood in the last one."""

    index: Index
    questionnaires: Sequence[QuestionnaireVersion]
    places: tuple[str, ...]
    periods: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Places as they were named: those that are known, and the words that name none or several."""

    places: tuple[Place, ...]
    unknown: tuple[str, ...]
    unclear: tuple[str, ...]


def rounds_led_by(user: User | AnonymousUser) -> tuple[RoundRow, ...]:
    """The rounds of the indices whose team ``user`` belongs to, the newest first, in one query."""
    rows = Round.objects.filter(index__in=Index.objects.visible_to(user)).select_related("index")
    counted = rows.annotate(
        unit_count=Count("units", distinct=True),
        part_count=Count("stages__assignments", distinct=True),
        deadline=Min("stages__deadline", filter=Q(state=RoundState.OPEN)),
    )
    return tuple(
        RoundRow(
            index=row.index.code,
            number=row.number,
            index_title=row.index.title,
            title=row.title,
            state=row.state,
            state_label=row.get_state_display(),
            units=row.unit_count,
            assignments=row.part_count,
            next_deadline=row.deadline,
            imported=bool(row.source_sha256),
        )
        for row in counted.order_by("index__title", "-number")
    )


def indices_led_by(user: User | AnonymousUser) -> tuple[Index, ...]:
    return tuple(Index.objects.visible_to(user).order_by("title"))


def beginning(user: User | AnonymousUser, code: str) -> Beginning | None:
    """What a round of the index called ``code`` can be made of; None where ``user`` leads no such index."""
    index = Index.objects.visible_to(user).filter(code=code).first()
    if index is None:
        return None
    last = index.rounds.order_by("number").last()
    places = last.units.order_by("place__name").values_list("place__scheme", "place__code") if last else []
    periods = last.periods.all() if last else []
    return Beginning(
        index=index,
        questionnaires=list(questionnaires_of(index)),
        places=tuple(f"{scheme}:{place}" for scheme, place in places),
        periods=tuple(f"{p.code}, {p.label}, {p.reference_date or ''}".rstrip(", ") for p in periods),
        title=f"{index.title} {last.number + 1 if last else 1}",
    )


def questionnaires_of(index: Index) -> QuerySet[QuestionnaireVersion]:
    """Those that a round can be made of, the newest first."""
    return QuestionnaireVersion.objects.filter(index=index, state="frozen").order_by("-number")


def frameworks_of(index: Index) -> QuerySet[FrameworkVersion]:
    """All of an index that score answers, the newest first; fieldwork measures nothing."""
    rows = FrameworkVersion.objects.filter(questionnaire__index=index).exclude(document__schema=SPEC_SCHEMA)
    return rows.select_related("questionnaire__index").order_by("-questionnaire__number", "-number")


def fitting_frameworks(questionnaire: QuestionnaireVersion) -> QuerySet[FrameworkVersion]:
    """Those by which answers to a questionnaire can be scored, the newest first."""
    rows = frameworks_for(questionnaire)
    return rows.filter(pk__in=[each.pk for each in rows if not fit_of(each, questionnaire)])


def places_named(words: Sequence[str]) -> Named:
    """The places that words name by ``scheme:code`` or, where only one scheme has it, by ``code``."""
    codes = {word.rpartition(":")[2] for word in words}
    known: dict[str, list[Place]] = {}
    for place in Place.objects.filter(code__in=codes):
        known.setdefault(place.code, []).append(place)
        known.setdefault(f"{place.scheme}:{place.code}", []).append(place)
    found = {word: known.get(word, []) for word in dict.fromkeys(words)}
    return Named(
        places=tuple({one.pk: one for each in found.values() if len(each) == 1 for one in each}.values()),
        unknown=tuple(word for word, each in found.items() if not each),
        unclear=tuple(word for word, each in found.items() if len(each) > 1),
    )
