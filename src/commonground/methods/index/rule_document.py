"""Rules as plain values for JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonground.methods.index.rules import (
    Geometric,
    Lookup,
    Maximum,
    Mean,
    Median,
    Minimum,
    Missing,
    Require,
    Row,
    Rule,
    Skip,
    Substitute,
    Weighted,
)

Document = dict[str, Any]

_PLAIN_RULES: Mapping[str, Rule] = {"mean": Mean(), "minimum": Minimum(), "maximum": Maximum(), "median": Median()}


def rule_document(rule: Rule) -> Document:
    """A rule as plain values: its name, and its settings if it has any."""
    match rule:
        case Weighted(weights=weights):
            return {"name": "weighted", "weights": dict(weights)}
        case Geometric(floor=floor):
            return {"name": "geometric", "floor": floor}
        case Lookup(rows=rows):
            return {"name": "lookup", "rows": [_row_document(row) for row in rows]}
        case _:
            return {"name": type(rule).__name__.lower()}


def rule_from_document(document: Document) -> Rule:
    """The rule that ``rule_document`` wrote down; a ``KeyError`` for a name that is no rule's."""
    match document["name"]:
        case "weighted":
            return Weighted(weights=dict(document["weights"]))
        case "geometric":
            return Geometric(floor=document["floor"])
        case "lookup":
            return Lookup(rows=tuple(_row(row) for row in document["rows"]))
        case name:
            return _PLAIN_RULES[name]


def _row_document(row: Row) -> Document:
    return {"when": {code: list(points) for code, points in row.when.items()}, "score": row.score}


def _row(document: Document) -> Row:
    return Row(when={code: tuple(points) for code, points in document["when"].items()}, score=document["score"])


def missing_document(missing: Missing) -> Document:
    """A rule for missing data as plain values: its name and its settings."""
    match missing:
        case Require():
            return {"name": "require"}
        case Skip(minimum=minimum):
            return {"name": "skip", "minimum": minimum}
        case _:
            return {"name": "substitute", "points": missing.points, "minimum": missing.minimum}


def missing_from_document(document: Document) -> Missing:
    """The rule for missing data that ``missing_document`` wrote down; a ``KeyError`` for an unknown name."""
    settings = {name: value for name, value in document.items() if name != "name"}
    kinds: Mapping[str, type[Missing]] = {"require": Require, "skip": Skip, "substitute": Substitute}
    return kinds[document["name"]](**settings)
