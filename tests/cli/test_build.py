"""The command that builds a numeric index from files."""

from __future__ import annotations

import csv

import pytest

from commonground.cli import main
from commonground.methods.construction import STEPS
from tests.methods.construction.sample import REPOSITORY

SPEC = """\
code: piers
title: Piers
indicators:
  - {code: lamps, parent: all}
  - {code: fee, parent: all, direction: -1}
composites:
  - {code: all}
"""


@pytest.fixture
def words(tmp_path):
    (tmp_path / "piers.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "data.csv").write_text("place,lamps,fee\nA,0,1\nB,5,3\n", encoding="utf-8")
    return ["build", str(tmp_path / "piers.yaml"), str(tmp_path / "data.csv"), "--out", str(tmp_path / "out")]


def test_a_table_for_every_step(words, tmp_path, capsys):
    assert main(words) == 0
    assert capsys.readouterr() == ("", "")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(STEPS)
    assert (tmp_path / "out/aggregated.csv").read_text() == "place,lamps,fee,all\nA,0.0,100.0,50.0\nB,100.0,0.0,50.0\n"


def test_what_cannot_be_built_leaves_nothing(words, tmp_path, capsys):
    (tmp_path / "data.csv").write_text("place,lamps,fee\nA,0,1\nB,0,3\n", encoding="utf-8")
    assert main(words) == 1
    assert "lamps, A (and 1 more): The indicator has the same value everywhere" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_folder_must_be_named(words, capsys):
    assert main(words[:3]) == 1
    assert "--out" in capsys.readouterr().err


def test_asem_from_the_shipped_specification(shared_data, tmp_path):
    spec, data = REPOSITORY / "examples" / "asem.yaml", shared_data / "coinr" / "asem_input.csv"
    assert main(["build", str(spec), str(data), "--out", str(tmp_path / "asem")]) == 0
    with (tmp_path / "asem" / "aggregated.csv").open(encoding="utf-8") as file:
        scores = {row["place"]: float(row["Index"]) for row in csv.DictReader(file)}
    assert len(scores) == 51
    assert max(scores, key=scores.__getitem__) == "CHE"
    assert round(scores["CHE"], 4) == 68.3837
