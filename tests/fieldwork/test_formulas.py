"""A text that looks like a formula runs in no file that goes out, and reads back byte for byte as it was."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl.utils.escape import unescape

from commonground.core.exporters import Spreadsheet
from commonground.fieldwork.actions import offline
from commonground.methods.questionnaires import Kind, Option, Question, Questionnaire
from commonground.methods.questionnaires.xlsform import read_xlsform, xlsform_bytes
from commonground.methods.tables.rows import unguard
from commonground.methods.workbooks import open_workbook
from tests.fieldwork.factories import harbour, say

pytestmark = pytest.mark.django_db
LIVE = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://example.org?"&A1,"x")',
    "=cmd|' /C calc'!A0",
    "+1+cmd",
    "-2+3",
    "@SUM(1,2)",
    "\t=1+1",
    "\r=1+1",
    "\r\n=1+1",
    "'=1+1",
    "''=1+1",
    "＝1+1",
    "{=1+1}",
    "a\r\n=b\n\tc",
)


def rows_of(answer: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode(), newline=""), strict=True))


def no_cell_is_live(rows: list[list[str]]) -> bool:
    return not [cell for row in rows for cell in row if LIVE.match(cell) and not NUMBER.fullmatch(cell)]


@pytest.fixture
def port():
    """An answer with each text as its comment, by a coder with a pseudonym that is a formula, about such a place."""
    made = harbour()
    place = made.unit().place
    place.name = "=1+1"
    place.save()
    part = made.agreed("ada", "coding")
    part.contributor.pseudonym = "@ada"
    part.contributor.save()
    user = made.user("ada")
    user.first_name = "-2+3"
    user.save()
    for at, text in enumerate(FORMULAS):
        say(part, ("A1", "A2")[at % 2], "50", by=user, comment=text, period=("2020", "2023")[at // 2 % 2])
    return made


def fetched(port, page: str) -> HttpResponse:
    browser = Client()
    browser.force_login(port.owner, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(f"/rounds/ports/1/{page}")
    assert answer.status_code == 200, page
    return answer


@pytest.mark.parametrize("text", FORMULAS)
def test_an_answer_in_the_sheet_as_csv(text):
    made = harbour()
    say(made.agreed("ada", "coding"), "A1", "50", by=made.user("ada"), comment=text)
    rows = rows_of(fetched(made, "sheet.csv"))
    assert no_cell_is_live(rows)
    assert [unguard(row[rows[0].index("comment")]) for row in rows[1:]].count(text) == 1


@pytest.mark.parametrize("page", ["sheet.csv", "trail.csv", "fees.csv", "people.csv"])
def test_no_csv_holds_a_live_formula(port, page):
    rows = rows_of(fetched(port, page))
    assert len(rows) > 1
    assert no_cell_is_live(rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_headers_and_cells_of_every_download(kind):
    answer = Spreadsheet(name="x", header=FORMULAS, rows=[FORMULAS]).response(kind)
    if kind == "csv":
        rows = rows_of(answer)
        assert no_cell_is_live(rows)
        assert [[unguard(cell) for cell in row] for row in rows] == [list(FORMULAS)] * 2
    else:
        assert texts_of(answer.content) == [*FORMULAS] * 2


def texts_of(content: bytes) -> list[str]:
    """Every text of the first sheet; none is a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    assert not [name for name, part in parts.items() if re.search("<f[ >]|<hyperlink|ddeLink|externalLink", part)]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    return [unescape(str(cell.value or "")) for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("text", FORMULAS)
def test_the_workbook_of_an_assignment(text, tmp_path):
    made = harbour()
    place = made.unit().place
    place.name = text.strip()
    place.save()
    part, user = made.agreed("ada", "coding"), made.user("ada")
    say(part, "A1", "50", by=user, comment=text)
    content = offline.assignment_workbook(assignment=part, by=user)
    assert text in texts_of(content)
    returned = offline.receive(assignment=part, name="w.xlsx", content=content, by=user)
    assert offline.rehearse(returned=returned, by=user).same == 10


def test_labels_of_questions_and_options_in_a_form(tmp_path):
    options = tuple(Option(code=str(at), label={"en": text}) for at, text in enumerate(FORMULAS))
    made = Questionnaire(
        code="form", questions=(Question(code="q", kind=Kind.SINGLE, text={"en": "=1+1"}, options=options),)
    )
    path = tmp_path / "form.xlsx"
    path.write_bytes(xlsform_bytes(made))
    texts_of(path.read_bytes())
    assert not [cell for sheet in open_workbook(path).sheets for cell in sheet.cells.values() if cell.formula]
    (question,) = read_xlsform(path).questionnaire.questions
    assert question.text == {"en": "=1+1"}
    assert [option.label["en"].strip() for option in question.options] == [text.strip() for text in FORMULAS]
