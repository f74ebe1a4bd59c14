"""The columns of a form: what each is, and for which language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.xlsform.languages import language_tag
from commonground.methods.questionnaires.xlsform.sheets import Cell, Row, SheetRows, text
from commonground.methods.sentences import Sentence

ALIASES = {
    "relevance": "relevant",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "read_only": "readonly",
}
SPOKEN = {"label", "hint", "constraint_message", "guidance_hint"}
OURS = "cg_"
"""Before the columns that hold what XLSForm has no column for."""
SPOKEN_OURS = {"cg_title", "cg_help", "cg_guidance", "cg_evidence"}

Key = tuple[str, str]
"""What a column is, and the tag of its language."""


def key_of(header: str, source: str) -> Key:
    """What a column is: ``("label", "fr")`` for ``label::French (fr)``, ``("relevant", "")`` for ``bind:relevant``."""
    parts = [part.strip() for part in re.split(r"::?", header.strip().replace("jr:", "jr\x00"))]
    parts = [part.replace("jr\x00", "jr:") for part in parts]
    if len(parts) > 1 and parts[0].lower() == "bind":
        parts = parts[1:]
    base = parts[0].lower().replace(" ", "_")
    base = ALIASES.get(base, base)
    if base in SPOKEN | SPOKEN_OURS:
        return base, language_tag("::".join(parts[1:])) if len(parts) > 1 else source
    return ("::".join((base, *parts[1:])), "")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet with a header row."""

    sheet: SheetRows
    source: str

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """What stands in the first row."""
        return tuple(text(cell) for cell in self.sheet.rows[0]) if self.sheet.rows else ()

    @cached_property
    def columns(self) -> dict[Key, int]:
        """Each column's place."""
        found: dict[Key, int] = {}
        for at, header in enumerate(self.headers):
            if header.strip():
                found.setdefault(key_of(header, self.source), at)
        return found

    @property
    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header, with their number in the sheet."""
        yield from enumerate(self.sheet.rows[1:], start=2)

    def said(self, row: Row, base: str, language: str = "") -> str:
        """What a row says in a column, without blanks around it."""
        at = self.columns.get((base, language))
        return text(row[at]).strip() if at is not None and at < len(row) else ""

    def texts(self, row: Row, base: str) -> dict[str, str]:
        """What a row says in a column, in each language."""
        languages = [language for name, language in self.columns if name == base]
        return {language: said for language in languages if (said := self.said(row, base, language))}

    def plain(self) -> list[dict[str, str]]:
        """The rows as pyxform wants them: texts by header, without what is blank."""
        heads = [" ".join(header.split()) for header in self.headers]
        return [
            {head: said for head, cell in zip(heads, row, strict=False) if head and (said := _as_pyxform(cell))}
            for _, row in self.rows
        ]


def _as_pyxform(cell: Cell) -> str:
    return text(cell).strip().replace("\u00a0", " ")


def repeated_columns(sheet: SheetRows, name: str, source: str) -> Iterator[Problem]:
    """A problem for each column that stands in a sheet twice, in whatever spelling."""
    seen: dict[Key, str] = {}
    for cell in sheet.rows[0] if sheet.rows else ():
        header = text(cell).strip()
        if not header:
            continue
        key = key_of(header, source)
        if key in seen:
            yield Problem(
                code="xlsform-repeated-column",
                place=f"{name}:{sheet.name}:1",
                message=Sentence('The columns "%(one)s" and "%(other)s" say the same.', one=seen[key], other=header),
                remedy=Sentence("Keep one of the two."),
            )
        seen.setdefault(key, header)


def find(sheets: Sequence[SheetRows], name: str) -> SheetRows | None:
    """The sheet called ``name``, in whatever case."""
    return next((sheet for sheet in sheets if sheet.name.strip().lower() == name), None)
