"""Cells in all the ways in which spreadsheet programs write them."""

from __future__ import annotations

import zipfile

import pytest

from commonground.methods.errors import WorkbookError
from commonground.methods.workbooks import open_workbook
from commonground.methods.workbooks.grid import Cell
from tests.methods.workbooks.factory import core
from tests.methods.workbooks.test_opening import HEAD, SHEET, TAIL, remade


@pytest.fixture
def sheet(tmp_path):
    def read(rows: str, **parts: str):
        whole = core(("SE",)).save(tmp_path / "whole.xlsx")
        return open_workbook(remade(whole, **{SHEET: HEAD + rows + TAIL, **parts})).sheets[0]

    return read


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="B2"><v>1.5</v></c>', Cell(1.5)),
        ('<c r="B2" t="n"><v>2E1</v></c>', Cell(20.0)),
        ('<c r="B2" t="str"><f>A1</f><v>text</v></c>', Cell("text", "A1")),
        ('<c r="B2" t="inlineStr"><is><r><t>in </t></r><r><t>two</t></r></is></c>', Cell("in two")),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell(None, "1/0", "#DIV/0!")),
        ('<c r="B2" t="str"><v>#DIV/0! </v></c>', Cell(None, "", "#DIV/0!")),
        ('<c r="B2" t="b"><v>1</v></c>', Cell("TRUE")),
        ('<c r="B2"><f>A1</f></c>', Cell(None, "A1")),
        ('<c r="B2"><f>A1</f><v> </v></c>', Cell(None, "A1")),
        ('<c r="B2" t="str"><v></v></c>', Cell()),
    ],
)
def test_kinds_of_cells(sheet, cell, expected):
    assert sheet(f'<row r="2">{cell}</row>').at(2, 2) == expected


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1"><v>1e999</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1048577"><v>1</v></c>',
        '<c r="XFE1"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="A1" t="b"><v>2</v></c>',
    ],
)
def test_cells_that_no_spreadsheet_program_writes(sheet, cell):
    with pytest.raises(WorkbookError) as caught:
        sheet(f"<row>{cell}</row>")
    assert [problem.code for problem in caught.value.problems] == ["workbook-damaged"]


def test_line_ends_between_tags_are_no_text(sheet):
    assert sheet('\n<row r="1">\n<c r="A1">\n<v>5</v>\n</c>\n</row>\n').at(1, 1) == Cell(5.0)


def test_cells_without_a_position_are_counted(sheet):
    found = sheet("<row><c><v>1</v></c></row><row/><row><c/><c><v>2</v></c></row>")
    assert {position: cell.number for position, cell in found.cells.items()} == {(1, 1): 1.0, (3, 2): 2.0}


def test_tags_with_a_prefix(tmp_path, sheet):
    text = HEAD.replace("<worksheet xmlns", "<x:worksheet xmlns:x").replace("<sheetData", "<x:sheetData")
    body = '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c><x:c r="B1"/></x:row></x:sheetData></x:worksheet>'
    whole = core(("SE",)).save(tmp_path / "whole.xlsx")
    assert open_workbook(remade(whole, **{SHEET: text + body})).sheets[0].at(1, 1).number == 5.0


def test_shared_formulas_are_written_out(sheet):
    found = sheet(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">AVERAGE(C1,$D$1)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c><c r="C3"><f t="shared" si="9"/><v>1</v></c></row>'
    )
    assert [found.at(2, 1).formula, found.at(3, 2).formula, found.at(3, 3).formula] == [
        "AVERAGE(C2,$D$1)", "AVERAGE(D3,$D$1)", "",
    ]  # fmt: skip


def test_reading_aids_above_characters_are_no_text(sheet):
    strings = '<sst><si><t>one</t><rPh sb="0" eb="1"><t>two</t></rPh></si><si/></sst>'
    found = sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>', **{"xl/sharedStrings.xml": strings}
    )
    assert (found.at(1, 1).text, found.at(1, 2)) == ("one", Cell())


def test_a_workbook_without_shared_texts(sheet):
    assert sheet('<row r="1"><c r="A1"><v>5</v></c></row>', **{"xl/sharedStrings.xml": None}).at(1, 1).number == 5.0


def test_sheets_that_hold_no_cells_are_left_out(tmp_path):
    whole = core(("SE",)).save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(whole) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        workbook = archive.read("xl/workbook.xml").decode()
    chart = '<Relationship Id="rId99" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
    path = remade(
        whole,
        **{
            "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", chart).replace(
                'Target="worksheets/sheet1.xml"', f'Target="/{SHEET}"'
            ),
            "xl/workbook.xml": workbook.replace("</sheets>", '<sheet name="Chart" sheetId="9" r:id="rId99"/></sheets>'),
        },
    )
    assert [sheet.name for sheet in open_workbook(path).sheets] == ["SE"]
