"""The same index and seed give the same examination; its document holds every figure."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from commonground.methods.construction import build
from commonground.methods.construction.files import read_data, read_spec
from commonground.methods.examination import examination_document, examine, subject_of_build, usual_of_build
from commonground.methods.index import score
from commonground.methods.robustness import BuildModel
from commonground.methods.tables import read_index
from commonground.methods.workbooks import read_mipex
from tests.methods.construction.sample import REPOSITORY
from tests.methods.examination.worlds import examination


def text(found) -> str:
    return json.dumps(examination_document(found), allow_nan=False)


def test_the_same_seed_gives_the_same_document():
    assert text(examination()) == text(examination())
    assert text(examination()) != text(examination(seed=6))


def test_the_document_is_found_by_names():
    found = examination(names={"X00": "Alder"}, fictional=True)
    document = examination_document(found)
    assert (document["schema"], document["version"], document["notice"]) == (
        "commonground.examination",
        1,
        "Fictional data",
    )
    assert document["units"][0] == {"code": "X00", "name": "Alder"}
    assert document["nodes"][0] == {"code": "overall", "title": "OVERALL", "parent": "", "weight": None}
    assert document["coverage"]["units"]["X00"] == {"given": 3, "asked": 7, "share": 3 / 7}
    table = document["coherence"]["within"]["kendall"]["a"]
    assert table["nodes"] == ["a1", "a2", "a3"]
    assert table["values"][0][2] == pytest.approx(table["values"][2][0])
    assert document["coherence"]["consistencies"]["a"]["alpha"] == found.coherence.consistencies[1].alpha
    assert set(document["look_at"]) == {each.code for each in found.look_at}
    assert document["robustness"]["runs"] == 40


def test_a_real_index_carries_no_notice():
    assert "notice" not in examination_document(replace(examination()))


def test_the_demonstration_index():
    bundle = read_index(
        *(REPOSITORY / "demo/atlantis" / name for name in ("framework.yaml", "answers.csv")), strict=False
    )
    found = examination(score(bundle.framework, bundle.answers), fictional=bundle.fictional)
    assert found.subject.period == "2024"
    assert found.subject.coverage.whole.given == 714
    assert text(found)


@pytest.mark.parametrize(
    ("name", "period", "values", "units"),
    [
        ("mipex_core_2007-2019.xlsx", "2019", (4032, 4032), 56),
        ("mipex3_policy_indicators_finalwebsite.xlsx", "2014", (7948, 8816), 38),
    ],
)
def test_the_official_workbooks(shared_data, name, period, values, units):
    bundle = read_mipex(shared_data / "mipex" / name).bundle
    found = examination(score(bundle.framework, bundle.answers))
    assert (found.subject.period, len(found.subject.levels.units)) == (period, units)
    assert (found.subject.coverage.whole.given, found.subject.coverage.whole.asked) == values
    assert all(each.nominal for each in found.robustness.intervals.units)
    assert text(found)


def test_asem(shared_data):
    file = read_spec(REPOSITORY / "examples/asem.yaml")
    built = build(file.spec, read_data(shared_data / "coinr/asem_input.csv", file))
    model = BuildModel(spec=built.spec, data=built.data, assumptions=usual_of_build(built), seed=1)
    found = examine(subject_of_build(built), model, runs=50, seed=1)
    first = next(each for each in found.robustness.intervals.units if each.nominal == 1)
    assert (found.subject.unit(first.unit), round(first.nominal_score, 4)) == ("Switzerland", 68.3837)
    assert (found.subject.coverage.whole.given, found.subject.coverage.whole.asked) == (2436, 2499)
    assert text(found)
