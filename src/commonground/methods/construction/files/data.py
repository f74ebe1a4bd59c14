"""Reading the data of a numeric index: a row for each place, or each place and period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from commonground.methods.construction.checks import repeated
from commonground.methods.construction.dataset import Dataset, Values
from commonground.methods.construction.files.spec import Columns, SpecFile
from commonground.methods.errors import ConstructionError, Problem
from commonground.methods.tables.answers import parse_number
from commonground.methods.tables.rows import Line, Table, read_table

MISSING = ("", "NA")
"""What stands in a cell without a value."""


def read_data(path: Path, file: SpecFile) -> Dataset:
    """Read the table at ``path`` (CSV or XLSX) for the indicators and columns of ``file``.

    Places stand in the order of their codes, periods in that of their numbers, or of their names where they are
    none. An empty cell and NA are no value. Raises FileError where the file cannot be read, AnswersError where
    columns are missing or not known, ConstructionError with every other problem found.
    """
    columns, indicators = file.columns, file.spec.hierarchy.codes
    texts = tuple(filter(None, (columns.place, columns.name, columns.period, *columns.groups)))
    wanted = (*texts, *columns.denominators, *indicators)
    _apart((*wanted, *columns.ignore))
    keys = {column: column.casefold() for column in wanted}
    table = read_table(path, required=tuple(keys.values()), optional=tuple(map(str.casefold, columns.ignore)))
    reading = _Reading(table=table, columns=columns, keys=keys)
    numbers = {column: reading.numbers(column) for column in (*columns.denominators, *indicators)}
    groups = {column: reading.labels(column) for column in columns.groups}
    names = reading.labels(columns.name) if columns.name else ()
    reading.refuse()
    return Dataset(
        places=reading.places,
        periods=reading.periods,
        indicators=indicators,
        values=np.stack([numbers[code] for code in indicators], axis=-1),
        denominators={column: numbers[column] for column in columns.denominators},
        groups=groups,
        names=names,
    )


def _apart(columns: Sequence[str]) -> None:
    """Refuse column names that differ in capitals only: the columns of a table are found whatever their capitals."""
    twice = repeated(column.casefold() for column in columns)
    if twice:
        raise ConstructionError(
            *(
                _fault("", f'Several columns would be called "{name}".', "Give each a name of its own.")
                for name in twice
            )
        )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A table's rows by place and period, and what is wrong with them."""

    table: Table
    columns: Columns
    keys: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    rows: dict[tuple[str, str], Line] = field(init=False, default_factory=dict)
    places: tuple[str, ...] = field(init=False)
    periods: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        for line in self.table.lines:
            self.problems.extend(self.placed(line))
        self.places = tuple(sorted({place for place, _ in self.rows}))
        self.periods = tuple(sorted({period for _, period in self.rows}, key=_order))
        if not self.rows:
            self.problems.append(_fault(self.table.name, "The table has no rows.", "Add one for each place."))

    def placed(self, line: Line) -> Iterator[Problem]:
        """Put a row in its place and period, and yield what stands in the way."""
        place = self.text(line, self.columns.place)
        period = self.text(line, self.columns.period) if self.columns.period else ""
        if not place or (self.columns.period and not period):
            yield _fault(self.table.place(line), "The row names no place or no period.", "Fill it in.")
        first = self.rows.setdefault((place, period), line)
        if first is not line:
            message = f"{place} {period}".rstrip() + f" stands already on line {first.number}."
            yield _fault(self.table.place(line), message, "Keep one of the two.")

    def text(self, line: Line, column: str) -> str:
        """What a row says in a column."""
        return line.values[self.keys[column]].strip()

    def numbers(self, column: str) -> Values:
        """A column's numbers, ``[place, period]``."""
        found = np.full((len(self.places), len(self.periods)), np.nan)
        at = {place: index for index, place in enumerate(self.places)}
        when = {period: index for index, period in enumerate(self.periods)}
        for (place, period), line in self.rows.items():
            text = self.text(line, column)
            number = parse_number(text, decimal_comma=self.table.decimal_comma)
            if number is not None:
                found[at[place], when[period]] = number
            elif text not in MISSING:
                message = f'{column}: "{text}" is not a number.'
                self.problems.append(
                    _fault(self.table.place(line), message, "Write a number such as 12.5, or leave the cell empty.")
                )
        return found

    def labels(self, column: str) -> tuple[str, ...]:
        """A column's texts, one for each place, "" for none; those of a place may not differ between periods."""
        found: dict[str, str] = {}
        for (place, _), line in self.rows.items():
            text = self.text(line, column)
            label = "" if text in MISSING else text
            if found.setdefault(place, label) != label:
                message = f'{column}: {place} is "{found[place]}" in one row and "{label}" in this one.'
                self.problems.append(_fault(self.table.place(line), message, "Write the same in all its rows."))
        return tuple(found[place] for place in self.places)

    def refuse(self) -> None:
        """Raise ConstructionError with what is wrong, if anything is."""
        if self.problems:
            raise ConstructionError(*self.problems)


def _order(period: str) -> tuple[float, str]:
    number = parse_number(period, decimal_comma=False)
    return (float("inf") if number is None else number, period)


def _fault(place: str, message: str, remedy: str) -> Problem:
    return Problem(code="construction-data", place=place, message=message, remedy=remedy)
