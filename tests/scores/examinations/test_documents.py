"""The three forms of a report, written whole or not at all."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from commonground.methods.errors import CommongroundError
from commonground.scores.examinations.documents import content, require_ending, write
from tests.methods.examination.worlds import examination


@pytest.fixture(scope="module")
def found():
    return examination(title="Ports Index", names={"X03": "Zürich #1 \\ $x$ [b] *c* @d"}, fictional=True)


def test_json_is_the_document(found, tmp_path):
    write(found, tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["title"] == "Ports Index"


def test_html_is_a_page(found, tmp_path):
    write(found, tmp_path / "a.HTML")
    assert "Zürich #1" in (tmp_path / "a.HTML").read_text(encoding="utf-8")


def test_pdf_is_tagged_and_set_in_the_sites_typefaces(found, tmp_path):
    write(found, tmp_path / "a.pdf")
    whole = (tmp_path / "a.pdf").read_bytes()
    assert whole.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in whole
    assert b"pdfuaid" in whole
    assert b"SourceSansPro" in whole
    assert b"SourceSerifPro" in whole
    assert b"/Lang" in whole


def test_a_report_set_later_has_the_same_bytes(found):
    first = content(found, ".pdf")
    time.sleep(1.1)  # dates in a PDF are to the second
    assert content(found, ".pdf") == first


def test_letters_that_the_typefaces_lack_are_named(tmp_path):
    chinese = examination(title="Ports Index", names={"X03": "\u4e2d\u56fd"}, fictional=True)
    with pytest.raises(CommongroundError, match=r'"\u4e2d.*end in .html or .json.*\[report-letters\]'):
        write(chinese, tmp_path / "a.pdf")
    write(chinese, tmp_path / "a.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(CommongroundError, match="report-ending"):
        require_ending(tmp_path / "a.docx")


def test_a_folder_that_is_not_there_is_said_and_nothing_stays(found, tmp_path):
    with pytest.raises(CommongroundError, match="report-unwritable"):
        write(found, tmp_path / "none" / "a.json")
    (tmp_path / "b.json").mkdir()
    with pytest.raises(CommongroundError, match="report-unwritable"):
        write(found, tmp_path / "b.json")
    with pytest.raises(CommongroundError, match="report-unwritable"):
        write(found, tmp_path / f"{'a' * 300}.json")
    assert [path.name for path in tmp_path.iterdir()] == ["b.json"]


def test_a_file_is_no_folder_for_a_report(found, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CommongroundError, match="report-unwritable"):
        write(found, tmp_path / "file" / "a.json")


def test_a_report_that_is_stopped_half_way_leaves_nothing(found, tmp_path, monkeypatch):
    def stopped(path, content):
        path.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(found, tmp_path / "a.json")
    assert not list(tmp_path.iterdir())
