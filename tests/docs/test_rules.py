"""The page of rules names every rule, and its worked example is what the engine gives."""

from __future__ import annotations

from typing import get_args

import pytest

from commonground.methods.index import Answers, Missing, Rule, Why, score
from commonground.methods.tables.framework import read_framework
from tests.docs.pages import table, text

PAGE = text("reference/rules.md")
HEAD = """\
code: worked-example
title: Worked example
version: "1"
places: [{code: P, name: Place}]
periods: [{code: "1"}]
aggregates: [{code: all, title: All, children: [area]}]
questions:
"""


def plain(cell: str) -> str:
    return cell.strip("`")


def framework(rule: str, missing: str) -> str:
    questions = "".join(f"  - {{code: {code}, title: {code}, options: [{{points: 0}}]}}\n" for code in "ABC")
    area = f"  - code: area\n    title: Area\n    rule: {rule}\n    missing: {missing}\n    children: [A, B, C]\n"
    return f"{HEAD}{questions}areas:\n{area}"


EXAMPLES = [
    (plain(rule), missing, result)
    for rule, *results in table(PAGE, "rule")
    for missing, result in zip(("require", "skip", "{substitute: {points: 0}}"), results, strict=True)
]


@pytest.mark.parametrize(("rule", "missing", "result"), EXAMPLES)
def test_the_worked_example_holds(tmp_path, rule, missing, result):
    path = tmp_path / "framework.yaml"
    path.write_text(framework(rule, missing))
    answers = Answers.from_cells([("P", "1", "A", 90.0), ("P", "1", "B", 40.0)])
    value = score(read_framework(path).framework, answers)["area", "P", "1"]
    assert result == ("none" if value is None else f"{value:.6g}")


@pytest.mark.parametrize("kind", [*get_args(Rule), *get_args(Missing)])
def test_every_rule_has_its_row(kind):
    assert f"| `{kind.__name__}` |" in PAGE


def test_every_reason_for_having_no_score_has_its_sentence():
    assert [(plain(why), sentence) for why, sentence in table(PAGE, "reason")] == [(w.value, w.sentence) for w in Why]
