"""The sentences of an edition as its team sees them: what is generated, what was edited, what is to be checked."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.publishing.narrative.facts.editions import of_edition
from commonground.publishing.narrative.facts.nodes import of_area, of_group, of_indicator
from commonground.publishing.narrative.facts.places import of_place
from commonground.publishing.narrative.grammar import Language
from commonground.publishing.narrative.told import Draft, drafts, note_of
from commonground.publishing.narrative.values import Fact
from commonground.publishing.queries.earlier import Earlier
from commonground.publishing.queries.opened import Opened, PeriodInfo
from commonground.publishing.queries.place_groups import groups_of
from commonground.scores.models import Edition
from commonground.scores.queries import differences

KINDS = ("places", "areas", "indicators", "groups", "edition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The sentences of one kind of page in one language, and how many are in which state; ``note`` is the edition's."""

    kind: str
    language: str
    sentences: tuple[Draft, ...]
    states: tuple[tuple[str, int], ...]
    note: str


def texts(opened: Opened, kind: str, period: PeriodInfo, language: Language, state: str = "") -> Texts:
    """All sentences of a kind, or those in one state."""
    found = drafts(opened, facts_of(opened, kind, period), language)
    names = ("generated", "edited", "check")
    return Texts(
        kind=kind,
        language=language.code,
        sentences=tuple(each for each in found if not state or each.state == state),
        states=tuple((name, sum(each.state == name for each in found)) for name in names),
        note=note_of(opened, language),
    )


def fact_of(opened: Opened, kind: str, period: PeriodInfo, key: str) -> Fact | None:
    """The fact behind a sentence; None where the edition says no such thing."""
    return next((fact for fact in facts_of(opened, kind, period) if fact.key == key), None)


def facts_of(opened: Opened, kind: str, period: PeriodInfo) -> tuple[Fact, ...]:
    """Every fact of a kind of page."""
    framework = opened.framework
    match kind:
        case "places":
            said = [of_place(opened, place, period) for place in opened.places]
        case "areas":
            said = [of_area(opened, node, period) for node in framework.areas]
        case "indicators":
            said = [of_indicator(opened, question.code, period) for question in framework.questions]
        case "groups":
            said = [of_group(opened, group, period) for group in groups_of(opened).values()]
        case _:
            older = Edition.objects.filter(index=opened.edition.index_id, number__lt=opened.edition.number)
            before = older.select_related("framework").order_by("-number").first()
            said = [] if before is None else [of_edition(opened, Earlier(before), differences(before, opened.edition))]
    return tuple(fact for part in said for fact in part)
