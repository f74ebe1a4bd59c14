"""Files made to harm whoever opens them, and what opening one costs in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
LONGEST_S, MOST_MEGABYTES = 2.0, 300
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    + "]><x>&l9;</x>"
)
DEEP = 10_000

PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "a file of the server, in the sheet": (SHEET, lambda: EXTERNAL),
    "a file of the server, in the texts": (STRINGS, lambda: EXTERNAL),
    "a file of the server, in the list of sheets": (WORKBOOK, lambda: EXTERNAL),
    "a file of the server, in the relations": (RELATIONS, lambda: EXTERNAL),
    "a file of the server, in the styles": (STYLES, lambda: EXTERNAL),
    "a billion laughs": (STRINGS, lambda: LAUGHS),
    "a sheet of 100 MB": (SHEET, lambda: f"<worksheet><sheetData>{' ' * 100_000_000}</sheetData></worksheet>"),
    "texts of 100 MB": (STRINGS, lambda: f"<sst>{' ' * 100_000_000}</sst>"),
    "two million texts": (STRINGS, lambda: f"<sst>{'<si><t>a</t></si>' * 2_000_000}</sst>"),
    "three million tags in the sheet": (
        SHEET,
        lambda: f"<worksheet><sheetData>{'<a/>' * 3_000_000}</sheetData></worksheet>",
    ),
    "a million tags in one another": (SHEET, lambda: f"{'<a>' * 1_000_000}{'</a>' * 1_000_000}"),
    "a million cells": (
        SHEET,
        lambda: f"<worksheet><sheetData>{'<row><c><v>1</v></c></row>' * 1_000_000}</sheetData></worksheet>",
    ),
    "a million styles": (STYLES, lambda: f"<styleSheet><cellXfs>{'<xf/>' * 1_000_000}</cellXfs></styleSheet>"),
    "a hundred thousand sheets": (
        WORKBOOK,
        lambda: "<workbook><sheets>" + '<sheet name="s" id="rId1"/>' * 100_000 + "</sheets></workbook>",
    ),
}


def planted(source: Path, target: Path, part: str, content: str) -> Path:
    """A workbook of which one part is replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return target


def form(path: Path, *survey: tuple[str, ...]) -> Path:
    """An XLSForm of these rows."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("survey")
        for at, row in enumerate((("type", "name", "label", "relevant", "constraint"), *survey)):
            sheet.write_row(at, 0, row)
        made.add_worksheet("choices").write_row(0, 0, ("list_name", "name", "label"))
    return path


EXPRESSIONS = {
    "brackets": "(" * DEEP + "1" + ")" * DEEP,
    "functions": "not(" * DEEP + "1" + ")" * DEEP,
    "conditions": "if(1, " * DEEP + "1" + ", 2)" * DEEP,
    "signs": "-" * DEEP + "1",
    "steps": "${a}" + " and ${a}" * DEEP,
    "brackets that do not close": "(" * DEEP,
    "references": "${" * DEEP,
    "quotes": "'" * (2 * DEEP + 1),
    "paths": "/".join("a" * DEEP),
    "filters": "a" + "[a" * DEEP + "]" * DEEP,
}


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What reading a file came to: the codes of the problems, or what else was raised; seconds of work; megabytes."""

    codes: list[str]
    seconds: float
    megabytes: float


PROGRAM = """
import json, sys, time
from pathlib import Path
from commonground.methods.errors import CommongroundError
from commonground.methods.offline import read_book
from commonground.methods.questionnaires.files import read_questionnaire
import pyxform.xls2xform
readers = {"book": lambda path: read_book(path, lambda *_: True), "questionnaire": read_questionnaire}
begun = time.process_time()
try:
    readers[sys.argv[1]](Path(sys.argv[2]))
    codes = []
except CommongroundError as error:
    codes = [each.code for each in error.problems]
except BaseException as error:
    codes = [f"{type(error).__name__}: {str(error)[:200]}"]
seconds = time.process_time() - begun
peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"codes": codes, "seconds": seconds, "megabytes": peak}))
"""


def cost(reader: str, path: Path) -> Cost:
    """Read a file as a ``book`` or a ``questionnaire``, in a process that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, reader, str(path)], capture_output=True, text=True, check=True
    )
    return Cost(**json.loads(done.stdout.splitlines()[-1]))
