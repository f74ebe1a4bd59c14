"""Commands: fixed forms for programs, one clear line for a user's error."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commonground.cli import main
from commonground.methods.tables.scores import score_rows
from commonground.scores.importers import import_bundle
from commonground.scores.queries import scorecard
from tests.support.worlds import no_audit, world

ATLANTIS = Path(__file__).parents[2] / "demo" / "atlantis"
FILES = [str(ATLANTIS / "framework.yaml"), str(ATLANTIS / "answers.csv")]
SMALL = """\
code: tiny
title: Tiny Index
version: "1"
scales:
  yes_no: [{code: "yes", label: Yes, points: 100}, {code: "no", label: No, points: 0}]
questions:
  - {code: A1, title: Is it open?, scale: yes_no}
  - {code: A2, title: Is it lit?, scale: yes_no}
areas:
  - {code: a, title: Quays, rule: mean, children: [A1, A2]}
aggregates:
  - {code: overall, title: Overall, rule: mean, children: [a]}
places: [{code: XA, name: Alder}, {code: XB, name: Brannick}]
periods: [{code: "2024", label: "2024"}]
"""


@pytest.fixture
def tiny(tmp_path) -> list[str]:
    (tmp_path / "tiny.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(
        "place,period,question,answer\nXA,2024,A1,yes\nXA,2024,A2,no\nXB,2024,A1,yes\nXB,2024,A2,yes\n",
        encoding="utf-8",
    )
    return [str(tmp_path / "tiny.yaml"), str(tmp_path / "answers.csv")]


def test_score_prints_json_for_programs(tiny, capsys):
    assert main(["score", *tiny, "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)["scores"]
    overall = {row["place"]: (row["score"], row["rank"]) for row in scores if row["node"] == "overall"}
    assert overall == {"XA": (50.0, 2), "XB": (100.0, 1)}


def test_score_prints_csv_otherwise(tiny, capsys):
    assert main(["score", *tiny]) == 0
    out = capsys.readouterr().out
    assert out.startswith("place,period,node,score,coverage,rank\nXA,2024,overall,50.0,1.0,2\n")


def test_a_users_error_is_exit_code_1_and_a_line_a_problem(tiny, capsys):
    Path(tiny[1]).write_text("place,period,question,answer\nXA,2024,A1,maybe\nXZ,2024,A1,yes\n", encoding="utf-8")
    assert main(["score", *tiny]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "answers.csv" in lines[0]
    assert "2" in lines[0]


@pytest.mark.parametrize(
    "words",
    [
        ["score", "nowhere.yaml", "nowhere.csv"],
        ["audit", "mipex", "nowhere.xlsx"],
        ["import", "mipex", "x.xlsx", "--comments", "sold"],
        ["fly"],
    ],
)
def test_other_errors_are_one_line(words, capsys):
    assert main(words) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert captured.err.startswith("commonground: ")


@pytest.mark.django_db
def test_export_prints_every_score_at_full_precision(capsys):
    edition = import_bundle(bundle=world(), audit=no_audit()).edition
    assert main(["export", "scores", "ports"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["place", "period", "node", "score", "coverage", "rank"]
    assert rows[1:] == [[*map(str, r[:3]), repr(r[3]), repr(r[4]), str(r[5])] for r in score_rows(scorecard(edition))]
    assert rows[1][:3] == ["XA", "2020", "overall"]
    assert main(["export", "scores", "ports", "--format", "json", "--edition", "1"]) == 0
    assert len(json.loads(capsys.readouterr().out)["scores"]) == len(rows) - 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none"], "There are: ports."),
        (["ports", "--edition", "7"], "are: 1."),
        (["ports", "--edition", "0"], "are: 1."),
    ],
)
def test_export_of_what_is_not_there_says_what_is(words, said, capsys):
    import_bundle(bundle=world(), audit=no_audit())
    assert main(["export", "scores", *words]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.django_db
def test_import_index_brings_a_small_index_in_once(tiny, capsys, settings, tmp_path):
    settings.BUNDLES = tmp_path / "bundles"
    settings.BUNDLES.write_text("no folder")
    words = ["import", "index", *tiny, "--as", "mine", "--licence", "CC0", "--comments", "withhold"]
    assert main(words) == 0
    said = capsys.readouterr()
    assert "edition 1: made." in said.out
    assert "made when somebody asks" in said.err
    settings.BUNDLES.unlink()
    assert main(words) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert len(list(settings.BUNDLES.rglob("*.zip"))) == 1
    assert main(["export", "scores", "mine"]) == 0
    assert "XA,2024,overall,50.0,1.0,2" in capsys.readouterr().out


def test_a_name_that_no_address_holds_is_refused_before_any_work(capsys):
    assert main(["import", "mipex", "no-such-file.xlsx", "--as", "Ports of call"]) == 1
    assert "[index-address]" in capsys.readouterr().err
