"""Charts as files: SVG, PNG and PDF. A picture without its text or shapes is an error, never an empty picture."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import vl_convert
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonground.methods.index.framework import Band
from commonground.publishing.charts.fonts import FontError, families, missing
from commonground.publishing.charts.frames import Words
from commonground.publishing.charts.specs import spec_of
from commonground.publishing.charts.tongues import in_tongue, own_words
from commonground.publishing.display import interval
from commonground.publishing.words import foreign

if TYPE_CHECKING:
    from commonground.publishing.explorer.page import ExplorePage

SCALE = 2
"""Dots of a PNG for each unit of its width, so that it is sharp on paper and on fine screens."""
KEPT = 32
TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
SHAPE = re.compile(r"<(?:path|line|rect|circle)\b")
TAG = re.compile(r"<[^>]+>")


class PictureError(Exception):
    """A picture that cannot be drawn whole; the words say why."""


def picture(page: ExplorePage, form: str, width: int) -> bytes:
    """The chart of a page as ``svg``, ``png`` or ``pdf``."""
    chart, words = page.chart, words_of(page)
    if chart.form == "table" or not chart.rows:
        raise PictureError(_("This view has no drawing. Download its table instead."))
    try:
        spec = spec_of(chart, page.edition.scale, words, width)
    except FontError as error:
        raise PictureError(_("A font that pictures need is missing: %(name)s.") % {"name": error}) from error
    drawn = _drawn(json.dumps(spec, sort_keys=True), form)
    if form != "svg":
        return drawn
    own = own_words(chart) | {band for band, _level in words.bands}
    marked = in_tongue(drawn.decode(), own, foreign(page.edition.language))
    return marked.replace("<svg ", f'<svg lang="{get_language()}" ', 1).encode()


def words_of(page: ExplorePage) -> Words:
    """What stands around the drawing: finding, subtitle, and source with edition, licence and date."""
    info = page.edition
    parts = [_("Source:"), "" if page.official else _("own calculation, not the official index, from")]
    parts += [f"{info.title} {info.label},", _("edition %(n)s") % {"n": info.number} + f", {info.published}."]
    parts += [_("Fictional data.") if info.fictional else ""]
    parts += [f"{info.licence}." if info.licence else _("Private, no licence stated.")]
    if page.chart.form == "map":
        parts.append(_("Outlines: Natural Earth, simplified. They take no side in any dispute."))
    return Words(
        finding=page.chart.finding.text,
        subtitle=page.chart.subtitle,
        foot=" ".join(part for part in parts if part),
        warning="" if page.official else _("Not the official index"),
        bands=tuple((band_said(band, page.bands), band.level) for band in page.bands) if page.chart.banded else (),
    )


def band_said(band: Band, bands: tuple[Band, ...]) -> str:
    """A band and the figures that it covers."""
    return f"{band.label} {interval(band.lower, band.upper, last=band.upper == max(each.upper for each in bands))}"


@lru_cache(maxsize=KEPT)
def _drawn(text: str, form: str) -> bytes:
    spec = json.loads(text)
    wanted, shapes = list(_texts(spec)), _shapes(spec)
    if lacking := missing(wanted):
        words = {"letters": " ".join(sorted(lacking)[:8])}
        raise PictureError(
            _("No font here has the letters %(letters)s. Put a font that has them into the folder “fonts”.") % words
        )
    svg = vl_convert.vegalite_to_svg(spec)
    require_whole(svg, wanted, shapes)
    if form == "svg":
        return svg.encode()
    if form == "png":
        return bytes(vl_convert.svg_to_png(svg, scale=SCALE))
    return bytes(vl_convert.svg_to_pdf(svg))


def require_whole(svg: str, wanted: list[str], shapes: int) -> None:
    """A ``PictureError`` where a text is not in the drawing, or there are fewer shapes than marks."""
    said = {html.unescape(TAG.sub("", each)).strip() for each in TEXT.findall(svg)}
    lost = [each for each in wanted if each.strip() and each.strip() not in said]
    if lost or len(SHAPE.findall(svg)) < shapes or families("").split(", ")[1] not in svg:
        raise PictureError(_("The picture came out without all of its text or shapes, and is not shown."))


def _texts(spec: dict) -> list[str]:
    return [value["words"] for values in _values(spec) for value in values if "words" in value]


def _shapes(spec: dict) -> int:
    return sum("words" not in value for values in _values(spec) for value in values)


def _values(spec: dict) -> list[list[dict]]:
    return (
        [part["data"]["values"] for part in spec["layer"]]
        if "datasets" not in spec
        else list(spec["datasets"].values())
    )
