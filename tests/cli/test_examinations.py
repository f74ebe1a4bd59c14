"""The commands that write a statistical audit."""

from __future__ import annotations

import json

import pytest

from commonground.cli import main
from commonground.scores.importers import import_bundle
from tests.methods.construction.sample import REPOSITORY
from tests.support.worlds import no_audit, world

SPEC = """\
code: tiny
title: Tiny
data: {place: place}
steps:
  normalise:
    min_max: {lower: 0, upper: 100}
composites:
  - {code: top, title: Top}
indicators:
  - {code: a, parent: top, title: A}
  - {code: b, parent: top, title: B}
"""


@pytest.fixture
def files(tmp_path) -> list[str]:
    (tmp_path / "spec.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "data.csv").write_text("place,a,b\nX,1,2\nY,2,5\nZ,4,3\n", encoding="utf-8")
    return [str(tmp_path / "spec.yaml"), str(tmp_path / "data.csv")]


def test_a_numeric_index_needs_no_database(files, tmp_path):
    out = tmp_path / "audit.json"
    assert main(["audit", "build", *files, "--out", str(out), "--runs", "20", "--seed", "3"]) == 0
    document = json.loads(out.read_text(encoding="utf-8"))
    assert (document["index"], document["seed"], document["robustness"]["runs"]) == ("tiny", 3, 20)


def test_an_unknown_period_is_refused(files, tmp_path, capsys):
    assert main(["audit", "build", *files, "--out", str(tmp_path / "a.json"), "--period", "1999"]) == 1
    assert "[unknown-period]" in capsys.readouterr().err


def test_a_period_of_data_without_periods(files, tmp_path, capsys):
    assert main(["audit", "build", *files, "--out", str(tmp_path / "a.json"), "--period", "1999"]) == 1
    assert "Leave it out: the data have no periods." in capsys.readouterr().err


@pytest.mark.parametrize("runs", ["1000001", "9" * 30])
def test_more_runs_than_can_be_held_are_refused(runs, files, tmp_path, capsys):
    assert main(["audit", "build", *files, "--out", str(tmp_path / "a.json"), "--runs", runs]) == 1
    assert "--runs" in capsys.readouterr().err


def test_too_little_memory_is_one_line(files, tmp_path, capsys, monkeypatch):
    def exhausted(*_arguments, **_words):
        raise MemoryError

    monkeypatch.setattr("commonground.methods.examination.examine", exhausted)
    assert main(["audit", "build", *files, "--out", str(tmp_path / "a.json")]) == 1
    assert capsys.readouterr().err.endswith("[memory]\n")
    assert not (tmp_path / "a.json").exists()


def test_another_ending_is_refused_before_any_work(tmp_path, capsys):
    assert main(["audit", "build", "no.yaml", "no.csv", "--out", str(tmp_path / "a.txt")]) == 1
    assert "[report-ending]" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["html", "pdf", "json"])
def test_an_imported_index(ending, tmp_path):
    import_bundle(bundle=world(), audit=no_audit())
    out = tmp_path / f"audit.{ending}"
    assert main(["audit", "index", "ports", "--out", str(out), "--edition", "1", "--runs", "10"]) == 0
    assert out.stat().st_size > 1000


@pytest.mark.django_db
def test_an_unknown_index_or_period_is_said(tmp_path, capsys):
    import_bundle(bundle=world(), audit=no_audit())
    out = ["--out", str(tmp_path / "a.pdf")]
    assert main(["audit", "index", "harbor", *out]) == 1
    assert "[unknown-index]" in capsys.readouterr().err
    assert main(["audit", "index", "ports", "--period", "1999", *out]) == 1
    assert "[unknown-period]" in capsys.readouterr().err


def test_asem_as_pdf(shared_data, tmp_path):
    out = tmp_path / "asem.pdf"
    data = shared_data / "coinr/asem_input.csv"
    assert main(["audit", "build", str(REPOSITORY / "examples/asem.yaml"), str(data), "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF-")
