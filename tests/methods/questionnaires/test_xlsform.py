"""XLSForm: every real form comes in whole and goes out as it came; what is unsafe is refused."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from datetime import time as time_of_day
from pathlib import Path

import pytest
import python_calamine
import xlrd
from pyxform.xls2xform import convert
from xlrd.sheet import Cell

from commonground.methods.errors import FileError
from commonground.methods.questionnaires import (
    Kind,
    Question,
    QuestionnaireError,
    Section,
    questionnaire_document,
    questionnaire_from_document,
)
from commonground.methods.questionnaires.xlsform import read_xlsform, xlsform_bytes, xlsform_sheets
from commonground.methods.questionnaires.xlsform.columns import key_of
from commonground.methods.questionnaires.xlsform.languages import language_name, language_tag
from commonground.methods.questionnaires.xlsform.sheets import (
    SheetRows,
    _cell,
    _old_value,
    _sheet,
    read_sheets,
    write_sheets,
)
from commonground.methods.questionnaires.xlsform.types import row_type
from commonground.methods.questionnaires.yaml import read_yaml, yaml_text
from tests.methods.questionnaires.factory import GROUPS, LAMPS, ask, asking, piers

FORMS = {
    "XLSForm+pyxform__tutorial.xls": (10, 0, 1, ("und",)),
    "getodk+sample-forms__all-question-types-v2024091201-3.xlsx": (85, 49, 11, ("und",)),
    "getodk+sample-forms__whova_form.xlsx": (530, 469, 31, ("en", "fr")),
    "kobotoolbox+kpi__good_eats_multilang.xls": (12, 6, 0, ("en", "fr")),
}


@pytest.fixture(params=FORMS)
def form(request, shared_data):
    return shared_data / "forms" / request.param


def rows(table: str) -> tuple[list[str], ...]:
    """Rows written as a Markdown table."""
    lines = (line.strip() for line in table.strip().splitlines())
    return tuple([cell.strip() for cell in line.strip("|").split("|")] for line in lines)


def book(tmp_path: Path, name: str = "form.xlsx", **sheets: str) -> Path:
    path = tmp_path / name
    path.write_bytes(write_sheets([SheetRows(name=sheet, rows=rows(table)) for sheet, table in sheets.items()]))
    return path


def read(tmp_path: Path, **sheets: str):
    return read_xlsform(book(tmp_path, **sheets))


def again(tmp_path: Path, questionnaire):
    path = tmp_path / "again.xlsx"
    path.write_bytes(xlsform_bytes(questionnaire))
    return read_xlsform(path).questionnaire


def test_all_questions_and_languages_come_in(form):
    questionnaire = read_xlsform(form).questionnaire
    questions, answerable, sections, languages = FORMS[form.name]
    assert len(questionnaire.questions) == questions
    assert sum(question.answerable for question in questionnaire.questions) == answerable
    assert len(questionnaire.sections) == sections
    assert questionnaire.languages == languages


def test_what_comes_in_is_what_pyxform_reads(form):
    """Names, choices, conditions and calculations, row by row of pyxform's own reading."""

    def walk(element):
        for child in element.get("children", ()):
            if child["name"] == "meta":
                continue
            if child["type"] in {"group", "repeat"}:
                sections[child["name"]] = plain(child.get("bind", {}).get("relevant", ""))
                walk(child)
            else:
                found[child["name"]] = child

    def plain(written):
        return " ".join(written.split())

    found, sections = {}, {}
    pyxform = convert(str(form), validate=False)._pyxform
    walk(pyxform)
    questionnaire = read_xlsform(form).questionnaire
    ours = {question.code: question for question in questionnaire.questions}
    named = {name: each for name, each in found.items() if not name.startswith("generated_") and name in ours}
    assert set(found) - set(named) <= {
        name for name in found if name.startswith("generated_") or name.endswith("_other")
    }
    assert {section.code: plain(section.relevance) for section in questionnaire.sections} == sections
    for name, theirs in named.items():
        question, bind = ours[name], theirs.get("bind", {})
        assert plain(question.relevance) == plain(bind.get("relevant", "")), name
        assert plain(question.constraint) == plain(bind.get("constraint", "")), name
        assert plain(question.calculation) == plain(bind.get("calculate", "")), name
        listed = pyxform.get("choices", {}).get(theirs.get("itemset", ""), ())
        codes = {choice["name"] for choice in listed}
        if question.options:
            assert codes <= {option.code for option in question.options}, name


