"""An audit as text for a terminal: what was reproduced, what was not and why, what stands out."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from commonground.methods.audit import Audit, Mismatch

COLUMNS = ("cell", "place", "period", "node", "published", "recomputed")


def table(audit: Audit, *, width: int = 100) -> list[str]:
    """The lines of an audit: a summary, the mismatches as a table with their causes, the warnings by kind."""
    return [*_summary(audit), *_mismatches(audit, width), *_warnings(audit, width)]


def _summary(audit: Audit) -> Iterator[str]:
    yield f"{audit.workbook}, edition {audit.edition}"
    yield f"{audit.reproduced:,} of {audit.published:,} published figures follow from the answers by the rule."


def _mismatches(audit: Audit, width: int) -> Iterator[str]:
    if not audit.mismatches:
        return
    rows = [COLUMNS, *(_row(mismatch) for mismatch in audit.mismatches)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    yield ""
    for row, mismatch in zip(rows, (None, *audit.mismatches), strict=True):
        yield "  ".join(text.ljust(size) for text, size in zip(row, widths, strict=True)).rstrip()
        if mismatch:
            yield from textwrap.wrap(mismatch.cause, width, initial_indent="    ", subsequent_indent="    ")


def _row(mismatch: Mismatch) -> tuple[str, ...]:
    return (
        f"{mismatch.sheet}!{mismatch.cell}",
        mismatch.place,
        mismatch.period,
        mismatch.node,
        _number(mismatch.published),
        _number(mismatch.recomputed),
    )


def _number(number: float | None) -> str:
    return "none" if number is None else f"{number:.4f}"


def _warnings(audit: Audit, width: int) -> Iterator[str]:
    counts = Counter(warning.kind for warning in audit.warnings)
    for kind, count in counts.most_common():
        yield ""
        yield f"{kind}: {count}"
        for warning in audit.warnings:
            if warning.kind == kind:
                line = f"{warning.sheet}!{warning.cell}  {warning.message}"
                yield from textwrap.wrap(line, width, initial_indent="  ", subsequent_indent="    ")
