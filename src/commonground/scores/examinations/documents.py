"""An examination as a file: HTML, PDF or JSON, by the ending of its name."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.examination import Examination, examination_document
from commonground.scores.examinations.html import page
from commonground.scores.examinations.pdf import typeset
from commonground.scores.examinations.writing import report

ENDINGS = (".html", ".pdf", ".json")


def content(found: Examination, ending: str) -> bytes:
    """The content of a file that ends so; ``require_ending`` tells whether there is one."""
    if ending == ".json":
        return (json.dumps(examination_document(found), ensure_ascii=False, allow_nan=False) + "\n").encode()
    return typeset(report(found)) if ending == ".pdf" else page(report(found)).encode()


def require_ending(path: Path) -> str:
    """The ending of a file's name. Raises a ``CommongroundError`` for one that no report can have."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise CommongroundError(
            Problem(
                code="report-ending",
                place=str(path),
                message="A report is written as HTML, PDF or JSON.",
                remedy="Let its name end in .html, .pdf or .json.",
            )
        )
    return ending


def write(found: Examination, path: Path) -> None:
    """Write the examination, whole or not at all. Raises a ``CommongroundError`` where it cannot be written."""
    whole = content(found, require_ending(path))
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(whole)
        part.replace(path)
    except OSError as error:
        raise CommongroundError(
            Problem(
                code="report-unwritable",
                place=str(path),
                message=f"The report cannot be written: {(error.strerror or 'unknown reason').lower()}.",
                remedy="Check that the folder is there and that you may write to it.",
            )
        ) from None
    finally:
        with suppress(OSError):
            part.unlink()
