"""Which sections a report has, in which order, and what its editors wrote for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonground.publishing.models import ReportPlan
from commonground.publishing.queries.opened import Opened
from commonground.publishing.reports.kinds import SECTIONS, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan as it was kept; ``number`` 0 is that of a report that no editor has touched: every section, no text."""

    kind: Kind
    language: str
    of: str
    number: int
    sections: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


def plan_of(opened: Opened, kind: Kind, language: str, of: str = "", number: int | None = None) -> Plan | None:
    """The plan called by its number, or the last one; None where there is none of that number.

    A place or area without plans of its own has those of its kind of report.
    """
    kept = ReportPlan.objects.filter(edition=opened.edition.pk, kind=kind, language=language, of__in={"", of})
    if number == 0:
        return default(kind, language, of)
    if number is not None:
        found = kept.filter(number=number).first()
        return None if found is None else _plan(found)
    last = kept.order_by("-of", "-number").first()
    return default(kind, language, of) if last is None else _plan(last)


def default(kind: Kind, language: str, of: str = "") -> Plan:
    return Plan(kind=kind, language=language, of=of, number=0, sections=SECTIONS[kind])


def _plan(kept: ReportPlan) -> Plan:
    return Plan(
        kind=Kind(kept.kind),
        language=kept.language,
        of=kept.of,
        number=kept.number,
        sections=tuple(kept.sections),
        texts=kept.texts,
    )
