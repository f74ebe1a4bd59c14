"""Charts and figures of editorial pages: what a block names, found in its edition as everybody may read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from django.utils.translation import gettext as _

from commonground.methods.canonical import canonical, digest, round9
from commonground.methods.index.framework import Band
from commonground.publishing.display import printed_on, score
from commonground.publishing.editorial.blocks import CHART
from commonground.publishing.explorer.kinds import Kind, kinds_of
from commonground.publishing.explorer.page import ExplorePage, explore_page
from commonground.publishing.explorer.scope import UnknownWordError, scope
from commonground.publishing.explorer.state import AddressError, read
from commonground.publishing.narrative.naming import named_for_reader
from commonground.publishing.queries.figures import Figure, figure
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo, open_edition
from commonground.publishing.queries.tables import Value
from commonground.publishing.queries.viewers import Viewer

T = TypeVar("T")
VIEW = re.compile(r"/indices/([-\w]+)(?:@([1-9][0-9]{0,5}))?/explore/([-\w]+)")
LONGEST = 400


class BlockError(Exception):
    """A block that shows nothing; the words say why."""


class NotPublicError(BlockError):
    """The edition is not there for everybody: it may be one day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigure:
    """One figure of a place, with where it opens."""

    edition: EditionInfo
    place: str
    node: NodeInfo
    period: PeriodInfo
    figure: Figure
    bands: tuple[Band, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """What a block shows: a chart's page or a figure. ``said`` is its finding, ``digest`` that of its figures."""

    shown: ExplorePage | PlaceFigure
    said: str
    digest: str


def tied(kind: str, value: Mapping[str, object], viewer: Viewer) -> Tied:
    """What a chart or figure shows now. Raises BlockError with the words that say why it shows nothing."""
    return _chart(str(value["view"]), viewer) if kind == CHART else _figure(value, viewer)


def _chart(address: str, viewer: Viewer) -> Tied:
    parts = urlsplit(address.strip())
    named = VIEW.fullmatch(parts.path)
    if named is None:
        raise BlockError(_("This is no address of a view of the explorer: open one and copy its address."))
    index, number, kind = named.groups()
    opened = _open(viewer, index, int(number) if number else None)
    if kind not in {*kinds_of(numeric=opened.info.numeric)}:
        raise BlockError(_("The explorer of this index has no view “%(kind)s”.") % {"kind": kind[:40]})
    try:
        with printed_on(opened.info.scale):
            page = explore_page(scope(opened, read(Kind(kind), parse_qs(parts.query))))
    except (AddressError, UnknownWordError) as error:
        raise BlockError(str(error)) from error
    table = page.chart.table()
    unnamed = [at for at, column in enumerate(table.columns) if column != "name"]
    rows = sorted(([row[at] for at in unnamed] for row in table.rows), key=repr)  # languages order names differently
    return Tied(shown=page, said=page.chart.finding.text[:LONGEST], digest=_digest([list(table.columns), *rows]))


def _figure(value: Mapping[str, object], viewer: Viewer) -> Tied:
    number = value.get("edition")
    opened = _open(viewer, str(value["index"]), number if isinstance(number, int) else None)
    place, code = str(value["place"]), str(value.get("node") or opened.headline)
    name = _found(opened.place, place).name
    node = _found(opened.node, code)
    period = _period(opened, str(value.get("period") or ""))
    shown = figure(opened, code, place, period.code)
    found = PlaceFigure(
        edition=opened.info,
        place=name,
        node=node,
        period=period,
        figure=shown,
        bands=opened.framework.bands,
        address=_address(opened, place, code, period),
    )
    with printed_on(opened.info.scale):
        said = f"{name}, {node.title}, {period.label}: {score(shown.score)}"
    band = shown.band.code if shown.band else ""
    key: list[Value] = [place, code, period.code, shown.score, shown.rank, shown.ranked, band]
    return Tied(shown=found, said=said[:LONGEST], digest=_digest([key]))


def _open(viewer: Viewer, index: str, number: int | None) -> Opened:
    opened = open_edition(viewer, index, number)
    if opened is None:
        raise NotPublicError(_("This edition is not public, so readers see nothing here."))
    return named_for_reader(opened)


def _period(opened: Opened, code: str) -> PeriodInfo:
    if not code:
        return opened.default_period
    found = next((each for each in opened.periods if each.code == code), None)
    if found is None:
        raise BlockError(_("This edition has no period “%(asked)s”.") % {"asked": code[:40]})
    return found


def _found(find: Callable[[str], T], code: str) -> T:
    try:
        return find(code)
    except KeyError as error:
        raise BlockError(str(error.args[0])) from error


def _address(opened: Opened, place: str, node: str, period: PeriodInfo) -> str:
    base = f"/indices/{opened.info.name}/places/{quote(place)}"
    asked = f"?{urlencode({'period': period.code})}" if period != opened.default_period else ""
    return (base if node == opened.headline else f"{base}/{quote(node)}") + asked


def _digest(rows: Iterable[list[Value]]) -> str:
    """What is missing stands as an empty list, which no value is."""
    return digest(canonical([_kept(each) for each in row]) for row in rows)


def _kept(value: Value) -> str | int | float | list[Value]:
    if value is None:
        return []
    return round9(value) if isinstance(value, float) else value
