"""The content of a sheet's XML: what is left when empty rows and empty cells are taken out.

Official workbooks carry tens of thousands of cells that hold a format and nothing else, and a sheet saved by accident
with a million empty rows is an everyday thing. Both pack a thousand to one and say nothing; so they are cut away by a
regular expression before anything is parsed or judged, and only the rest counts towards the ratio of a bomb and the
limit of cells. Rows and cells that do not state their own position keep their place by being counted, so they are not
cut from what is parsed. (Every spreadsheet program writes the position first; another order only costs time.)
"""

from __future__ import annotations

import re

from commonground.methods.sentences import Sentence
from commonground.methods.workbooks.container import HARMLESS, MAX_RATIO, bomb

MAX_CELLS = 200_000
MAX_CELLS_IN_ALL = 600_000
MAX_CONTENT = 96 * 2**20
MAX_TAGS = 2_000_000
"""Tags in one sheet: ten for each cell that it may have."""

_PLACED = re.compile(rb"<(?:c|row) r=[^<>]*/>|<c r=[^<>]*>(?:<v ?/>|<v></v>)?</c>")
_PLACED_ROW = re.compile(rb"<row r=[^<>]*>\s*</row>")
_ANY = re.compile(rb"<(?:\w+:)?(?:c|row)(?:\s[^<>]*)?/>|<((?:\w+:)?c)(?:\s[^<>]*)?></\1>")
_ANY_ROW = re.compile(rb"<((?:\w+:)?row)(?:\s[^<>]*)?>\s*</\1>")
_CELL = re.compile(rb"</(?:\w+:)?c>")


class Pieces:
    """Cuts a stream of bytes between two tags, so that no piece holds half of one."""

    def __init__(self) -> None:
        self._rest = b""

    def cut(self, piece: bytes) -> bytes:
        """What may be handled now: all up to the last tag that is whole."""
        piece = self._rest + piece
        end = piece.rfind(b">") + 1 or len(piece)
        self._rest = piece[end:]
        return piece[:end]

    @property
    def rest(self) -> bytes:
        """What is left at the end of the stream."""
        return self._rest


def content(piece: bytes) -> bytes:
    """A piece without the empty rows and cells that state their own position."""
    return _PLACED_ROW.sub(b"", _PLACED.sub(b"", piece))


class Census:
    """Counts the content of one sheet while it is unpacked, and stops at the limits."""

    def __init__(
        self,
        *,
        name: str,
        sheet: str,
        packed: int,
        allowed_cells: int = MAX_CELLS_IN_ALL,
        most: int = MAX_CELLS_IN_ALL,
    ) -> None:
        self.cells = 0
        self.bytes = 0
        self.tags = 0
        self._pieces = Pieces()
        self._name = name
        self._sheet = sheet
        self._most_bytes = max(HARMLESS, min(MAX_CONTENT, MAX_RATIO * packed))
        self._allowed_cells = allowed_cells
        self._most_cells = most

    def feed(self, piece: bytes) -> None:
        """Count one piece."""
        whole = content(self._pieces.cut(piece))
        if len(whole) + self.bytes > self._most_bytes or whole.count(b"<") + self.tags > MAX_TAGS:
            whole = _ANY_ROW.sub(b"", _ANY.sub(b"", whole))
        self.bytes += len(whole)
        self.tags += whole.count(b"<")
        self.cells += len(_CELL.findall(whole))
        if self.cells > MAX_CELLS:
            raise bomb(
                self._name,
                Sentence(
                    'its sheet "%(sheet)s" has more than %(most)s cells that are not empty',
                    sheet=self._sheet,
                    most=f"{MAX_CELLS:,}",
                ),
            )
        if self.cells > self._allowed_cells:
            raise bomb(
                self._name,
                Sentence("its sheets have more than %(most)s cells that are not empty", most=f"{self._most_cells:,}"),
            )
        if self.tags > MAX_TAGS:
            raise bomb(
                self._name,
                Sentence('its sheet "%(sheet)s" has more than %(most)s tags', sheet=self._sheet, most=f"{MAX_TAGS:,}"),
            )
        if self.bytes > self._most_bytes:
            raise bomb(
                self._name,
                Sentence('its sheet "%(sheet)s" unpacks more than %(times)s to 1', sheet=self._sheet, times=MAX_RATIO),
            )
