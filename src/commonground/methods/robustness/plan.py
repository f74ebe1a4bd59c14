"""A plan of runs: what is varied, how often and from which seed, as a typed setting that can be written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from commonground.methods.index.rule_document import (
    missing_document,
    missing_from_document,
    rule_document,
    rule_from_document,
)
from commonground.methods.robustness.assumptions import Combination, Dropping, MissingData, Planned, Weights
from commonground.methods.robustness.intervals import LEVEL
from commonground.methods.robustness.weights import Listed, Noise, Simplex, Spread

Document = dict[str, Any]
RUNS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``runs`` runs that vary ``assumptions``; intervals hold the middle ``level`` of them."""

    assumptions: tuple[Planned, ...]
    runs: int = RUNS
    level: float = LEVEL
    seed: int


def plan_document(plan: Plan) -> Document:
    """A plan as plain values, for ``plan_from_document``."""
    return {
        "assumptions": [_assumption_document(each) for each in plan.assumptions],
        "runs": plan.runs,
        "level": plan.level,
        "seed": plan.seed,
    }


def plan_from_document(document: Document) -> Plan:
    """The plan that ``plan_document`` wrote down; a ``KeyError`` for an assumption of an unknown name."""
    return Plan(
        assumptions=tuple(map(_assumption, document["assumptions"])),
        runs=document["runs"],
        level=document["level"],
        seed=document["seed"],
    )


def _assumption_document(assumption: Planned) -> Document:
    match assumption:
        case Weights(spread=spread, sets=sets, groups=groups):
            return {"name": "weights", "spread": _spread_document(spread), "sets": sets, **_groups_document(groups)}
        case Combination(alternatives=rules, groups=groups):
            return {"name": "combination", "alternatives": list(map(rule_document, rules)), **_groups_document(groups)}
        case MissingData(alternatives=missing, groups=groups):
            alternatives = [{} if rule is None else missing_document(rule) for rule in missing]
            return {"name": "missing", "alternatives": alternatives, **_groups_document(groups)}
        case _:
            return {"name": "dropping", "nodes": list(assumption.nodes)}


def _assumption(document: Document) -> Planned:
    groups = tuple(document["groups"]) if "groups" in document else None
    readers: Mapping[str, Callable[[], Planned]] = {
        "weights": lambda: Weights(spread=_spread(document["spread"]), sets=document["sets"], groups=groups),
        "combination": lambda: Combination(
            alternatives=tuple(map(rule_from_document, document["alternatives"])), groups=groups
        ),
        "missing": lambda: MissingData(
            alternatives=tuple(missing_from_document(each) if each else None for each in document["alternatives"]),
            groups=groups,
        ),
        "dropping": lambda: Dropping(nodes=tuple(document["nodes"])),
    }
    return readers[document["name"]]()


def _groups_document(groups: tuple[str, ...] | None) -> Document:
    """Absent where every group is meant."""
    return {} if groups is None else {"groups": list(groups)}


def _spread_document(spread: Spread) -> Document:
    match spread:
        case Noise(share=share):
            return {"name": "noise", "share": share}
        case Simplex():
            return {"name": "simplex"}
        case _:
            return {"name": "listed", "tables": {group: list(map(list, sets)) for group, sets in spread.tables.items()}}


def _spread(document: Document) -> Spread:
    readers: Mapping[str, Callable[[], Spread]] = {
        "noise": lambda: Noise(share=document["share"]),
        "simplex": Simplex,
        "listed": lambda: Listed(tables={group: tuple(map(tuple, sets)) for group, sets in document["tables"].items()}),
    }
    return readers[document["name"]]()
