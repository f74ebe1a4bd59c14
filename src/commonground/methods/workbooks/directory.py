"""The parts of a workbook that say what its sheets are: the list of sheets and the shared texts."""

from __future__ import annotations

import posixpath
import zipfile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from commonground.methods.errors import WorkbookError
from commonground.methods.sentences import Sentence
from commonground.methods.workbooks.container import MAX_RATIO, SAVE, bomb, missing, read_part, refusal
from commonground.methods.workbooks.xml import Handler, Part, local

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
MAX_TEXT = 48 * 2**20
MAX_TAGS = 1_000_000
"""Tags in one of these parts; the official workbooks have some 80,000. A million take a second to read."""
MAX_SHEETS = 1_000
MAX_STYLES, LONGEST_FORMAT = 65_490, 255
"""Styles of cells, and signs of a format, beyond which spreadsheet programs do not go."""


class _Sheets:
    """The sheets named by the workbook part, with the ids of their relations."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            self.sheets.append((attributes.get("name", ""), relation))

    def end(self, tag: str) -> None:
        """Nothing to do: all is said in attributes."""

    def characters(self, text: str) -> None:
        """Nothing to do: all is said in attributes."""


class _Relations(_Sheets):
    """The parts that the relations' ids stand for, and which of them are worksheets."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}
        self.ids: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.ids.add(attributes.get("Id", ""))
        if local(tag) == "Relationship" and attributes.get("Type", "").endswith(("/worksheet", "/sharedStrings")):
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.targets[attributes.get("Id", "")] = part


class _Strings:
    """The shared texts; text above characters to help their reading (``rPh``) is no part of them."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._reading = False
        self._phonetic = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        match local(tag):
            case "si":
                self._pieces = []
            case "rPh":
                self._phonetic = True
            case "t":
                self._reading = not self._phonetic

    def end(self, tag: str) -> None:
        match local(tag):
            case "si":
                self.strings.append("".join(self._pieces))
            case "rPh":
                self._phonetic = False
            case "t":
                self._reading = False

    def characters(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)


class _Styles:
    """The formats of the cells' styles, in the order in which cells refer to them."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self._own: dict[str, str] = {}
        self._listed = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "numFmt":
                self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs":
                self._listed = True
            case "xf" if self._listed:
                number = attributes.get("numFmtId", "0")
                built_in = BUILTIN_FORMATS.get(int(number), "") if number.isdigit() else ""
                self.formats.append(self._own.get(number, built_in))

    def end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self._listed = False

    def characters(self, text: str) -> None:
        """Nothing to do: all is said in attributes."""


def sheet_parts(archive: zipfile.ZipFile, *, name: str) -> list[tuple[str, str]]:
    """The worksheets in their order: name and part. Chart sheets hold no cells and are left out."""
    names = set(archive.namelist())
    if WORKBOOK not in names:
        raise refusal(
            "workbook-not-spreadsheet", Sentence("This is an archive, but not an Excel workbook (.xlsx)."), SAVE, name
        )
    sheets, relations = _Sheets(), _Relations()
    _read(archive, WORKBOOK, sheets, name=name)
    _read(archive, RELATIONS, relations, name=name)
    if len(sheets.sheets) > MAX_SHEETS:
        raise bomb(name, Sentence("it has more than %(most)s sheets", most=f"{MAX_SHEETS:,}"))
    for sheet, relation in sheets.sheets:
        if relation not in relations.ids:
            raise missing(sheet, name)
    listed = [
        (sheet, relations.targets[relation]) for sheet, relation in sheets.sheets if relation in relations.targets
    ]
    for _, part in listed:
        if part not in names:
            raise missing(part, name)
    return listed


def shared_strings(archive: zipfile.ZipFile, *, name: str) -> list[str]:
    """The texts that cells refer to by number; none where the workbook writes its texts into the cells."""
    if STRINGS not in archive.namelist():
        return []
    if archive.getinfo(STRINGS).file_size > MAX_TEXT:
        raise _too_much_text(name)
    strings = _Strings()
    _read(archive, STRINGS, strings, name=name)
    return strings.strings


def date_styles(archive: zipfile.ZipFile, *, name: str) -> frozenset[str]:
    """The styles, as cells refer to them, in which a number is shown as a date or a time."""
    if STYLES not in archive.namelist():
        return frozenset()
    if archive.getinfo(STYLES).file_size > MAX_TEXT:
        raise _too_much_text(name)
    styles = _Styles()
    _read(archive, STYLES, styles, name=name)
    if len(styles.formats) > MAX_STYLES:
        raise bomb(name, Sentence("it has more than %(most)s styles of cells", most=f"{MAX_STYLES:,}"))
    dates = {code for code in set(styles.formats) if len(code) <= LONGEST_FORMAT and is_date_format(code)}
    return frozenset(str(at) for at, code in enumerate(styles.formats) if code in dates)


def _read(archive: zipfile.ZipFile, part: str, handler: Handler, *, name: str) -> None:
    """Parse a part once its tags are counted: counting takes a fiftieth of the time."""
    tags = 0

    def count(piece: bytes) -> None:
        nonlocal tags
        tags += piece.count(b"<")

    read_part(archive, part, count, name=name)
    if tags > MAX_TAGS:
        raise bomb(name, Sentence('its part "%(part)s" has more than %(most)s tags', part=part, most=f"{MAX_TAGS:,}"))
    reader = Part(handler, name=name)
    read_part(archive, part, reader.feed, name=name)
    reader.close()


def _too_much_text(name: str) -> WorkbookError:
    return bomb(
        name,
        Sentence(
            "its texts are longer than %(most)s MiB, or unpack more than %(times)s to 1",
            most=MAX_TEXT // 2**20,
            times=MAX_RATIO,
        ),
    )
