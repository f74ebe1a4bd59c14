"""From an opened edition to a report: the sections that its editors chose, from the queries that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonground.publishing.display import figured, owned, printed_on, score
from commonground.publishing.narrative.languages import LANGUAGES
from commonground.publishing.narrative.naming import named_in
from commonground.publishing.narrative.told import told_in
from commonground.publishing.queries.area_page import area_page
from commonground.publishing.queries.index_page import index_page
from commonground.publishing.queries.opened import EditionInfo, Opened
from commonground.publishing.queries.place_page import place_page
from commonground.publishing.reports.content import Block, Figure, Picture, Report, Section, Table
from commonground.publishing.reports.kinds import COUNTRY, OF_AREA, OF_PLACE, SECTION_TITLES, TITLES, Kind, locale_of
from commonground.publishing.reports.plans import Plan
from commonground.publishing.reports.sections import closing, editions, places
from commonground.publishing.reports.sections.scope import Subject

Maker = Callable[[Subject, Any], Iterator[Block]]
CLOSING: Mapping[str, Maker] = {
    "method": lambda subject, _page: closing.method(subject),
    "cite": lambda subject, _page: closing.cite(subject),
}
OF_PLACES: Mapping[str, Maker] = {
    "glance": places.glance,
    "standing": places.standing,
    "time": places.time,
    "strengths": places.strengths,
    "nearest": places.nearest,
    "answers": places.answers,
    **CLOSING,
}
MAKERS: Mapping[Kind, Mapping[str, Maker]] = {
    Kind.PROFILE: OF_PLACES,
    Kind.SHEET: {
        "glance": places.sheet_glance,
        "time": places.sheet_time,
        "strengths": places.sheet_strengths,
        "cite": lambda subject, _page: closing.sheet_cite(subject),
    },
    Kind.COMPARATIVE: {
        "glance": editions.glance,
        "ranking": editions.ranking,
        "map": editions.one_map,
        "areas": editions.areas,
        "change": editions.changes,
        "approaches": editions.approaches,
        "each-area": editions.each_area,
        "each-place": editions.each_place,
        "indicators": editions.indicators,
        **CLOSING,
    },
    Kind.AREA: {
        "glance": editions.area_glance,
        "ranking": editions.ranking,
        "map": editions.one_map,
        "parts": editions.parts,
        "change": editions.changes,
        "indicators": editions.area_indicators,
        **CLOSING,
    },
    Kind.PRESS: {"glance": editions.press_glance, "scores": editions.press_scores, **CLOSING},
}
DETAIL = frozenset({"answers", "each-area", "each-place", "indicators"})
WHOLE = frozenset({Kind.PROFILE, Kind.COMPARATIVE, Kind.AREA})


def build(opened: Opened, plan: Plan, *, of: str = "", site: str) -> Report:
    """The report in its plan's language; a ``KeyError`` for a place or area that the edition does not have."""
    with override(locale_of(plan.language)), told_in(plan.language), printed_on(opened.info.scale):
        subject = Subject(
            opened=named_in(opened, plan.language),
            period=opened.default_period,
            language=LANGUAGES[plan.language],
            site=site,
            of=of,
            texts=plan.texts,
        )
        return _report(subject, plan)


def _report(subject: Subject, plan: Plan) -> Report:
    kind, info = plan.kind, subject.opened.info
    page, finding, figure = _page(subject, kind)
    return Report(
        kind=kind,
        of=subject.of,
        language=plan.language,
        rtl=subject.language.direction == "rtl",
        tongue=info.language,
        title=subject.name,
        sort=_sort(subject, kind),
        index=info.title,
        edition=_edition(info),
        notice=_notice(subject),
        finding=finding,
        figure=figure,
        about=tuple(_about(subject)),
        source=_source(subject),
        address=subject.address,
        whole=kind in WHOLE,
        landscape=kind is Kind.PRESS,
        sections=_unlike(tuple(_sections(subject, plan, page))),
        scale=info.scale,
        words={"contents": _("Contents")},
    )


def _page(subject: Subject, kind: Kind) -> tuple[Any, str, Figure | None]:
    """The page that the sections are made from, its finding, and the figure of the cover."""
    opened = subject.opened
    if kind in OF_PLACE:
        page = place_page(opened, subject.of, subject.period)
        return page, page.finding, places.figure_of(page)
    if kind in OF_AREA:
        page = area_page(opened, subject.of, subject.period)
        return page, page.finding, _mean(page.mean, opened)
    page = index_page(opened, subject.period)
    return page, page.finding, _mean(page.mean, opened) if kind is Kind.COMPARATIVE else None


def _mean(value: float | None, opened: Opened) -> Figure:
    band = opened.card.band(value)
    return Figure(
        text=score(value),
        full=_("of %(full)s") % {"full": score(opened.info.scale[1])},
        band=band.label if band else "",
        level=band.level if band else None,
        said=(_("Mean of the places that have a score"),),
    )


def _sort(subject: Subject, kind: Kind) -> str:
    place = subject.opened.places.get(subject.of)
    country = kind is Kind.PROFILE and place is not None and place.scheme == "iso3166"
    return str(COUNTRY if country else TITLES[kind])


def _notice(subject: Subject) -> str:
    """What stands on every page of an edition that is fictional, private, or not published yet."""
    info = subject.opened.info
    said = [
        _("Fictional data.") if info.fictional else "",
        _("Under embargo. Not for publication.") if info.embargo is not None else "",
        "" if info.public or info.embargo is not None else _("Private. Not for publication."),
    ]
    return " ".join(each for each in said if each)


def _about(subject: Subject) -> Iterator[tuple[str, str]]:
    info = subject.opened.info
    yield _("Index"), info.title
    yield _("Edition"), _edition(info)
    yield _("Period"), subject.period.label
    yield _("Date"), format_date(date.fromisoformat(info.published), "long", subject.language.rules)
    yield _("Licence"), info.licence or _("Private, no licence stated.")
    yield _("Address"), subject.address


def _edition(info: EditionInfo) -> str:
    return _("%(label)s, edition %(number)s") % {"label": owned(info.label), "number": info.number}


def _source(subject: Subject) -> str:
    """What stands under every chart and table."""
    info = subject.opened.info
    parts = [
        _("Source:"),
        owned(f"{info.title} {info.label}") + ",",
        _("edition %(n)s") % {"n": info.number} + f", {figured(info.published)}.",
        f"{info.licence}." if info.licence else _("Private, no licence stated."),
    ]
    return " ".join(parts)


def _sections(subject: Subject, plan: Plan, page: Any) -> Iterator[Section]:  # noqa: ANN401 -- a page of any kind
    for code in plan.sections:
        own = tuple(each.strip() for each in plan.texts.get(code, "").split("\n\n") if each.strip())
        made = MAKERS[plan.kind].get(code)
        blocks = tuple(made(subject, page)) if made else ()
        if own or blocks:
            yield Section(code=code, title=str(SECTION_TITLES[code]), own=own, blocks=blocks, detail=code in DETAIL)


def _unlike(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with a code of its own for each table and picture, so that each can be pointed at."""
    return tuple(
        replace(
            section,
            blocks=tuple(
                replace(each, code=f"{section.code}-{each.code}") if isinstance(each, Table | Picture) else each
                for each in section.blocks
            ),
        )
        for section in sections
    )