def test_it_goes_out_as_it_came(form, tmp_path):
    questionnaire = read_xlsform(form).questionnaire
    path = tmp_path / form.with_suffix(".xlsx").name
    path.write_bytes(xlsform_bytes(questionnaire))
    assert read_sheets(path) == read_sheets(form)
    back = read_xlsform(path).questionnaire
    assert replace(back, code=questionnaire.code) == questionnaire
    assert xlsform_bytes(back) == path.read_bytes()


def test_it_goes_through_json_and_yaml_and_out_as_it_came(form, tmp_path):
    questionnaire = questionnaire_from_document(questionnaire_document(read_xlsform(form).questionnaire))
    path = tmp_path / "form.yaml"
    path.write_text(yaml_text(questionnaire), encoding="utf-8")
    assert xlsform_sheets(read_yaml(path)) == read_sheets(form)


def test_one_changed_word_changes_one_cell(form):
    questionnaire = read_xlsform(form).questionnaire
    asked = next(each for each in questionnaire.questions if each.text)
    language = next(iter(asked.text))
    changed = replace(asked, text={**asked.text, language: "=Quite another question"})
    now = replace(
        questionnaire, questions=tuple(changed if each is asked else each for each in questionnaire.questions)
    )
    differences = [
        (before, after)
        for one, other in zip(read_sheets(form), xlsform_sheets(now), strict=True)
        for row, new in zip(one.rows, other.rows, strict=True)
        for before, after in zip(row, new, strict=True)
        if before != after
    ]
    assert [after for _, after in differences] == ["=Quite another question"]


def test_a_form_with_a_column_twice_is_refused(shared_data):
    with pytest.raises(
        QuestionnaireError, match=r'survey:1: The columns "label" and "label" say the same.*xlsform-rep'
    ):
        read_xlsform(shared_data / "forms/XLSForm+pyxform__duplicate_columns.xlsx")


@pytest.mark.parametrize("columns", ["label | Label", "label::French | label:French (fr)", "relevant | bind::relevant"])
def test_a_column_in_two_spellings_is_one(tmp_path, columns):
    with pytest.raises(QuestionnaireError, match="xlsform-repeated-column"):
        read(tmp_path, survey=f"type | name | {columns}\ntext | a | A | B")


def test_a_workbook_without_a_survey_is_refused(tmp_path):
    with pytest.raises(QuestionnaireError, match="xlsform-no-survey"):
        read(tmp_path, answers="a | b\n1 | 2", other="a\nb")


def test_what_pyxform_refuses_is_refused_in_its_words(tmp_path):
    with pytest.raises(QuestionnaireError, match=r"(?i)row.*\[xlsform-refused\]"):
        read(tmp_path, survey="type | name | label\nselect_one gone | a | A", choices=CHOICES)
    with pytest.raises(QuestionnaireError, match="xlsform-too-large"):
        read(tmp_path, survey="type | name | label\n" + "\n".join(f"text | a{at} | A" for at in range(20_001)))


# ruff: noqa: E501 -- a form is read as a table
FORM = """
type                   | name   | label::English (en) | label::Arabic | relevant      | required | choice_filter | readonly | calculation
begin group            | g      | Group               |               | ${a} = 'x'    |          |               |          |
select_one l           | a      | A                   | ا             |               | yes      |               |          |
select_one l or_other  | b      | B                   |               |               |          |               |          |
select_multiple l      | c      | C                   |               |               |          | name = ${a}   |          |
end group              |        |                     |               |               |          |               |          |
begin repeat           | r      | Rep                 |               |               |          |               |          |
integer                | n      | N                   |               |               |          |               |          |
end repeat             |        |                     |               |               |          |               |          |
text                   | fixed  | Fixed               |               |               |          |               | yes      |
decimal                | sum    | Sum                 |               |               |          |               | yes      | 1 + 1
calculate              | pulled |                     |               |               |          |               |          | pulldata('f', 'a', 'b', 'c')
rank l                 | order  | Order               |               |               |          |               |          |
geopoint               | where  | Where               |               |               |          |               |          |
"""
CHOICES = """
list_name | name | label::English (en) | label::Arabic
l         | x    | Ex                  | إكس
l         | y    | Why                 | واي
other     | z    | Zed                 |
"""


