"""Entering a source, a version, an article: what is there already is given back, and never made twice.

Who may is asked by the room that cites (``fieldwork``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from commonground.core.actions.audit import record
from commonground.core.models import User
from commonground.core.storage import written
from commonground.library.errors import LibraryError
from commonground.library.models import Article, Kind, LegalSource, SourceVersion
from commonground.library.queries.identity import identity, same_title
from commonground.library.queries.sources import same_source
from commonground.methods.errors import Problem

SCHEMES = {"http", "https"}
MOST_ADDRESS = 2000
MOST_SHORT = 200
MOST_TEXT = 100_000


def enter_source(
    *,
    jurisdiction: str,
    kind: str = Kind.LAW,
    title: Mapping[str, str],
    short: str = "",
    url: str = "",
    adopted: dt.date | None = None,
    by: User | None,
) -> LegalSource:
    """The source of this jurisdiction, address and title in any language.

    Raises ``LibraryError`` for what cannot be cited.
    """
    titles = {language: text.strip() for language, text in title.items() if text.strip()}
    problems = [*_title_problems(jurisdiction, titles, short, kind), *_address_problems(url)]
    if problems:
        raise LibraryError(*problems)
    key = identity(jurisdiction, titles, url)

    def enter() -> LegalSource:
        if there := same_source(jurisdiction=jurisdiction, title=titles, url=url):
            return there
        made = LegalSource.objects.create(
            jurisdiction=jurisdiction, kind=kind, title=titles, short=short, url=url, adopted=adopted, identity=key
        )
        record(by=by, verb="enter-source", subject=f"source:{made.pk}", detail={"identity": key})
        return made

    return written(enter)


def enter_version(
    *,
    source: LegalSource,
    label: str = "",
    in_force_from: dt.date | None = None,
    in_force_until: dt.date | None = None,
    by: User | None,
) -> SourceVersion:
    """The version of this label. One that is there keeps its dates."""
    if in_force_from and in_force_until and in_force_until < in_force_from:
        raise LibraryError(
            Problem(
                code="source-dates",
                message=_("The version ends before it begins."),
                remedy=_("Correct one of the two dates."),
                place=str(source),
            )
        )

    def enter() -> SourceVersion:
        if there := source.versions.filter(label=label).first():
            return there
        made = source.versions.create(label=label, in_force_from=in_force_from, in_force_until=in_force_until)
        record(by=by, verb="enter-version", subject=f"source:{source.pk}", detail={"version": made.pk})
        return made

    return written(enter)


def enter_article(
    *, version: SourceVersion, number: str = "", heading: str = "", text: str = "", by: User | None
) -> Article:
    """The article of this number; ``Art. 5`` and ``art 5`` are the same. One that is there keeps its words."""
    if len(text) > MOST_TEXT:
        raise LibraryError(
            Problem(
                code="source-text",
                message=_("An article may have at most %(most)d characters.") % {"most": MOST_TEXT},
                remedy=_("Keep the whole as an archived copy, and enter the part that is cited."),
                place=str(version),
            )
        )

    def enter() -> Article:
        there = {same_title(each.number): each for each in version.articles.all()}
        if same_title(number) in there:
            return there[same_title(number)]
        made = version.articles.create(number=number.strip(), heading=heading, text=text)
        record(by=by, verb="enter-article", subject=f"source:{version.source_id}", detail={"article": made.pk})
        return made

    return written(enter)


def _title_problems(jurisdiction: str, title: Mapping[str, str], short: str, kind: str) -> list[Problem]:
    problems = []
    if not jurisdiction.strip():
        problems.append(
            Problem(code="source-jurisdiction", message=_("The source names no jurisdiction."), remedy=_("Name one."))
        )
    if not title:
        problems.append(Problem(code="source-title", message=_("The source has no title."), remedy=_("Give it one.")))
    if kind not in Kind.values:
        kinds = {"kinds": ", ".join(Kind.values)}
        problems.append(Problem(code="source-kind", message=_("A source is one of: %(kinds)s.") % kinds))
    if len(short) > MOST_SHORT:
        problems.append(Problem(code="source-short", message=_("The short name is too long."), remedy=_("Shorten it.")))
    return problems


def _address_problems(url: str) -> list[Problem]:
    """An address is a page on the web, never a script or a file of somebody's computer."""
    try:
        parts = urlsplit(url.strip())
        fits = not url or (parts.scheme in SCHEMES and bool(parts.hostname) and len(url) <= MOST_ADDRESS)
        fits = fits and (parts.port or 0) >= 0
    except ValueError:
        fits = False
    if fits:
        return []
    return [
        Problem(
            code="source-address",
            message=_("The address is no page on the web."),
            remedy=_("Write one that begins with https://, or leave it out."),
        )
    ]
