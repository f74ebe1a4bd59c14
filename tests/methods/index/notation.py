"""Frameworks and answers as a person would jot them down, for tests of the method.

    overall = mean(a, b)
    a       = mean(a1, a2, a3) skip 0.5
    b       = weighted(0.67 b1, 0.33 b2) substitute 0 0.5

Groups that are nobody's child are the aggregates, in their order; the groups below the first are the areas.
Codes that are no groups are questions. Answers are a table with ``-`` for no answer and ``n/a`` where a question
does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from commonground.methods.index import (
    Answers,
    Framework,
    Geometric,
    Group,
    Maximum,
    Mean,
    Median,
    Minimum,
    Missing,
    Question,
    Reason,
    Require,
    Rule,
    Skip,
    Substitute,
    Weighted,
)

LINE = re.compile(r"(?P<code>\S+)\s*=\s*(?P<rule>\w+)\((?P<children>[^)]*)\)\s*(?P<missing>.*)")
PLAIN: Mapping[str, Rule] = {"mean": Mean(), "minimum": Minimum(), "maximum": Maximum(), "median": Median()}


def index(tree: str, rules: Mapping[str, Rule] | None = None, **more: Any) -> Framework:
    """The framework of a tree; ``rules`` replaces what the tree says of a group (for lookup tables)."""
    groups = [_group(line, rules or {}) for line in tree.strip().splitlines()]
    codes = [group.code for group in groups]
    children = list(dict.fromkeys(child for group in groups for child in group.children))
    aggregates = tuple(code for code in codes if code not in children)
    headline = next(group for group in groups if group.code == aggregates[0])
    given: dict[str, Any] = {
        "code": "test",
        "version": "1",
        "title": "A test",
        "questions": tuple(Question(code=code, title=code.upper()) for code in children if code not in codes),
        "groups": tuple(groups),
        "aggregates": aggregates,
        "areas": tuple(code for code in headline.children if code in codes),
    }
    return Framework(**(given | more))


def _group(line: str, rules: Mapping[str, Rule]) -> Group:
    found = LINE.fullmatch(line.strip())
    assert found, line
    parts = [part.split() for part in found["children"].split(",") if part.strip()]
    return Group(
        code=found["code"],
        title=found["code"].upper(),
        children=tuple(part[-1] for part in parts),
        rule=rules.get(found["code"]) or _rule(found["rule"], parts),
        missing=_missing(*found["missing"].split()),
    )


def _rule(name: str, parts: list[list[str]]) -> Rule:
    if name == "weighted":
        return Weighted(weights={code: float(weight) for weight, code in parts})
    return Geometric() if name == "geometric" else PLAIN[name]


def _missing(name: str = "require", *numbers: str) -> Missing:
    if name == "require":
        return Require()
    if name == "skip":
        return Skip(minimum=float(numbers[0]) if numbers else 0.0)
    points, *minimum = map(float, numbers)
    return Substitute(points=points, minimum=minimum[0] if minimum else 0.0)


def answers(table: str, **more: Any) -> Answers:
    """The answers of a table whose columns are place, period (2020 where there is none) and the questions."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    timed = "period" in head
    questions = head[1 + timed :]
    cells = [
        (row[0], row[1] if timed else "2020", question, _points(value))
        for row in rows
        for question, value in zip(questions, row[1 + timed :], strict=True)
    ]
    return Answers.from_cells(cells, questions=questions, **more)


def _points(value: str) -> float | Reason:
    reasons = {"-": Reason.NO_DATA, "n/a": Reason.NOT_APPLICABLE}
    return reasons[value] if value in reasons else float(value)
