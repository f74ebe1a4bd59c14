"""The site's fonts: subsets of Source Sans Pro and Source Serif Pro, built once into an installation's own folder.

The fonts come with two Python packages, so no font stands in the repository. "Source" is a reserved font name
under their licence (SIL Open Font License 1.1): the changed files carry names of our own.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from fontTools import subset

if TYPE_CHECKING:
    from pathlib import Path

    from fontTools.ttLib import TTFont

SHEET = "fonts.css"
"""Written last, so that it exists only beside complete fonts."""

CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    *range(0x218, 0x21C),
    0x2C6,
    0x2DA,
    0x2DC,
    0x1E9E,
    *range(0x2009, 0x200C),
    *range(0x2010, 0x2016),  # dashes
    *range(0x2018, 0x201F),  # quotation marks
    *range(0x2020, 0x2023),
    0x2026,
    0x202F,
    *range(0x2030, 0x2034),
    0x2039,
    0x203A,
    0x2044,
    0x20AC,
    0x2116,
    0x2122,
    *range(0x2190, 0x219A),  # arrows
    *(0x2202, 0x2206, 0x220F, 0x2211, 0x2212, 0x221A, 0x221E, 0x222B, 0x2248, 0x2260, 0x2264, 0x2265),
    0x25CA,
)
FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum", "pnum", "numr", "dnom", "frac", "sups")
CSS_NAMES = (1, 3, 4, 6, 16)
"""Family, unique, full, PostScript and typographic family name."""


class Face(NamedTuple):
    """One font file: where it comes from and what a stylesheet calls it."""

    package: str
    original: str
    name: str
    family: str
    weight: int
    style: str


FACES = (
    Face("font_source_sans_pro", "SourceSansPro-Regular.ttf", "sans-400", "Commonground Sans", 400, "normal"),
    Face("font_source_sans_pro", "SourceSansPro-It.ttf", "sans-400-italic", "Commonground Sans", 400, "italic"),
    Face("font_source_sans_pro", "SourceSansPro-Semibold.ttf", "sans-600", "Commonground Sans", 600, "normal"),
    Face("font_source_serif_pro", "SourceSerifPro-Regular.ttf", "serif-400", "Commonground Serif", 400, "normal"),
)


def build_fonts(folder: Path) -> Path:
    """Build the fonts and their stylesheet into ``folder`` unless they stand there; return the stylesheet."""
    sheet = folder / SHEET
    if not sheet.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for face in FACES:
            _build(face, folder)
        unfinished = folder / f"{SHEET}.part"
        unfinished.write_text("".join(map(_rule, FACES)), encoding="ascii")
        unfinished.replace(sheet)
    return sheet


def _build(face: Face, folder: Path) -> None:
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, name_IDs=["*"], hinting=False, notdef_outline=True
    )
    with (
        resources.as_file(resources.files(face.package) / "files" / face.original) as path,
        subset.load_font(str(path), options) as font,
    ):
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=CHARACTERS)
        cutter.subset(font)
        _rename(font, face)
        subset.save_font(font, str(folder / f"{face.name}.woff2"), options)


def _rename(font: TTFont, face: Face) -> None:
    """Give the font our family name; the copyright notice, trademark and licence stay Adobe's."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in CSS_NAMES:
            plain = face.family if record.nameID in {1, 16} else f"{face.family} {face.name.split('-', 1)[1]}"
            text = plain.replace(" ", "") if record.nameID == 6 else plain  # noqa: PLR2004 -- the PostScript name
            names.setName(text, record.nameID, record.platformID, record.platEncID, record.langID)


def _rule(face: Face) -> str:
    return (
        f'@font-face{{font-family:"{face.family}";src:url({face.name}.woff2) format("woff2");'
        f"font-weight:{face.weight};font-style:{face.style};font-display:swap}}\n"
    )
