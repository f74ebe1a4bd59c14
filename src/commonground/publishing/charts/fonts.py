"""The fonts of pictures: Source Sans, Source Serif, Noto Sans Arabic, and those in an installation's folder ``fonts``.

vl-convert draws text in an unknown font, or letters that no font has, as nothing at all and says nothing about it. So
every text is checked before it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import vl_convert
from django.conf import settings
from fontTools.ttLib import TTFont

SANS, SERIF, ARABIC = "Source Sans Pro", "Source Serif Pro", "Noto Sans Arabic"
PACKAGES = {
    "font_source_sans_pro": (SANS, "SourceSansPro-Regular.ttf"),
    "font_source_serif_pro": (SERIF, "SourceSerifPro-Regular.ttf"),
    "fontpkg_noto_sans_arabic": (ARABIC, "NotoSansArabic[wdth,wght].ttf"),
}
UNSEEN = frozenset({0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069})
"""Signs that steer the direction of writing and have no letter."""


class FontError(Exception):
    """A font that pictures need is not there."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font for measuring and for knowing its letters."""

    family: str
    widths: dict[int, float]

    def width(self, text: str, size: float) -> float:
        """How wide a text is in pixels; a letter that is not there counts as an average one."""
        return sum(self.widths.get(ord(letter), 0.5) for letter in text if ord(letter) not in UNSEEN) * size


@cache
def faces() -> tuple[Face, ...]:
    """All fonts, registered for drawing; the first two are ours. A ``FontError`` where one of these is missing."""
    found = []
    for package, (family, name) in PACKAGES.items():
        folder = Path(str(resources.files(package))) / "files"
        regular = folder / name
        if not regular.is_file():
            raise FontError(str(regular))
        vl_convert.register_font_directory(str(folder))
        found.append(_face(regular, family))
    own = Path(settings.HOME) / "fonts"
    if own.is_dir():
        vl_convert.register_font_directory(str(own))
        found += [_face(path, "") for path in sorted(own.glob("*.[to]tf"))]
    return tuple(found)


def families(first: str) -> str:
    """The fonts in which a text is drawn, in the order in which they are tried."""
    return ", ".join(dict.fromkeys((first, *(face.family for face in faces()))))


def missing(texts: Iterable[str]) -> set[str]:
    """The letters that no font has."""
    known = {letter for face in faces() for letter in face.widths} | UNSEEN
    return {letter for text in texts for letter in text if ord(letter) not in known and not letter.isspace()}


def measured(text: str, size: float, *, serif: bool = False) -> float:
    """How wide a text will be: in our font, or in the first that has all of its letters."""
    ours, *_ = faces()[1:] if serif else faces()
    letters = {ord(letter) for letter in text if not letter.isspace()} - UNSEEN
    whole = (face for face in (ours, *faces()) if letters <= face.widths.keys())
    return next(whole, ours).width(text, size)


def wrapped(text: str, size: float, width: float, *, serif: bool = False) -> list[str]:
    """A text in lines no wider than ``width`` pixels."""
    lines: list[str] = []
    for word in text.split():
        if lines and measured(f"{lines[-1]} {word}", size, serif=serif) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cut(text: str, size: float, width: float) -> str:
    """A text no wider than ``width`` pixels."""
    if measured(text, size) <= width:
        return text
    while text and measured(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _face(path: Path, family: str) -> Face:
    with TTFont(str(path), lazy=True) as font:
        em = font["head"].unitsPerEm
        advance = font["hmtx"]
        widths = {code: advance[name][0] / em for code, name in (font.getBestCmap() or {}).items()}
        return Face(family or str(font["name"].getBestFamilyName()), widths)
