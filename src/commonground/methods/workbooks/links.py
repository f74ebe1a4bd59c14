"""Formulas that read a sheet which the workbook does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonground.methods.audit import Warning_
from commonground.methods.errors import WorkbookError
from commonground.methods.workbooks.container import refusal
from commonground.methods.workbooks.formulas import references
from commonground.methods.workbooks.grid import Position, Sheet, Workbook, address


def check_links(workbook: Workbook, needed: Iterable[Sheet]) -> list[Warning_]:
    """Refuse a workbook whose country sheets read a sheet that is missing; remark on other sheets that do.

    A summary may well name countries that were taken out: its figures are copies, and nothing is read from it.
    """
    names = {sheet.name.casefold() for sheet in workbook.sheets}
    needed_names = {sheet.name for sheet in needed}
    remarks = []
    for sheet in workbook.sheets:
        missing: dict[str, Position] = {}
        for name, position in _missing(sheet, names):
            missing.setdefault(name, position)
        for name, position in missing.items():
            if sheet.name in needed_names:
                raise _refused(workbook, sheet, name, position)
            message = f'A formula reads the sheet "{name}", which the workbook does not have.'
            remarks.append(Warning_(sheet=sheet.name, cell=address(position), kind="missing_sheet", message=message))
    return remarks


def _missing(sheet: Sheet, names: set[str]) -> Iterator[tuple[str, Position]]:
    """The sheets that are missing, each with a cell that reads it. Those of another workbook cannot be."""
    for position, cell in sheet.cells.items():
        if "!" in cell.formula:
            for reference in references(cell.formula):
                elsewhere = reference.sheet.startswith("[")
                if reference.sheet and not elsewhere and reference.sheet.casefold() not in names:
                    yield reference.sheet, position


def _refused(workbook: Workbook, sheet: Sheet, name: str, position: Position) -> WorkbookError:
    return refusal(
        "workbook-sheet-missing",
        f'The sheet "{name}" is missing: {sheet.name}!{address(position)} reads it.',
        "Use the workbook with all the sheets that its country sheets read.",
        workbook.name,
    )
