"""The audit of an index that came from plain files: what in them stands out, and which figures do not follow."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from commonground.methods.audit import Audit, Mismatch, Warning_
from commonground.methods.index.framework import Question
from commonground.methods.index.score import score
from commonground.methods.index.scorecard import Scorecard
from commonground.methods.tables.bundle import Cell, IndexBundle, Note, PublishedFigure
from commonground.methods.tables.spelling import alternatives, number_text

TOLERANCE = 1e-6
PLACES = 6
"""Decimals to which figures are compared in words."""


def audit_index(bundle: IndexBundle) -> Audit:
    """Recompute every published figure of ``bundle``, and list what in its files is worth a look.

    Sheets are file names and cells are line numbers. The bundle is best read with ``strict=False``, which lets
    typing errors through to here.
    """
    card = score(bundle.framework, bundle.answers)
    mismatches = tuple(_mismatches(bundle, card))
    return Audit(
        workbook=bundle.source.name,
        edition=bundle.edition_label,
        published=len(bundle.published),
        reproduced=len(bundle.published) - len(mismatches),
        mismatches=mismatches,
        warnings=(*_texts(bundle), *_off_scale(bundle), *_unpublished(bundle, card)),
    )


def _mismatches(bundle: IndexBundle, card: Scorecard) -> Iterator[Mismatch]:
    for figure in bundle.published:
        recomputed = card[figure.node, figure.place, figure.period]
        if recomputed is None or abs(recomputed - figure.value) > TOLERANCE:
            yield Mismatch(
                sheet=figure.sheet,
                cell=figure.cell,
                place=figure.place,
                period=figure.period,
                node=figure.node,
                published=figure.value,
                recomputed=recomputed,
                cause=_cause(bundle, card, figure, recomputed),
            )


def _cause(bundle: IndexBundle, card: Scorecard, figure: PublishedFigure, recomputed: float | None) -> str:
    if recomputed is None:
        why = card.trace(figure.node, figure.place, figure.period).why
        return f"The rule gives no figure here. {why.sentence if why else ''}".strip()
    typed, due = _digits(figure.value), _digits(recomputed)
    if _swapped(typed, due):
        return f"Two neighbouring digits are swapped: {typed} is typed, {due} follows from the answers."
    if (decimals := _rounding(figure.value, recomputed)) is not None:
        return f"The figure is rounded to {decimals} decimal{'s' if decimals != 1 else ''}."
    if texts := _texts_below(bundle, figure):
        return f"An answer that it rests on is read as missing: {', '.join(texts)}."
    return "The figure does not follow from the answers in the file; it may rest on other answers or another rule."


def _digits(value: float) -> str:
    return f"{value:.{PLACES}f}".rstrip("0").rstrip(".")


def _swapped(typed: str, due: str) -> bool:
    one, other = typed.replace(".", ""), due.replace(".", "")
    if len(one) != len(other) or typed.find(".") != due.find("."):
        return False
    differ = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(differ) != 2 or differ[1] - differ[0] != 1:  # noqa: PLR2004 -- two neighbouring digits
        return False
    first, second = differ
    return one[first] == other[second] and one[second] == other[first]


def _rounding(value: float, recomputed: float) -> int | None:
    return next((decimals for decimals in range(PLACES) if math.isclose(round(recomputed, decimals), value)), None)


def _texts_below(bundle: IndexBundle, figure: PublishedFigure) -> list[str]:
    leaves = bundle.framework.leaves(figure.node)
    notes = ((leaf, bundle.notes.get((figure.place, figure.period, leaf))) for leaf in leaves)
    return [f'{leaf} holds "{note.raw}" ({note.at})' for leaf, note in notes if note and note.raw]


def _texts(bundle: IndexBundle) -> Iterator[Warning_]:
    questions = {question.code: question for question in bundle.framework.questions}
    for cell, note in bundle.notes.items():
        if note.raw:
            message = f'{_named(cell)} holds "{note.raw}", which is read as missing. {_allowed(questions[cell[2]])}'
            yield _warning(note, "text_in_number", message)


def _off_scale(bundle: IndexBundle) -> Iterator[Warning_]:
    answers = bundle.answers
    for column, code in enumerate(answers.questions):
        question = bundle.framework.question(code)
        points = [option.points for option in question.options if option.points is not None]
        found = answers.points[:, :, column]
        for place, period in np.argwhere(~np.isnan(found) & ~np.isin(found, points)):
            cell = answers.places[place], answers.periods[period], code
            value = number_text(float(found[place, period]))
            message = f"{_named(cell)} holds {value}, which is used as it stands. {_allowed(question)}"
            yield _warning(bundle.notes.get(cell, Note()), "off_scale", message)


def _unpublished(bundle: IndexBundle, card: Scorecard) -> Iterator[Warning_]:
    """Yield the figures that the rule gives but the file leaves out, for each node of which it has some."""
    given = {(figure.place, figure.period, figure.node) for figure in bundle.published}
    sheets = {figure.node: figure.sheet for figure in bundle.published}
    for place in bundle.answers.places:
        for period in bundle.answers.periods:
            for node, sheet in sheets.items():
                value = card[node, place, period]
                if value is not None and (place, period, node) not in given:
                    message = f"{place} {period} {node} is not published; the rule gives {_digits(value)}."
                    yield Warning_(sheet=sheet, cell="", kind="unpublished", message=message)


def _named(cell: Cell) -> str:
    return " ".join(cell)


def _allowed(question: Question) -> str:
    codes = tuple(dict.fromkeys(option.code for option in question.options))
    return f"{question.code} allows {alternatives(codes)}."


def _warning(note: Note, kind: str, message: str) -> Warning_:
    sheet, _, line = note.at.rpartition(":")
    return Warning_(sheet=sheet, cell=line, kind=kind, message=message)
