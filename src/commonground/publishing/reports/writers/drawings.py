"""Pictures of a report as drawings, SVG, or PNG. One without its letters is an error, never an empty picture."""

from __future__ import annotations

import vl_convert

from commonground.core.typesetting import LettersError
from commonground.publishing.charts.fonts import faces, missing
from commonground.publishing.charts.layers import Drawing
from commonground.publishing.charts.marks import marks_of, svg_of
from commonground.publishing.charts.specs import drawing_of
from commonground.publishing.charts.tongues import in_tongue, own_words
from commonground.publishing.reports.content import Picture

WIDTH, SHORT, TALL = 720, 125, 340
SCALE = 2


def drawing(picture: Picture) -> Drawing:
    """The picture without title and source, which stand around it as text."""
    return drawing_of(picture.chart, picture.scale, WIDTH, SHORT if picture.short else TALL)


def svg(picture: Picture, foreign: str) -> str:
    """The picture in a page; names of the index are in ``foreign``, where that is another language."""
    return in_tongue(svg_of(drawing(picture), picture.alt), own_words(picture.chart), foreign)


def png(picture: Picture) -> bytes:
    """The picture for a Word document. Raises ``LettersError`` where no font has one of its letters."""
    faces()
    made = drawing(picture)
    if lacking := missing(mark["words"] for mark in marks_of(made)[2] if mark["kind"] == "words"):
        raise LettersError("".join(sorted(lacking)[:8]))
    return bytes(vl_convert.svg_to_png(svg_of(made, picture.alt), scale=SCALE))
