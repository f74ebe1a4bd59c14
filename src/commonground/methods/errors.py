"""The errors of the method. Each has a code of the catalogue (``docs/reference/errors.md``), a place and a remedy.

CommongroundError
├── FrameworkError      a framework that contradicts itself
├── AnswersError        answers that do not fit their framework
├── ConstructionError   numeric data and steps from which no index can be built
└── FileError           a file that cannot be read as what it should be
    └── WorkbookError   a spreadsheet that is refused whole
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: its catalogue ``code``, ``place`` (file, line, cell), what is wrong and what to do."""

    code: str
    message: str
    remedy: str = ""
    place: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.message}{' ' + self.remedy if self.remedy else ''} [{self.code}]"


class CommongroundError(Exception):
    """A user's error. ``problems`` lists all that was found, not the first only."""

    def __init__(self, *problems: Problem) -> None:
        self.problems: Sequence[Problem] = problems
        super().__init__("\n".join(map(str, problems)))


class FrameworkError(CommongroundError):
    """A framework that contradicts itself."""


class AnswersError(CommongroundError):
    """Answers that do not fit their framework."""


class ConstructionError(CommongroundError):
    """Numeric data and steps from which no index can be built."""


class FileError(CommongroundError):
    """A file that cannot be read as what it should be."""


class WorkbookError(FileError):
    """A spreadsheet that is refused whole: not one, cut short, locked, or a bomb."""
