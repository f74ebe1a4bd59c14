"""Reading the parts of a workbook with expat, refusing what no spreadsheet program writes.

A document type definition is refused where it begins, so no entity is ever declared: neither a file of this machine
nor a million laughs can be drawn in. (`defusedxml` forbids the same, but only for parsers that build a tree.)
"""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from commonground.methods.errors import WorkbookError
from commonground.methods.sentences import Sentence
from commonground.methods.workbooks.container import damaged, refusal


class Handler(Protocol):
    """What reads a part: called at the start and end of every element, and with the text in between."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Some text; an element's text may come in several pieces."""


class Part:
    """A part being parsed: fed with bytes, ended with ``close``."""

    def __init__(self, handler: Handler, *, name: str) -> None:
        self._name = name
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = handler.start
        self._parser.EndElementHandler = handler.end
        self._parser.CharacterDataHandler = handler.characters
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Parse a piece. An encoding that cannot be read is damage, and so is a number or reference of no use."""
        try:
            self._parser.Parse(piece, last)
        except (expat.ExpatError, LookupError, ValueError):
            raise damaged(self._name) from None

    def close(self) -> None:
        """Parse the end."""
        self.feed(b"", last=True)

    def _refuse(self, *_: object) -> None:
        raise document_type(self._name)


def document_type(name: str) -> WorkbookError:
    """The refusal of a part with a document type definition."""
    return refusal(
        "workbook-unsafe",
        Sentence("The workbook holds XML entities, which no spreadsheet program writes."),
        Sentence("Ask the publisher for a clean copy."),
        name,
    )


def local(tag: str) -> str:
    """A tag without its namespace prefix: ``row`` for ``x:row``."""
    return tag.rpartition(":")[2] if ":" in tag else tag
