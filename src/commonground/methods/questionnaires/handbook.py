"""Questions as the Global Data Barometer's handbook lists them: a CSV with a row a question.

A row that has rows below it by ``Parent ID`` and no options is a section, as is each ``Section ID``. ``Radio`` and
``Option`` are single choices whose codes are the options' numbers; the ``Multiplier`` is the weight. Whatever else a
row says is kept under ``extras``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from commonground.methods.errors import FileError, Problem
from commonground.methods.questionnaires.errors import QuestionnaireError
from commonground.methods.questionnaires.questionnaire import (
    Evidence,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
)
from commonground.methods.sentences import Sentence
from commonground.methods.tables.files import read_bytes

MAX_BYTES = 16_000_000
MOST_ROWS = 20_000
LANGUAGE = "en"
NEEDED = ("Section ID", "Question ID", "Question", "Type", "Parent ID", "Option0")
CHOICES = {"Radio", "Option"}
OPTION = re.compile(r"Option\d+")
READ = {*NEEDED, "OptionGuidance", "Multiplier", "WantJustification"}

Cells = Mapping[str, str]


def read_handbook(path: Path) -> Questionnaire:
    """Read the CSV at ``path``. Raises ``FileError`` and ``QuestionnaireError``."""
    rows = _rows(Path(path))
    parents = {row["Parent ID"] for row in rows}
    groups = {row["Question ID"] for row in rows if row["Question ID"] in parents and not _options(row)}
    themes = dict.fromkeys(row["Section ID"] for row in rows if row["Section ID"])
    return Questionnaire(
        code=code_of(Path(path).stem),
        languages=(LANGUAGE,),
        sections=(
            *(Section(code=code_of(theme), title={LANGUAGE: theme}) for theme in themes),
            *(_section(row, groups) for row in rows if row["Question ID"] in groups),
        ),
        questions=tuple(_question(row, groups) for row in rows if row["Question ID"] not in groups),
    )


def code_of(name: str) -> str:
    """A name as a code: blanks and other signs become ``_``."""
    return re.sub(r"[^\w.-]", "_", name.strip())[:60]


def _rows(path: Path) -> list[Cells]:
    try:
        text = read_bytes(path, MAX_BYTES).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
        rows = [] if missing else [_cells(row) for row in islice(reader, MOST_ROWS + 1)]
    except UnicodeDecodeError:
        raise FileError(
            _problem("file-encoding", path, Sentence("The file is not UTF-8 text."), Sentence("Save it as UTF-8."))
        ) from None
    except csv.Error as error:
        problem = _problem(
            "csv-syntax",
            path,
            Sentence("This is not valid CSV: %(error)s.", error=error),
            Sentence("Look for an open quotation mark."),
        )
        raise FileError(problem) from None
    if missing:
        message = Sentence("There is no column %(missing)s.", missing=", ".join(missing))
        raise QuestionnaireError(
            _problem("table-missing-column", path, message, Sentence("Choose the handbook's questions."))
        )
    if len(rows) > MOST_ROWS:
        message = Sentence("The table has more than %(most)s rows.", most=f"{MOST_ROWS:,}")
        raise QuestionnaireError(_problem("questionnaire-too-large", path, message, Sentence("Split it into several.")))
    return [row for row in rows if row["Question ID"].strip()]


def _cells(row: Mapping[str | None, str | None]) -> Cells:
    return {key: value or "" for key, value in row.items() if key}


def _problem(code: str, path: Path, message: str, remedy: str) -> Problem:
    return Problem(code=code, place=path.name, message=message, remedy=remedy)


def _options(row: Cells) -> list[tuple[str, str]]:
    return [(name.removeprefix("Option"), row[name]) for name in row if OPTION.fullmatch(name) and row[name].strip()]


def _parent(row: Cells, groups: set[str]) -> str:
    return code_of(row["Parent ID"] if row["Parent ID"] in groups else row["Section ID"])


def _section(row: Cells, groups: set[str]) -> Section:
    return Section(
        code=code_of(row["Question ID"]),
        title={LANGUAGE: row["Question"].strip()} if row["Question"].strip() else {},
        parent=_parent(row, groups),
        extras={"handbook": _filled(row)},
    )


def _question(row: Cells, groups: set[str]) -> Question:
    options = tuple(Option(code=code, label={LANGUAGE: label.strip()}) for code, label in _options(row))
    kind = Kind.SINGLE if options or row["Type"] in CHOICES else Kind.NOTE
    multiplier = row.get("Multiplier", "")
    return Question(
        code=code_of(row["Question ID"]),
        kind=kind,
        text={LANGUAGE: row["Question"].strip()} if row["Question"].strip() else {},
        help={LANGUAGE: row["OptionGuidance"].strip()} if row.get("OptionGuidance", "").strip() else {},
        section=_parent(row, groups),
        options=options,
        weight=float(multiplier) if re.fullmatch(r"\d*\.?\d+", multiplier) and float(multiplier) > 0 else None,
        evidence=Evidence(comment=row.get("WantJustification", "") == "Yes"),
        extras={"handbook": _filled(row)},
    )


def _filled(row: Cells) -> dict[str, str]:
    return dict(_kept(row))


def _kept(row: Cells) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if value and name not in READ and not OPTION.fullmatch(name):
            yield name, value
    if code_of(row["Question ID"]) != row["Question ID"]:
        yield "Question ID", row["Question ID"]
    yield "Type", row["Type"]


__all__: Sequence[str] = ("code_of", "read_handbook")
