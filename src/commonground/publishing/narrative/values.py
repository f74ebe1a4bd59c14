"""What a sentence is filled with, before any language: each value knows its kind, a language how to say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a place, which languages have their own word for where ``territory`` is a code of ISO 3166."""

    text: str
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Several names, in their order."""

    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text that the index's owner wrote, such as the label of a band."""

    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """A score as pages print it."""

    value: float


@dataclass(frozen=True, slots=True)
class Points:
    """A distance in points, with its sign where ``signed``."""

    value: float
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1."""

    value: float


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something; ``noun`` is a word of every language's table, empty for the figure alone."""

    value: int
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A rank."""

    value: int


@dataclass(frozen=True, slots=True)
class When:
    """A period by its label: a year is said otherwise than a name."""

    label: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that has a template of its own."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clauses:
    """Several parts, told as a list."""

    clauses: tuple[Clause, ...]


Value = Named | Names | Quoted | Score | Points | Share | Count | Ordinal | When | Clause | Clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure that a sentence speaks of: where it stands, its kind (score, rank, mean, change …), and itself."""

    node: str
    place: str
    period: str
    kind: str
    value: float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a sentence says, in no language yet. ``key`` is the same in every edition; ``code`` names the template."""

    key: str
    code: str
    values: Mapping[str, Value]
    cells: tuple[Cell, ...]
