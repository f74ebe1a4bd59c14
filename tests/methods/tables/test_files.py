"""Opening files."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FileError
from commonground.methods.tables.files import fingerprint, read_bytes


def problem_of(path, limit=100):
    with pytest.raises(FileError) as caught:
        read_bytes(path, limit)
    (problem,) = caught.value.problems
    return problem


def test_the_content_is_returned(write):
    assert read_bytes(write("a.csv", b"a,b\r\n"), 5) == b"a,b\r\n"


def test_a_missing_file_is_named_in_full(tmp_path):
    problem = problem_of(tmp_path / "none.csv")
    assert (problem.code, problem.place) == ("file-unreadable", str(tmp_path / "none.csv"))
    assert "no such file" in problem.message


def test_a_folder_is_no_file(tmp_path):
    assert problem_of(tmp_path).code == "file-unreadable"


def test_an_empty_file_is_refused(write):
    assert problem_of(write("a.csv", b" \r\n")).code == "file-empty"


def test_a_file_over_the_limit_is_refused(write):
    assert problem_of(write("a.csv", b"x" * 2_000_001), 2_000_000).message == "The file is larger than 2 MB."


def test_the_fingerprint_depends_on_every_file_and_their_order(write):
    one, two = write("1", b"ab"), write("2", b"c")
    split = write("3", b"a"), write("4", b"bc")
    assert len({fingerprint([one, two]), fingerprint([two, one]), fingerprint([one]), fingerprint(split)}) == 4
    assert fingerprint([one, two]) == fingerprint([write("5", b"ab"), two])
