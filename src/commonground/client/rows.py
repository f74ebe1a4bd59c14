"""What the API says, typed. Names are those of its answers."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index."""

    code: str
    title: str
    summary: str
    licence: str
    fictional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition with the hashes of what went in and what came out."""

    number: int
    label: str
    published: str
    inputs_hash: str
    results_hash: str
    platform: dict[str, str]
    runs: dict[str, Any] | None = None
    periods: list[dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place and the groups that it belongs to."""

    code: str
    name: str
    groups: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a question: its points, or the reason for having none."""

    code: str
    label: str
    points: float | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A score or question. ``options`` are a question's, ``children`` everything else's."""

    code: str
    title: str
    kind: str
    text: str
    children: list[str]
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One score at full precision, with the bounds that the edition's runs hold."""

    place: str
    period: str
    node: str
    score: float
    coverage: float
    rank: int
    score_lower: float | None
    score_upper: float | None
    rank_lower: int | None
    rank_upper: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: its state (answered, no_answer, not_applicable), its points and the option chosen."""

    place: str
    period: str
    question: str
    state: str
    points: float | None
    option: str
    label: str
    origin: str
    at: str
    comment: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where an answer is read in the law."""

    place: str
    period: str
    question: str
    source: str
    version: str
    article: str
    place_in: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of another world, before and after."""

    place: str
    period: str
    node: str
    score_before: float | None
    score_after: float | None
    rank_before: int | None
    rank_after: int | None


def read(row: type[Row], said: dict[str, Any]) -> Row:
    """A row of what the API said; names that a later version adds are passed over."""
    known = {each.name for each in fields(row)}  # type: ignore[arg-type]
    values = {name: value for name, value in said.items() if name in known}
    if row is Indicator:
        values["options"] = [read(Option, each) for each in values["options"]]
    return row(**values)