def test_what_a_form_says_is_what_is_asked(tmp_path):
    found = read(tmp_path, survey=FORM, choices=CHOICES, settings="form_title | form_id\nMy form | my form")
    questionnaire = found.questionnaire
    kept = {each.code: each.kept for each in questionnaire.questions if each.kept}
    assert kept == {
        "c": "choices that depend on other answers",
        "n": "repeat",
        "fixed": "read only",
        "order": "ranking",
        "where": "geography",
    }
    assert (questionnaire.code, questionnaire.title, questionnaire.languages) == (
        "my_form",
        {"en": "My form"},
        ("en", "ar"),
    )
    a, b = questionnaire.question("a"), questionnaire.question("b")
    assert (a.kind, a.required, a.text, a.section) == (Kind.SINGLE, True, {"en": "A", "ar": "ا"}, "g")
    assert [option.label["en"] for option in b.options] == ["Ex", "Why", "Other"]
    assert questionnaire.question("sum").kind is Kind.CALCULATED
    codes = {(remark.code, remark.place) for remark in found.remarks}
    assert {("expression-function", "pulled"), ("condition-circle", "a"), ("xlsform-kept", "where")} <= codes
    assert replace(again(tmp_path, questionnaire), extras={}) == replace(questionnaire, extras={})


def test_names_that_are_taken_or_missing(tmp_path):
    survey = "type|name|label\nbegin group|g|G\ntext|a|A\nend group||\ntext|a|A\nnote||Read this"
    questionnaire = read(tmp_path, survey=survey).questionnaire
    assert [each.code for each in questionnaire.questions] == ["a", "row_5", "row_6"]
    nested = "type|name|label\ntext|a|A\nbegin group|g|G\ntext|a|A\nend group||"
    assert [each.code for each in read(tmp_path, survey=nested).questionnaire.questions] == ["a", "g.a"]


def test_a_questionnaire_made_here_goes_out_and_comes_back(tmp_path):
    back = again(tmp_path, piers())
    assert back.questions == tuple(replace(each, translations={}, tags={}) for each in piers().questions)
    assert back.sections == piers().sections
    assert (back.title, back.languages, back.version) == ({"en": "Piers"}, ("en", "fr"), "1")


def test_codes_that_xml_cannot_name(tmp_path):
    questionnaire = asking(ask("1a"), ask("2b", relevance="${1a} = 'yes'"))
    sheets = {sheet.name: sheet for sheet in xlsform_sheets(questionnaire)}
    assert "${_1a} = 'yes'" in sheets["survey"].rows[2]
    assert again(tmp_path, questionnaire).questions == questionnaire.questions


def change(questionnaire, code, **changes):
    questions = tuple(replace(each, **changes) if each.code == code else each for each in questionnaire.questions)
    return replace(questionnaire, questions=questions)


@pytest.fixture
def imported(tmp_path):
    return read(
        tmp_path, survey=FORM, choices=CHOICES, settings="form_title | form_id\nMy form | my form"
    ).questionnaire


def same(tmp_path, questionnaire):
    assert replace(again(tmp_path, questionnaire), extras={}) == replace(questionnaire, extras={})


def test_questions_and_sections_are_added_to_a_form(tmp_path, imported):
    more = (
        Question(code="new", kind=Kind.TEXT, text={"en": "New?"}, section="g"),
        Question(code="deep", kind=Kind.MULTIPLE, text={"en": "Deep?"}, options=LAMPS, scale="lamps", section="s"),
        Question(code="t", kind=Kind.TABLE, text={"en": "Who?"}, items=GROUPS, options=LAMPS, scale="lamps"),
    )
    in_group = [each.code for each in imported.questions].index("c") + 1
    questions = (*imported.questions[:in_group], more[0], *imported.questions[in_group:], more[2], more[1])
    section = Section(code="s", title={"en": "Own"})
    same(tmp_path, replace(imported, questions=questions, sections=(*imported.sections, section)))


