"""Questionnaires in files, whatever their format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commonground.methods.errors import FileError, Problem
from commonground.methods.questionnaires.checks.conditions import condition_problems
from commonground.methods.questionnaires.handbook import read_handbook
from commonground.methods.questionnaires.questionnaire import Questionnaire
from commonground.methods.questionnaires.xlsform import Import, read_xlsform
from commonground.methods.questionnaires.yaml import read_yaml
from commonground.methods.sentences import Sentence


def _remarked(read: Callable[[Path], Questionnaire]) -> Callable[[Path], Import]:
    def reader(path: Path) -> Import:
        questionnaire = read(path)
        return Import(questionnaire=questionnaire, remarks=tuple(condition_problems(questionnaire)))

    return reader


READERS: dict[str, Callable[[Path], Import]] = {
    ".yaml": _remarked(read_yaml),
    ".yml": _remarked(read_yaml),
    ".csv": _remarked(read_handbook),
    ".xlsx": read_xlsform,
    ".xls": read_xlsform,
}


def read_questionnaire(path: Path) -> Import:
    """Read a questionnaire from YAML, an XLSForm (.xlsx, .xls), or the handbook's CSV, by the file's ending."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise FileError(
            Problem(
                code="questionnaire-format",
                place=path.name,
                message=Sentence("A questionnaire is not read from a file of this ending."),
                remedy=Sentence("Use %(readers)s.", readers=", ".join(READERS)),
            )
        )
    return reader(path)
