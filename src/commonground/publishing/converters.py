"""Parts of addresses: an edition (``harbour`` or ``harbour@2``) and a code of a place or node."""

from __future__ import annotations

from typing import NamedTuple


class EditionName(NamedTuple):
    """An index, and the number of a pinned edition; without a number the latest is meant."""

    index: str
    number: int | None = None

    def __str__(self) -> str:
        return self.index if self.number is None else f"{self.index}@{self.number}"


class EditionConverter:
    """``harbour`` for the latest edition, ``harbour@2`` for the second."""

    regex = r"[-\w]+(?:@[1-9][0-9]{0,5})?"

    def to_python(self, value: str) -> EditionName:
        index, _, number = value.partition("@")
        return EditionName(index, int(number) if number else None)

    def to_url(self, value: EditionName | str) -> str:
        return str(value)


class CodeConverter:
    """The code of a place, group or question."""

    regex = r"[^/@\s]+?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SectionConverter:
    """A section of editorial pages, by its code."""

    regex = "about|method|news|topics"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LanguageConverter(SectionConverter):
    """A language of editorial pages, by its code."""

    regex = "en|fr|ar"


class NumberConverter:
    """A number as it is written in one way, and that every database can hold: an address with ``00`` is none."""

    regex = r"(?:0|[1-9][0-9]{0,8})"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)
