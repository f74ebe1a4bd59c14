"""Tagged PDFs, set by Typst in the site's typefaces and colours."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    import typst

FACES = ("font_source_sans_pro", "font_source_serif_pro", "fontpkg_noto_sans_arabic")
COLOUR = re.compile(r"--([a-z]+(?:-\d)?): (?:light-dark\()?(#[0-9a-f]{6})")
LACKING = re.compile(r'the text `"(.*?)"` could not be displayed')
STANDARD = "ua-1"
"""PDF/UA: headings, tables and reading order are tagged, and the language and title are stated."""


class LettersError(CommongroundError):
    """A text holds letters that the typefaces do not have; ``letters`` are these."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        message = Sentence('A text holds "%(letters)s", which the typefaces of the PDF do not have.', letters=letters)
        super().__init__(
            Problem(
                code="report-letters",
                message=message,
                remedy=Sentence("Use another format, or write it in other letters."),
            )
        )


def set_pdf(template: bytes, **values: Any) -> bytes:
    """``template`` set with ``values``, each in ``sys.inputs`` as JSON, and the light ``colours`` of the site.

    The same values give the same bytes on the same machine. Raises ``LettersError``.
    """
    import typst  # noqa: PLC0415 -- a large library that few commands need

    try:
        whole: bytes = typst.compile(
            template,
            font_paths=_faces(),
            pdf_standards=[STANDARD],
            sys_inputs={name: json.dumps(value) for name, value in {**values, "colours": _colours()}.items()},
        )
    except typst.TypstError as error:
        if lacking := LACKING.search(str(error)):
            raise LettersError(lacking[1]) from None
        raise
    return whole


@cache
def _faces() -> typst.Fonts:
    """The site's typefaces, read once."""
    import typst  # noqa: PLC0415 -- a large library that few commands need

    folders = [str(resources.files(face).joinpath("files")) for face in FACES]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _colours() -> dict[str, str]:
    """The light colours of the site's tokens."""
    sheet = resources.files("commonground.site").joinpath("static/site/commonground.css").read_text(encoding="utf-8")
    return dict(reversed(COLOUR.findall(sheet)))
