"""The reports of an edition, and the plan of one as its editors see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from commonground.publishing.models import ReportPlan
from commonground.publishing.narrative.told import language_told
from commonground.publishing.queries.opened import EditionInfo, Opened
from commonground.publishing.queries.tables import Table
from commonground.publishing.reports.kinds import (
    ALL,
    OF_AREA,
    OF_PLACE,
    SECTION_TITLES,
    SECTIONS,
    TITLES,
    Kind,
    languages,
)
from commonground.publishing.reports.plans import Plan, default, plan_of

FORMS = ("pdf", "docx", "html", "pptx")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """One report in one language and form, under its permanent address below the edition's own."""

    form: str
    language: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """A report of one place or area, or of the whole edition, in all of its files."""

    of: str
    name: str
    files: tuple[ReportFile, ...]

    def in_language(self, language: str) -> tuple[ReportFile, ...]:
        return tuple(file for file in self.files if file.language == language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """All reports of a kind."""

    kind: str
    title: str
    items: tuple[ReportItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """Every report of an edition; ``language`` is that of the files that the page lists, by its code."""

    edition: EditionInfo
    language: str
    languages: tuple[tuple[str, str], ...]
    kinds: tuple[ReportKind, ...]

    def table(self) -> Table:
        """Every file with its address."""
        return Table(
            columns=("report", "of", "name", "language", "form", "address"),
            rows=tuple(
                (kind.kind, item.of, item.name, file.language, file.form, file.address)
                for kind in self.kinds
                for item in kind.items
                for file in item.files
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSection:
    """A section as editors choose it. ``needed`` ones stay."""

    code: str
    title: str
    chosen: bool
    position: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """The plan of a report, and how many there were before it."""

    plan: Plan
    title: str
    sections: tuple[PlannedSection, ...]
    subjects: tuple[tuple[str, str], ...]


def reports_page(opened: Opened) -> ReportsPage:
    """The list of reports."""
    last = _last_plans(opened)
    return ReportsPage(
        edition=opened.info,
        language=language_told().code,
        languages=tuple(languages().items()),
        kinds=tuple(
            ReportKind(
                kind=kind,
                title=str(TITLES[kind]),
                items=tuple(
                    ReportItem(of=of, name=name, files=tuple(_files(opened, kind, of, last)))
                    for of, name in subjects(opened, kind)
                ),
            )
            for kind in Kind
        ),
    )


def subjects(opened: Opened, kind: Kind) -> tuple[tuple[str, str], ...]:
    """What there are reports of: places, areas, or the whole edition."""
    if kind in OF_PLACE:
        return tuple((code, place.name) for code, place in opened.places.items())
    if kind in OF_AREA:
        return tuple((code, opened.node(code).title) for code in opened.framework.areas)
    return (("", opened.info.title),)


def _last_plans(opened: Opened) -> dict[tuple[str, str, str], int]:
    """The number of the last plan by kind, language and what it is of; one query."""
    kept = ReportPlan.objects.filter(edition=opened.edition.pk).order_by("number")
    return {
        (kind, language, of): number
        for kind, language, of, number in kept.values_list("kind", "language", "of", "number")
    }


def _files(opened: Opened, kind: Kind, of: str, last: dict[tuple[str, str, str], int]) -> Iterator[ReportFile]:
    for language in languages():
        number = last.get((kind, language, of), last.get((kind, language, ""), 0))
        for form in FORMS:
            yield ReportFile(form=form, language=language, address=address(opened, kind, of, language, number, form))


def address(opened: Opened, kind: Kind, of: str, language: str, number: int, form: str) -> str:  # noqa: PLR0917 -- the parts of an address
    """The permanent address of a file, from the root of the site."""
    return f"/indices/{opened.info.pinned}/reports/{kind}/{quote(of or ALL)}/{language}-{number}.{form}"


def plan_page(opened: Opened, kind: Kind, language: str, of: str) -> PlanPage:
    """The last plan, with the sections that it leaves out at the end."""
    plan = plan_of(opened, kind, language, of) or default(kind, language, of)
    order = [*plan.sections, *(code for code in SECTIONS[kind] if code not in plan.sections)]
    return PlanPage(
        plan=plan,
        title=str(TITLES[kind]),
        sections=tuple(
            PlannedSection(
                code=code,
                title=str(SECTION_TITLES[code]),
                chosen=code in plan.sections,
                position=at,
                text=plan.texts.get(code, ""),
            )
            for at, code in enumerate(order, start=1)
        ),
        subjects=subjects(opened, kind) if kind in OF_PLACE | OF_AREA else (),
    )