def test_questions_are_taken_out_of_a_form(tmp_path, imported):
    without = tuple(each for each in imported.questions if each.code != "order")
    same(tmp_path, replace(imported, questions=without))


def test_options_are_changed_added_and_taken_out(tmp_path, imported):
    first, second = imported.question("a").options
    other = imported.question("b").options[-1]
    now = (replace(first, label={"en": "Changed"}), replace(second, code="z", label={"en": "New"}))
    options = {"a": now, "c": now, "order": now, "b": (*now, other)}
    questions = (replace(each, options=options.get(each.code, ())) for each in imported.questions)
    same(tmp_path, replace(imported, questions=tuple(questions)))


def test_settings_are_changed(tmp_path, imported):
    now = replace(imported, title={"en": "Another"}, version="7")
    back = again(tmp_path, now)
    assert (back.title, back.version, back.code) == ({"en": "Another"}, "7", "my_form")


def test_the_order_is_changed(tmp_path, imported):
    back = again(tmp_path, replace(imported, questions=imported.questions[::-1]))
    assert {each.code for each in back.questions} == {each.code for each in imported.questions}
    assert [each.code for each in back.questions][:2] == ["where", "order"]


def test_a_table_is_changed(tmp_path):
    first = again(tmp_path, piers())
    assert xlsform_sheets(first) == read_sheets(tmp_path / "again.xlsx")
    same(tmp_path, change(first, "B3", items=GROUPS[:1]))
    without = tuple(each for each in first.questions if each.code not in {"B3", "B4"})
    same(tmp_path, replace(first, questions=without))


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("label", ("label", "und")),
        ("label::English (en)", ("label", "en")),
        ("label:French", ("label", "fr")),
        ("Label :: pt-BR", ("label", "pt-BR")),
        ("hint::Klingon", ("hint", "x-klingon")),
        ("bind::jr:constraintMsg", ("constraint_message", "und")),
        ("bind:relevant", ("relevant", "")),
        ("relevance", ("relevant", "")),
        ("list name", ("list_name", "")),
        ("media::audio::chinese", ("media::audio::chinese", "")),
        ("label::", ("label", "und")),
    ],
)
def test_columns(header, key):
    assert key_of(header, "und") == key


def test_languages():
    assert language_tag("Quenya (elvish)") == "x-quenya"
    assert language_name("fr") == "French (fr)"
    assert language_tag(language_name("tlh")) == "tlh"


@pytest.mark.parametrize(
    ("written", "kind", "kept"),
    [
        ("select one from l", Kind.SINGLE, ""),
        ("select1 l", Kind.SINGLE, ""),
        ("select all that apply from l", Kind.MULTIPLE, ""),
        ("select_one_from_file f.csv", Kind.KEPT, "choices in another file"),
        ("select_one_external l", Kind.KEPT, "choices in another file"),
        ("int", Kind.NUMBER, ""),
        ("start", Kind.KEPT, "metadata"),
        ("photo", Kind.KEPT, "media"),
        ("dateTime", Kind.KEPT, 'the type "dateTime"'),
    ],
)
def test_types(written, kind, kept):
    found = row_type(written)
    assert (found.kind, found.kept) == (kind, kept)


def planted(tmp_path: Path, part: str, content: bytes) -> Path:
    """A form with one part of its archive replaced."""
    whole = book(tmp_path, survey="type | name | label\ntext | a | A")
    path = tmp_path / "planted.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, content if each == part else old.read(each))
    return path


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
CORNERS = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/sharedStrings.xml", ENTITY, "workbook-unsafe"),
        ("xl/sharedStrings.xml", b"<sst>" + b" " * 40_000_000 + b"</sst>", "workbook-too-large"),
        ("xl/worksheets/sheet1.xml", SHEET % CORNERS, "workbook-too-large"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>", "workbook-damaged"),
        (
            "xl/worksheets/sheet1.xml",
            SHEET % b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(1, 200_002)),
            "workbook-too-large",
        ),
    ],
)
def test_bombs_and_entities_are_refused_at_once(tmp_path, part, content, code):
    path = planted(tmp_path, part, content)
    before = time.process_time()
    with pytest.raises(FileError, match=code):
        read_xlsform(path)
    assert time.process_time() - before < 2


