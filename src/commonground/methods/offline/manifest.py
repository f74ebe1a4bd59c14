"""The manifest of a workbook: what stands behind each of its cells, on a hidden sheet, with a signature."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commonground.methods.errors import WorkbookError
from commonground.methods.offline.book import COLUMNS, FIELDS, Book, Row, Slot
from commonground.methods.offline.spelling import fits, mark, text_in
from commonground.methods.questionnaires import Kind
from commonground.methods.sentences import Sentence
from commonground.methods.workbooks.container import refusal
from commonground.methods.workbooks.grid import Sheet, Workbook

Sign = Callable[[str], str]
IsSigned = Callable[[str, str], bool]
"""Whether a text has this signature."""

SCHEMA = "commonground/offline/1"
PIECE = 30_000
AGAIN = Sentence("Download the workbook again, and copy your answers.")
ROW = "cg:row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A row as the manifest knows it: ``slots`` are the number and the marks of its fields by period."""

    question: str
    item: str
    code: str
    kind: Kind
    choices: Mapping[str, str]
    wording: str
    slots: Mapping[str, tuple[int, Mapping[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A manifest whose signature holds. ``columns`` are headings by mark."""

    key: str
    questionnaire: str
    columns: Mapping[str, str]
    rows: Mapping[str, Known]
    words: Mapping[str, Mapping[str, str]]


def column_marks(book: Book) -> list[tuple[str, str]]:
    """The hidden mark and the heading of every column, in order."""
    headings = book.words.headings
    first = [(f"cg:{name}", headings[name]) for name in COLUMNS]
    rest = [
        (f"cg:{name}|{code}", f"{headings[name]} {label}".strip())
        for code, label in book.periods.items()
        for name in ("last", *FIELDS)
    ]
    return first + rest


def row_mark(book: Book, row: Row) -> str:
    """The hidden mark of a row."""
    return mark(book.key, row.question, row.item)


def written_fields(slot: Slot) -> Iterator[tuple[str, str]]:
    """The fields that fit into a cell; the others are shown in part, and locked."""
    for name in FIELDS:
        text = slot.shown.get(name, "")
        if fits(text):
            yield name, text


def manifest_lines(book: Book, sign: Sign) -> list[str]:
    """The column of texts that the hidden sheet holds: schema, signature, and the document in pieces."""
    text = json.dumps(_document(book), ensure_ascii=True, separators=(",", ":"))
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    return [SCHEMA, sign(text), *pieces]


def _document(book: Book) -> dict[str, Any]:
    lists = {json.dumps(row.choices, sort_keys=True): row.choices for row in book.rows}
    names = {text: str(at) for at, text in enumerate(lists)}
    return {
        "key": book.key,
        "questionnaire": book.questionnaire,
        "columns": dict(column_marks(book)),
        "words": {
            "states": dict(book.words.states),
            "basis": dict(book.words.bases),
            "confidence": dict(book.words.confidences),
        },
        "choices": {names[text]: dict(choices) for text, choices in lists.items()},
        "rows": {
            row_mark(book, row): {
                "question": row.question,
                "item": row.item,
                "code": row.code,
                "kind": row.kind.value,
                "choices": names[json.dumps(row.choices, sort_keys=True)],
                "wording": row.wording,
                "slots": {
                    slot.period: [slot.number, {name: mark(text) for name, text in written_fields(slot)}]
                    for slot in row.slots
                },
            }
            for row in book.rows
        },
    }


def manifest_in(workbook: Workbook, is_signed: IsSigned) -> Manifest:
    """The manifest of a workbook. Raises ``WorkbookError`` where there is none, or not as it was written."""
    sheet = next((each for each in workbook.sheets if SCHEMA in (cell.value for cell in each.cells.values())), None)
    if sheet is None:
        message = Sentence("This is not a workbook that was made here, or its hidden sheet was taken out.")
        raise refusal("offline-foreign", message, AGAIN, workbook.name)
    signature, text = _text(sheet)
    if not is_signed(text, signature):
        raise _altered(workbook.name)
    return _read(json.loads(text))


def _text(sheet: Sheet) -> tuple[str, str]:
    lines = [text_in(sheet.cells[position]) for position in sorted(sheet.cells)]
    after = lines[lines.index(SCHEMA) + 1 :]
    return (after[0] if after else ""), "".join(after[1:])


def _altered(name: str) -> WorkbookError:
    return refusal(
        "offline-altered",
        Sentence("The hidden sheet of this workbook is not as it was made."),
        AGAIN,
        name,
    )


def _read(document: Mapping[str, Any]) -> Manifest:
    return Manifest(
        key=document["key"],
        questionnaire=document["questionnaire"],
        columns=document["columns"],
        words=document["words"],
        rows={
            name: Known(
                question=row["question"],
                item=row["item"],
                code=row["code"],
                kind=Kind(row["kind"]),
                choices=document["choices"][row["choices"]],
                wording=row["wording"],
                slots={period: (number, marks) for period, (number, marks) in row["slots"].items()},
            )
            for name, row in document["rows"].items()
        },
    )
