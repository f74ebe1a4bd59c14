"""The wording of a node: what most sheets say, and what the others say instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commonground.methods.tables.bundle import WordingVariant
from commonground.methods.workbooks.layouts.layout import FIELDS, CountrySheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A node's canonical wording by field, and the variants: text and the sheets that hold it."""

    canonical: Mapping[str, str]
    variants: tuple[WordingVariant, ...]

    def get(self, field: str) -> str:
        """The canonical wording of a field for readers: without blanks at the ends, with plain line ends."""
        text = self.canonical.get(field, "").replace("\r\n", "\n").replace("\r", "\n")
        return "\n".join(line.strip() for line in text.strip().split("\n"))

    @property
    def title(self) -> str:
        """The canonical title on one line."""
        return " ".join(self.get("title").split())


def collect(sheets: Iterable[CountrySheet]) -> Mapping[str, Words]:
    """The wording of every node of the sheets. The majority's is canonical, ties go to the first sheet."""
    held: dict[str, dict[str, dict[str, list[str]]]] = {}
    for sheet in sheets:
        for node, wording in sheet.wordings.items():
            for field, text in wording.texts.items():
                held.setdefault(node, {}).setdefault(field, {}).setdefault(text, []).append(sheet.name)
    return {node: _words(node, fields) for node, fields in held.items()}


def _words(node: str, fields: Mapping[str, Mapping[str, list[str]]]) -> Words:
    canonical = {field: _majority(texts) for field, texts in fields.items()}
    return Words(canonical=canonical, variants=tuple(_variants(node, fields, canonical)))


def _majority(texts: Mapping[str, list[str]]) -> str:
    return max(texts, key=lambda text: len(texts[text]))


def _variants(
    node: str, fields: Mapping[str, Mapping[str, list[str]]], canonical: Mapping[str, str]
) -> Iterator[WordingVariant]:
    for field in FIELDS:
        for text, sheets in fields.get(field, {}).items():
            if text != canonical[field]:
                yield WordingVariant(question=node, field=field, text=text, sheets=tuple(sheets))
