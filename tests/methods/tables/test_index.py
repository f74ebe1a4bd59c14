"""A whole index from its files."""

from __future__ import annotations

import pytest

from commonground.methods.errors import AnswersError
from commonground.methods.tables import read_index
from commonground.methods.tables.bundle import Note

ANSWERS = "place,period,question,answer,comment\nXA,2021,Q1,100,fine\nXA,2024,Q2,dim,\n"


def test_everything_that_the_files_say(write, framework_path, small):
    answers = write("answers.csv", ANSWERS)
    bundle = read_index(framework_path, answers, write("published.csv", "place,period,node,value\nXA,2021,H,100\n"))
    assert (bundle.code, bundle.edition_label) == ("small", "2021-2024")
    assert (bundle.framework, bundle.places, bundle.periods) == (small.framework, small.places, small.periods)
    assert bundle.notes["XA", "2021", "Q1"] == Note(comment="fine", at="answers.csv:2")
    assert bundle.choices == {("XA", "2024", "Q2"): "dim"}
    assert [figure.value for figure in bundle.published] == [100.0]
    assert bundle.source.name == "framework.yaml, answers.csv, published.csv"


def test_the_source_changes_with_every_file(write, framework_path):
    def source(text):
        return read_index(framework_path, write("answers.csv", text)).source

    assert source(ANSWERS) == source(ANSWERS)
    assert source(ANSWERS).sha256 != source(ANSWERS.replace("fine", "good")).sha256
    assert source(ANSWERS).name == "framework.yaml, answers.csv"


def test_a_typing_error_is_refused_or_kept_for_the_audit(write, framework_path):
    answers = write("answers.csv", ANSWERS.replace("100", "1OO"))
    with pytest.raises(AnswersError, match="1OO"):
        read_index(framework_path, answers)
    assert read_index(framework_path, answers, strict=False).notes["XA", "2021", "Q1"].raw == "1OO"
