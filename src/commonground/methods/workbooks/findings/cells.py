"""Single cells that are not what their question allows: values off the scale, text for a number."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.audit import Warning_
from commonground.methods.workbooks.findings.context import Context, shown, warning

LONG = 60


def off_scale(context: Context) -> Iterator[Warning_]:
    """Every answer whose points are not those of an option of its question. It is used as it stands."""
    framework = context.reading.bundle.framework
    allowed = {question.code: [option.points for option in question.options] for question in framework.questions}
    for _, sheet, (node, period), position, cell in context.cells():
        points = allowed.get(node)
        if points and cell.number is not None and cell.number not in points:
            scale = ", ".join(shown(each) for each in points)
            message = (
                f"{node} {period} is {shown(cell.number)}, which is none of its options ({scale}); "
                "it is used as it stands."
            )
            yield warning(sheet, position, "off_scale", message)


def text_in_number(context: Context) -> Iterator[Warning_]:
    """Every text in the cell of a figure. It counts as missing."""
    for _, sheet, (node, period), position, cell in context.cells():
        if cell.text:
            text = " ".join(cell.text.split())
            short = f"{text[:LONG]}..." if len(text) > LONG else text
            yield warning(
                sheet, position, "text_in_number", f'{node} {period} holds the text "{short}"; it counts as missing.'
            )


def comments_on_groups(context: Context) -> Iterator[Warning_]:
    """Every comment beside a figure that is no answer: there is no question to keep it with."""
    for sheet in context.reading.sheets.values():
        for (node, period), position in sheet.comments.items():
            if node in context.groups and sheet.comment(node, period):
                message = f"A comment stands beside {node} {period}, which is no question; it is not imported."
                yield warning(sheet, position, "comment", message)
