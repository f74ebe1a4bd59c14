"""Answers written and read again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.methods.index.answers import Answers
from commonground.methods.tables import AnswersFile, read_answers, write_answers
from commonground.methods.tables.bundle import Note

HEADER = "place,period,question,answer,comment,source\n"


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "XA,2021,Q1,100,,\nXA,2024,Q1,na,,\nNO,2021,Q1,unknown,,\nNO,2021,Q2,dim,,\nNO,2024,Q2,33.3,,\n",
        "XA,2021,Q1,,nothing found,\n",
        'XA,2021,Q1,100,"one, two; ""three""","Act 1, section 2"\n',
        "XA,2021,Q1,75,,\nXA,2021,Q2,5O,,\n",
        "XA,2021,Q1,100,'=HYPERLINK(1),'+a\n",
    ],
)
def test_what_was_read_is_written_to_the_letter(write, small, tmp_path, rows):
    path = write("answers.csv", HEADER + rows)
    write_answers(read_answers(path, small, strict=False), small, tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == path.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(comment=st.text(st.characters(exclude_categories=["Cs"])), source=st.text("=+-@'\t\r\n\",; a"))
def test_comments_come_back_byte_for_byte(small, tmp_path, comment, source):
    cell = ("XA", "2021", "Q1")
    answers = Answers.from_cells(
        [(*cell, 100.0)], places=("XA", "NO"), periods=("2021", "2024"), questions=("Q1", "Q2")
    )
    notes = {cell: Note(comment=comment, source=source, at="answers.csv:2")}
    path = tmp_path / "answers.csv"
    write_answers(AnswersFile(answers=answers, notes=notes), small, path)
    again = read_answers(path, small)
    assert again.notes == notes
    assert np.array_equal(again.answers.points, answers.points, equal_nan=True)


def test_nothing_that_a_spreadsheet_would_run_is_written(small, tmp_path):
    cell = ("XA", "2021", "Q1")
    answers = Answers.from_cells([], places=("XA",), periods=("2021",), questions=("Q1",))
    path = tmp_path / "answers.csv"
    write_answers(AnswersFile(answers=answers, notes={cell: Note(comment="=1+1", raw="@x")}), small, path)
    assert path.read_text() == f"{HEADER}XA,2021,Q1,'@x,'=1+1,\n"
