"""Pictures hold their text and shapes, at both widths, or are an error."""

from __future__ import annotations

import io
import re
import struct

import pytest
from django.utils import translation

from commonground.publishing.charts import fonts
from commonground.publishing.charts.fonts import cut, faces, missing, wrapped
from commonground.publishing.charts.pictures import PictureError, _drawn, picture, require_whole
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.explorer.page import explore_page
from tests.publishing.explorer.conftest import asked

pytestmark = pytest.mark.once
PICTURED = [kind for kind in Kind if kind != Kind.TABLE]


def page(book, kind, query="places=XA,XB,XC,XD,XE,XF"):
    return explore_page(asked(book, kind, query))


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("kind", PICTURED)
def test_every_view_is_drawn_with_its_finding_and_source(book, kind, width):
    svg = picture(page(book, kind), "svg", width).decode()
    assert f'width="{width}"' in svg
    assert "Source Serif Pro" in svg
    said = " ".join(re.findall(r"<text[^>]*>([^<]*)", svg))
    assert "Harbour Index" in said
    assert "CC BY 4.0." in said
    assert "Fictional data." in said


@pytest.mark.parametrize("width", [360, 720])
def test_a_png_is_twice_as_fine_as_it_is_wide_and_not_empty(book, width):
    content = picture(page(book, "ranking"), "png", width)
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20])[0] == 2 * width
    assert len(content) > 20_000


def test_a_pdf_carries_our_fonts(book):
    content = picture(page(book, "ranking"), "pdf", 720)
    assert content.startswith(b"%PDF")
    assert b"Source" in content


@pytest.mark.parametrize("kind", ["own", "what-if"])
def test_a_picture_of_an_own_index_says_so(book, kind):
    assert "Not the official index" in picture(page(book, kind), "svg", 720).decode()


def test_a_table_has_no_drawing(book):
    with pytest.raises(PictureError, match="Download its table"):
        picture(page(book, "table"), "svg", 720)


def test_letters_that_no_font_has_are_an_error(book):
    book.places["XA"].name = "高山"
    with pytest.raises(PictureError, match="No font here has the letters"):
        picture(page(book, "ranking"), "svg", 720)


def test_a_picture_without_its_text_or_shapes_is_an_error():
    good = f'<svg font-family="{fonts.families("")}"><text>Sweden</text><path/></svg>'
    require_whole(good, ["Sweden"], 1)
    for lost in (("Norway",), ()):
        with pytest.raises(PictureError, match="without all"):
            require_whole(good, list(lost), 2)
    with pytest.raises(PictureError, match="without all"):
        require_whole("<svg><text>Sweden</text><path/></svg>", ["Sweden"], 1)


def test_a_missing_font_is_an_error(book, monkeypatch):
    faces.cache_clear()
    _drawn.cache_clear()
    monkeypatch.setitem(fonts.PACKAGES, "font_source_sans_pro", ("Nowhere Sans", "Nowhere.ttf"))
    try:
        with pytest.raises(PictureError, match="A font that pictures need is missing"):
            picture(page(book, "ranking"), "svg", 720)
    finally:
        faces.cache_clear()


def test_names_of_the_index_say_their_language_where_the_page_speaks_another(book):
    title = book.node(book.framework.areas[0]).title
    with translation.override("fr"):
        french = picture(page(book, "profile", "places=XA"), "svg", 720).decode()
    english = picture(page(book, "profile", "places=XA"), "svg", 720).decode()
    assert french.startswith('<svg lang="fr"')
    assert f'lang="en" xml:lang="en">{title}</text>' in french
    assert english.startswith('<svg lang="en')
    assert "xml:lang" not in english


def test_arabic_is_drawn_in_its_own_face(book):
    book.places["XA"].name = "السويد"
    with translation.override("ar"):
        svg = picture(page(book, "ranking"), "svg", 720).decode()
    assert "السويد" in svg
    assert "Noto Sans Arabic" in svg


def test_lines_are_as_wide_as_they_may_be():
    lines = wrapped("The mean is highest in Work and lowest in Voice", 20, 200, serif=True)
    assert len(lines) > 1
    assert all(faces()[1].width(line, 20) <= 200 for line in lines)
    assert cut("A long name of a place", 12, 60).endswith("…")
    assert cut("Short", 12, 60) == "Short"
    assert missing(["Türkiye", "−3 → 4"]) == set()


def test_pixels_of_a_picture_hold_text(book):
    from PIL import Image  # noqa: PLC0415 -- Wagtail brings it

    image = Image.open(io.BytesIO(picture(page(book, "ranking"), "png", 720))).convert("L")
    top = image.crop((0, 0, image.width, 80))
    dark = sum(count for shade, count in enumerate(top.histogram()) if shade < 100)
    assert dark > 300
