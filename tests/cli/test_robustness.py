"""`commonground robustness`: without a database, and the same for the same seed."""

from __future__ import annotations

import json

import pytest

from commonground.cli import main

FRAMEWORK = """\
code: tiny
title: Tiny Index
version: "1"
scales:
  three:
    - {code: "yes", label: Yes, points: 100}
    - {code: half, label: Half, points: 50}
    - {code: "no", label: No, points: 0}
questions:
  - {code: A1, title: Is it open?, scale: three}
  - {code: A2, title: Is it lit?, scale: three}
  - {code: B1, title: Is it dry?, scale: three}
areas:
  - {code: a, title: Quays, rule: mean, children: [A1, A2]}
  - {code: b, title: Sheds, rule: mean, children: [B1]}
aggregates:
  - {code: overall, title: Overall, rule: mean, children: [a, b]}
places: [{code: XA, name: Alder}, {code: XB, name: Brannick}]
periods: [{code: "2020", label: "2020"}, {code: "2024", label: "2024"}]
"""
ANSWERS = """\
place,period,question,answer
XA,2020,A1,no
XA,2020,A2,no
XA,2020,B1,no
XB,2020,A1,yes
XB,2020,A2,yes
XB,2020,B1,yes
XA,2024,A1,yes
XA,2024,A2,yes
XA,2024,B1,no
XB,2024,A1,half
XB,2024,A2,half
XB,2024,B1,half
"""


@pytest.fixture
def tiny(tmp_path) -> list[str]:
    (tmp_path / "tiny.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return [str(tmp_path / "tiny.yaml"), str(tmp_path / "answers.csv"), "--base", "16"]


def printed(words: list[str], capsys) -> dict:
    assert main(["robustness", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_for_programs_is_the_same_for_the_same_seed(tiny, capsys):
    found = printed([*tiny, "--runs", "200", "--seed", "4"], capsys)
    assert (found["framework"], found["version"], found["period"], found["node"]) == ("tiny", "1", "2024", "overall")
    assert (found["runs"], found["seed"]) == (200, 4)
    assert [unit["nominal"] for unit in found["units"]] == [1, 1]
    assert found == printed([*tiny, "--runs", "200", "--seed", "4"], capsys)
    assert found["units"] != printed([*tiny, "--runs", "200", "--seed", "5"], capsys)["units"]


def test_period_node_and_level_are_chosen(tiny, capsys):
    found = printed([*tiny, "--period", "2020", "--node", "a", "--level", "0.5", "--runs", "20"], capsys)
    assert (found["period"], found["node"], found["level"]) == ("2020", "a", 0.5)
    assert [unit["nominal"] for unit in found["units"]] == [2, 1]


def test_a_table_for_reading(tiny, capsys):
    assert main(["robustness", *tiny, "--runs", "50"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("50 runs; varied: weights by up to 25%")
    assert any(line.startswith("   1  XA  1 to ") for line in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--period", "2023"], 'There is no period "2023". Did you mean "2024"?'),
        (["--node", "c"], 'There is no group "c".'),
        (["--level", "2"], "An interval cannot hold 2 of the runs."),
        (["--runs", "0"], "0 is not in the range"),
    ],
)
def test_errors_are_one_line(tiny, words, said, capsys):
    assert main(["robustness", *tiny, *words]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert said in line


def test_coders_disagreement_enters_the_runs(tiny, tmp_path, capsys):
    rows = ["coder,place,period,question,answer", "ann,XB,2024,A1,no", "bo,XB,2024,A1,yes"]
    (tmp_path / "ratings.csv").write_text("\n".join(rows), encoding="utf-8")
    found = printed([*tiny, "--ratings", str(tmp_path / "ratings.csv")], capsys)
    assert found["assumptions"][-1]["title"] == "the coders' disagreement"
    assert main(["robustness", *tiny, "--ratings", str(tmp_path / "none.csv")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
