"""Files that are refused, each with one clear message, in time and without filling the memory."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from commonground.methods.errors import WorkbookError
from commonground.methods.workbooks import open_workbook
from commonground.methods.workbooks.container import OLE
from tests.methods.workbooks.factory import core

SECONDS = 2.0
MEGABYTES = 300

CONTENT = '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def whole(tmp_path) -> Path:
    return core(("SE",)).save(tmp_path / "whole.xlsx")


def remade(path: Path, **changes: str | bytes | None) -> Path:
    """A copy of an archive with parts replaced, added, or left out."""
    target = path.with_name("remade.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in changes:
                new.writestr(part, old.read(part))
        for part, content in changes.items():
            if content is not None:
                new.writestr(part, content)
    return target


def refusal(path: Path) -> str:
    """The one problem of a file that is refused within the time allowed."""
    start = time.process_time()
    with pytest.raises(WorkbookError) as caught:
        open_workbook(path)
    assert time.process_time() - start < SECONDS
    (problem,) = caught.value.problems
    assert problem.remedy
    assert problem.place == path.name
    return problem.code


def test_a_whole_workbook_opens(whole):
    workbook = open_workbook(whole)
    assert (workbook.name, [sheet.name for sheet in workbook.sheets]) == ("whole.xlsx", ["SE"])
    assert workbook.sheets[0].at(2, 1).text == "Year"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook-empty"),
        (b"place,period,question,answer\n", "workbook-not-spreadsheet"),
        (OLE + bytes(600), "workbook-old-format"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "workbook-locked"),
        (b"PK\x03\x04 and no more", "workbook-damaged"),
    ],
)
def test_files_that_are_no_workbook(tmp_path, content, code):
    path = tmp_path / "renamed.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "nowhere.xlsx") == "workbook-not-found"
    assert refusal(tmp_path) == "workbook-not-found"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_file_cut_short(whole, share):
    data = whole.read_bytes()
    whole.write_bytes(data[: int(len(data) * share)])
    assert refusal(whole) == "workbook-damaged"


def test_a_file_with_broken_bytes(whole):
    data = bytearray(whole.read_bytes())
    with zipfile.ZipFile(whole) as archive:
        start = archive.getinfo(SHEET).header_offset + 100
    data[start : start + 50] = bytes(50)
    whole.write_bytes(data)
    assert refusal(whole) == "workbook-damaged"


def test_an_archive_locked_with_a_password(whole):
    data = bytearray(whole.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    whole.write_bytes(data)
    assert refusal(whole) == "workbook-locked"


def test_an_archive_that_is_no_workbook(whole):
    assert refusal(remade(whole, **{"xl/workbook.xml": None})) == "workbook-not-spreadsheet"


@pytest.mark.parametrize("part", [SHEET, "xl/_rels/workbook.xml.rels"])
def test_a_part_that_is_missing(whole, part):
    assert refusal(remade(whole, **{part: None})) == "workbook-part-missing"


def test_sheets_without_end(whole):
    with zipfile.ZipFile(whole) as archive:
        workbook = archive.read("xl/workbook.xml").decode()
    many = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(9, 1_010))
    assert refusal(remade(whole, **{"xl/workbook.xml": workbook.replace("</sheets>", f"{many}</sheets>")})) == (
        "workbook-too-large"
    )


def test_a_sheet_that_stands_nowhere(whole):
    with zipfile.ZipFile(whole) as archive:
        workbook = archive.read("xl/workbook.xml").decode()
    changed = workbook.replace("</sheets>", '<sheet name="FI" sheetId="9" r:id="rId99"/></sheets>')
    assert refusal(remade(whole, **{"xl/workbook.xml": changed})) == "workbook-part-missing"


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='A1' t='s'><v>999999</v></c>",
        "<c r='A1'><v>ten</v></c>",
        "<c r='?'><v>1</v></c>",
        "<c r='A1'><v>1</v>",
    ],
)
def test_xml_that_makes_no_sense(whole, cell):
    assert refusal(remade(whole, **{SHEET: f"{HEAD}<row r='1'>{cell}</row>{TAIL}"})) == "workbook-damaged"


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_are_refused(whole, part):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&l9;&f;</x>'
    assert refusal(remade(whole, **{part: bomb})) == "workbook-unsafe"


def test_too_many_cells(whole):
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>2</v></c></row>' for row in range(1, 100_002)
    )
    assert refusal(remade(whole, **{SHEET: HEAD + rows + TAIL})) == "workbook-too-large"


def test_too_many_cells_in_all_sheets(whole, monkeypatch):
    monkeypatch.setattr("commonground.methods.workbooks.opening.MAX_CELLS_IN_ALL", 100)
    assert refusal(whole) == "workbook-too-large"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/media/image1.png"])
def test_a_part_that_unpacks_200_to_1(whole, part):
    assert (
        refusal(remade(whole, **{part: f"{CONTENT}<si><t>{' ' * 40_000_000}</t></si></sst>"})) == "workbook-too-large"
    )


@pytest.mark.parametrize(
    "row", ["<row r='1'><c r='A1' t='inlineStr'><is><t>{}</t></is></c></row>", "<row>{}</row>", "<!--{}-->"]
)
def test_a_sheet_that_unpacks_200_to_1(whole, row):
    assert refusal(remade(whole, **{SHEET: HEAD + row.format(" " * 40_000_000) + TAIL})) == "workbook-too-large"


def test_a_file_that_declares_more_than_any_memory(whole, monkeypatch):
    monkeypatch.setattr("commonground.methods.workbooks.container.MAX_UNPACKED", 1_000)
    assert refusal(whole) == "workbook-too-large"


def test_texts_that_fill_the_memory(whole, monkeypatch):
    monkeypatch.setattr("commonground.methods.workbooks.directory.MAX_TEXT", 1_000)
    assert refusal(whole) == "workbook-too-large"


@pytest.mark.parametrize(
    ("part", "tags"),
    [
        ("xl/sharedStrings.xml", "<sst>{}</sst>"),
        ("xl/workbook.xml", "<workbook>{}</workbook>"),
        (SHEET, HEAD + "{}" + TAIL),
    ],
)
def test_a_part_of_tags_alone(whole, part, tags):
    """What costs time is their number, not their size; they are varied so that they do not pack 200 to 1."""
    many = "".join(f"<a{number * 2_654_435_761 % 1_000_003}/>" for number in range(2_000_001))
    assert refusal(remade(whole, **{part: tags.format(many)})) == "workbook-too-large"


STYLES = '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{}"/></numFmts><cellXfs>{}</cellXfs></styleSheet>'


def test_a_format_that_would_be_searched_for_hours(whole):
    path = remade(
        whole,
        **{"xl/styles.xml": STYLES.format("".join(f"[{number}" for number in range(400_000)), '<xf numFmtId="200"/>')},
    )
    start = time.process_time()
    assert open_workbook(path).sheets[0].at(2, 1).text == "Year"
    assert time.process_time() - start < SECONDS


def test_more_styles_than_any_program_writes(whole):
    many = "".join(f'<xf numFmtId="200" a="{number}"/>' for number in range(65_491))
    assert refusal(remade(whole, **{"xl/styles.xml": STYLES.format("d", many)})) == "workbook-too-large"


def test_styles_that_fill_the_memory(whole, monkeypatch):
    monkeypatch.setattr("commonground.methods.workbooks.directory.MAX_TEXT", 100)
    assert refusal(remade(whole, **{"xl/sharedStrings.xml": None})) == "workbook-too-large"


def test_headers_that_lie(whole):
    """A part that says it is small is read no further than it says, and its sum does not fit."""
    path = remade(whole, **{SHEET: HEAD + " " * 5_000_000 + TAIL})
    data = path.read_bytes()
    size = len(HEAD + TAIL) + 5_000_000
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little")))
    assert refusal(path) == "workbook-damaged"


def test_parts_that_share_their_bytes(whole):
    with zipfile.ZipFile(whole) as archive:
        packed = archive.getinfo(SHEET).compress_size
    data = whole.read_bytes()
    claimed = (len(data) * 2).to_bytes(4, "little")
    at = data.rindex(packed.to_bytes(4, "little"))
    whole.write_bytes(data[:at] + claimed + data[at + 4 :])
    assert refusal(whole) == "workbook-damaged"


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        ('<row r="{0}"/>', 1_000_000),
        ('<row r="{0}" spans="1:3" ht="15" customHeight="1"/>', 1_000_000),
        ('<row r="{0}"><c r="A{0}" s="1"/><c r="B{0}" s="1"></c></row>', 300_000),
        ('<row r="{0}"><c r="A{0}" s="1"><v></v></c></row>', 300_000),
        ("<row/>", 300_000),
        ('<row><c s="1"/></row>', 100_000),
    ],
)
def test_empty_rows_are_no_error_however_many(whole, row, rows):
    with zipfile.ZipFile(whole) as archive:
        sheet = archive.read(SHEET).decode()
    empty = "".join(row.format(number) for number in range(1_001, 1_001 + rows))
    path = remade(whole, **{SHEET: sheet.replace("</sheetData>", f"{empty}</sheetData>")})
    assert open_workbook(path).sheets == open_workbook(whole).sheets


def test_memory_stays_small(whole):
    """The memory of a process that refuses a bomb, in one that does nothing else."""
    path = remade(whole, **{SHEET: f"{HEAD}<row r='1'><c r='A1' t='str'><v>{' ' * 150_000_000}</v></c></row>{TAIL}"})
    program = (
        "import sys; from pathlib import Path; from commonground.methods.errors import WorkbookError\n"
        "from commonground.methods.workbooks import open_workbook\n"
        "try: open_workbook(Path(sys.argv[1]))\n"
        "except WorkbookError: print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert float(done.stdout) / 1024 < MEGABYTES