def test_files_that_are_no_workbook(tmp_path, shared_data):
    path = tmp_path / "form.xls"
    old = (shared_data / "forms/XLSForm+pyxform__tutorial.xls").read_bytes()
    for content in (b"", b"type,name\n", old[:100], old[:3000], old[:600] + b"\xff" * 9000, old[:512] + b"\x00" * 9000):
        path.write_bytes(content)
        with pytest.raises(FileError, match=r"\[(file|workbook)-"):
            read_xlsform(path)
    path.write_bytes(old[:512] + "EncryptedPackage".encode("utf-16-le") + old[512:])
    with pytest.raises(FileError, match="workbook-locked"):
        read_xlsform(path)


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (xlrd.XL_CELL_TEXT, "a", "a"),
        (xlrd.XL_CELL_EMPTY, "", ""),
        (xlrd.XL_CELL_NUMBER, 3.0, {"number": "3"}),
        (xlrd.XL_CELL_BOOLEAN, 0, {"boolean": "FALSE"}),
        (xlrd.XL_CELL_DATE, 45657.5, {"datetime": "2024-12-31 12:00:00"}),
        (xlrd.XL_CELL_ERROR, 42, "#N/A"),
    ],
)
def test_cells_of_the_old_format(kind, value, cell):
    assert _cell(_old_value(Cell(kind, value), 0)) == cell


def test_nothing_is_nothing_and_a_time_is_kept():
    assert (_cell(None), _cell(time_of_day(10, 30))) == ("", {"time": "10:30:00"})


def test_a_sheet_of_the_old_format_with_too_many_cells(shared_data, monkeypatch):
    monkeypatch.setattr("commonground.methods.questionnaires.xlsform.sheets.MAX_XLS_CELLS", 10)
    with pytest.raises(FileError, match="workbook-too-large"):
        read_xlsform(shared_data / "forms/XLSForm+pyxform__tutorial.xls")


def test_what_calamine_cannot_read_is_damaged(tmp_path, monkeypatch):
    def fail(path):
        raise python_calamine.CalamineError(path)

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_path", fail)
    with pytest.raises(FileError, match="workbook-damaged"):
        read(tmp_path, survey="type | name | label\ntext | a | A")


def test_an_old_file_that_holds_no_workbook(tmp_path, shared_data):
    old = (shared_data / "forms/XLSForm+pyxform__tutorial.xls").read_bytes()
    path = tmp_path / "form.xls"
    path.write_bytes(old.replace("Workbook".encode("utf-16-le"), "Xorkbook".encode("utf-16-le")))
    with pytest.raises(FileError, match="workbook-not-spreadsheet"):
        read_xlsform(path)


def test_blank_rows_at_the_end_are_no_rows():
    assert _sheet("survey", [["a"], [None], ["", ""]]) == SheetRows(name="survey", rows=(["a"],))


def test_columns_without_a_name_are_kept(tmp_path):
    found = read(tmp_path, survey="type | name |  | label\ntext | a | stray | A").questionnaire
    assert xlsform_sheets(found)[0].rows[1] == ["text", "a", "stray", "A"]


def test_sections_within_sections_without_questions(tmp_path):
    sections = (Section(code="a"), Section(code="b", parent="a"), Section(code="r", parent="a", kept="repeat"))
    back = again(tmp_path, asking(ask("A"), sections=sections))
    assert back.sections == sections


def test_cells_of_every_sort_are_kept(tmp_path):
    row = ["text", {"number": "1.5"}, {"boolean": "TRUE"}, {"date": "2024-12-31"}, {"datetime": "2024-12-31 10:30:00"}]
    sheet = SheetRows(name="survey", rows=([*row, "", "'=1+1", " blank "], [], ["=1+1"]))
    path = tmp_path / "cells.xlsx"
    path.write_bytes(write_sheets([sheet]))
    (back,) = read_sheets(path)
    assert back == sheet
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(path.read_bytes())).read("xl/worksheets/sheet1.xml").split()
    )
