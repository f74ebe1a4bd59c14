"""What pyxform, the standard's own reader, says about a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.structure import DEEPEST, too_deep
from commonground.methods.questionnaires.xlsform.columns import Table, find
from commonground.methods.questionnaires.xlsform.languages import UNKNOWN
from commonground.methods.questionnaires.xlsform.sheets import SheetRows
from commonground.methods.questionnaires.xlsform.types import row_type
from commonground.methods.sentences import Sentence

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
MOST_ROWS = 20_000


def pyxform_problems(sheets: Sequence[SheetRows], name: str) -> Iterator[Problem]:
    """A problem where pyxform refuses the form: with its own words, which name the row."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415 -- slow import
    from pyxform.xls2xform import convert  # noqa: PLC0415 -- slow import

    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        yield Problem(
            code="xlsform-too-large",
            place=name,
            message=Sentence("The form has more than %(most)s rows.", most=f"{MOST_ROWS:,}"),
            remedy=Sentence("Split it into several forms."),
        )
        return
    if _depth(sheets) > DEEPEST:  # pyxform goes down by calling itself
        yield too_deep(Sentence("A group stands inside more than %(most)s others.", most=DEEPEST), name)
        return
    try:
        convert(_workbook(sheets), validate=False, form_name="form")
    except PyXFormError as error:
        yield Problem(
            code="xlsform-refused",
            place=name,
            message=" ".join(str(error).split()),
            remedy=Sentence("Mend the form as XLSForm wants it, and try again."),
        )


def _depth(sheets: Sequence[SheetRows]) -> int:
    """How many groups stand in one another, at most."""
    survey = find(sheets, "survey")
    rows = Table(sheet=survey, source=UNKNOWN).plain() if survey else ()
    types = [[row_type(said) for said in row.values()] for row in rows]
    steps = (any(each.begins for each in row) - any(each.ends for each in row) for row in types)
    return max(accumulate(steps, initial=0))


def _workbook(sheets: Sequence[SheetRows]) -> dict[str, Any]:
    book: dict[str, Any] = {"sheet_names": [sheet.name for sheet in sheets]}
    for wanted in SHEETS:
        sheet = find(sheets, wanted)
        if sheet is not None:
            table = Table(sheet=sheet, source=UNKNOWN)
            book[wanted] = table.plain()
            heads = (" ".join(header.split()) for header in table.headers)
            book[f"{wanted}_header"] = [{head: None for head in heads if head}]
    return book
