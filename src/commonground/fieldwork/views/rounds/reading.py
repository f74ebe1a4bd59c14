"""Reading what was answered: one question in all units, the whole sheet, how far people agree, what governments say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404

from commonground.core.exporters import Spreadsheet
from commonground.fieldwork.queries.agreement import agreement
from commonground.fieldwork.queries.progress import sections_of
from commonground.fieldwork.queries.reading import CellRow, Words, cells, questions_of, remarks_of, units_of
from commonground.fieldwork.queries.worded import read_in
from commonground.fieldwork.views.rounds.door import Entered, entered
from commonground.responses.queries import Cell, asked

if TYPE_CHECKING:
    from django.http import HttpResponse

    from commonground.fieldwork.models import Unit
    from commonground.methods.questionnaires import Question, Questionnaire

UNITS_A_PAGE = 20
ROWS_A_PAGE = 14
COLUMNS_A_PAGE = 60
CUT = 160
"""Signs of a comment that a list shows; the cell's own page shows all of it."""


@entered("read-all")
def questions(on: Entered) -> HttpResponse:
    questionnaire = asked(on.round.questionnaire)
    words = on.asked.get("q", "")
    found = questions_of(questionnaire, words)
    sections = [
        (title or code, [(q, q.heading(*read_in(questionnaire))) for q in found if q.section == code])
        for code, title in sections_of(questionnaire)
    ]
    return on.page("questions", sections=[each for each in sections if each[1]], words=words, n=len(found))


@entered("read-all")
def question(on: Entered, code: str) -> HttpResponse:
    """One question across all units, with every period and every answer."""
    questionnaire = asked(on.round.questionnaire)
    every = questions_of(questionnaire)
    at = next((at for at, each in enumerate(every) if each.code == code), None)
    if at is None:
        raise Http404
    found, periods = every[at], list(on.round.periods.all())
    page = Paginator(units_of(on.round), UNITS_A_PAGE).get_page(on.asked.get("page", 1))
    rows = cells(on.round, on.who, [found], list(page.object_list), [period.code for period in periods])
    table = [
        (
            unit,
            [(period, item, _cell(rows, unit, found, period.code, item)) for item in found.cells for period in periods],
        )
        for unit in page.object_list
    ]
    words = Words(question=found, languages=read_in(questionnaire))
    return on.page(
        "question",
        question=found,
        heading=found.heading(*read_in(questionnaire)),
        words=words,
        table=table,
        units=page,
        before=every[at - 1] if at else None,
        after=every[at + 1] if at + 1 < len(every) else None,
        cut=CUT,
    )


@entered("read-all")
def sheet(on: Entered) -> HttpResponse:
    """All questions by all units in one period: what was decided, or what is said."""
    questionnaire = asked(on.round.questionnaire)
    sections, periods = sections_of(questionnaire), list(on.round.periods.all())
    chosen = next((p for p in periods if p.code == on.asked.get("period")), periods[-1] if periods else None)
    words, says = on.asked.get("q", ""), on.asked.get("says", "")
    section = on.asked.get("section", "") if on.asked.get("section", "") in dict(sections) else ""
    found = questions_of(questionnaire, words, section)
    units = units_of(on.round)
    columns = Paginator(units, COLUMNS_A_PAGE).get_page(on.asked.get("units", 1))
    if says:
        found = _that_say(on, found, units, chosen.code if chosen else "", says)
    lines = [(question, item) for question in found for item in question.cells]
    page = Paginator(lines, ROWS_A_PAGE).get_page(on.asked.get("page", 1))
    shown = list({q.code: q for q, _ in page.object_list}.values())
    rows = cells(on.round, on.who, shown, list(columns.object_list), [chosen.code] if chosen else [])
    code = chosen.code if chosen else ""
    table = [
        (q, item, q.heading(*read_in(questionnaire)), [_cell(rows, u, q, code, item) for u in columns.object_list])
        for q, item in page.object_list
    ]
    query = on.asked.copy()
    query.pop("page", None)
    return on.page(
        "sheet",
        table=table,
        lines=page,
        columns=columns,
        sections=sections,
        section=section,
        periods=periods,
        period=chosen,
        words=words,
        says=says.casefold(),
        asked_for=says,
        query=query.urlencode(),
    )


