"""Wordings that differ between sheets."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.audit import Warning_
from commonground.methods.tables.bundle import WordingVariant
from commonground.methods.workbooks.findings.context import Context, warning

AROUND = 20


def wordings(context: Context) -> Iterator[Warning_]:
    """Every wording that is not the majority's, told at the first sheet that holds it."""
    sheets = {sheet.name: sheet for sheet in context.reading.sheets.values()}
    for variant in context.reading.bundle.variants:
        first = sheets[variant.sheets[0]]
        position = first.wordings[variant.question].positions[variant.field]
        canonical = context.reading.words[variant.question].canonical[variant.field]
        yield warning(first, position, "wording", _message(variant, canonical))


def _message(variant: WordingVariant, canonical: str) -> str:
    others = f" (also in {', '.join(variant.sheets[1:])})" if variant.sheets[1:] else ""
    here, there = (" ".join(text.split()) for text in (variant.text, canonical))
    if here == there:
        return f"The {variant.field} of {variant.question} differs from most sheets in blanks and line ends{others}."
    start = next((at for at, (one, other) in enumerate(zip(here, there, strict=False)) if one != other), -1)
    start = min(len(here), len(there)) if start < 0 else start
    return (
        f'The {variant.field} of {variant.question} reads "{_around(here, start)}" '
        f'where most sheets read "{_around(there, start)}"{others}.'
    )


def _around(text: str, start: int) -> str:
    first, last = max(start - AROUND, 0), start + AROUND
    return f"{'...' if first else ''}{text[first:last]}{'...' if last < len(text) else ''}"