def _that_say(on: Entered, questions: list[Question], units: list[Unit], period: str, says: str) -> list[Question]:
    """The questions to which somebody answered or commented so."""
    rows = cells(on.round, on.who, questions, units, [period])
    hit = {cell.question for (_, cell), row in rows.items() if _says(row, says.casefold())}
    return [question for question in questions if question.code in hit]


def _says(row: CellRow, wanted: str) -> bool:
    texts = [row.ruled_words, *(text for each in row.given for text in (each.words, each.said.comment))]
    return any(wanted in text.casefold() for text in texts)


@entered("read-all")
def sheet_csv(on: Entered) -> HttpResponse:
    """Every answer and every decision, a row each."""
    questionnaire = asked(on.round.questionnaire)
    periods = [period.code for period in on.round.periods.all()]
    rows = cells(on.round, on.who, questions_of(questionnaire), units_of(on.round), periods)
    order = {question.code: at for at, question in enumerate(questionnaire.questions)}
    ordered = sorted(
        rows.values(),
        key=lambda r: (r.unit.place.code, order[r.cell.question], r.cell.item, periods.index(r.cell.period)),
    )
    lines = [line for row in ordered for line in _lines(row)]
    header = ("unit", "question", "period", "item", "what", "who", "state", "value", "words", "comment", "number", "at")
    return Spreadsheet(name=f"{on.round.index.code}-{on.round.number}-answers", header=header, rows=lines).response(
        "csv"
    )


def _lines(row: CellRow) -> list[tuple[object, ...]]:
    where = (row.unit.place.code, row.cell.question, row.cell.period, row.cell.item)
    told: list[tuple[object, ...]] = [
        (
            *where,
            each.assignment.stage.code,
            each.assignment.contributor.pseudonym,
            each.said.state,
            _plain(each.said.value),
            each.words,
            each.said.comment,
            each.said.number,
            each.said.at.isoformat(timespec="seconds"),
        )
        for each in row.given
    ]
    if row.ruled:
        ruled = row.ruled
        told.append(
            (
                *where,
                "decision",
                "",
                ruled.state,
                _plain(ruled.value),
                row.ruled_words,
                ruled.reason,
                ruled.number,
                ruled.at,
            )
        )
    return told


def _plain(value: object) -> object:
    return " ".join(value) if isinstance(value, list) else value


def _cell(rows: dict, unit: Unit, question: Question, period: str, item: str) -> CellRow:
    cell = Cell(question=question.code, period=period, item=item)
    empty = CellRow(unit=unit, cell=cell, given=(), ruled=None, ruled_words="")
    return rows.get((unit.pk, cell), empty)


@entered("read-all")
def agreed(on: Entered) -> HttpResponse:
    """Those questions first on which people agree least."""
    found = agreement(on.round, on.who)
    questionnaire = asked(on.round.questionnaire)
    rows = [(each, _heading(questionnaire, each.question)) for each in found.questions] if found else []
    rows.sort(key=lambda row: (row[0].alpha.value is None, row[0].alpha.value))
    return on.page("agreement", found=found, rows=rows)


def _heading(questionnaire: Questionnaire, code: str) -> str:
    """Of a question, or of the table that a row belongs to."""
    known = code if code in questionnaire else code.rpartition(".")[0]
    return questionnaire.question(known).heading(*read_in(questionnaire)) if known in questionnaire else ""


@entered("read-all")
def remarks(on: Entered) -> HttpResponse:
    return on.page("remarks", remarks=remarks_of(on.round, on.who))
