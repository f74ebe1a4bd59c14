"""One cell: its answers side by side, their history, what is asked about it, and what is decided."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.fieldwork.actions.adjudication import adjudicate, adjudicate_by_majority
from commonground.fieldwork.actions.notices import preview_query
from commonground.fieldwork.actions.review import ask, end_blinding
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.forms.people import SaidForm
from commonground.fieldwork.models import State
from commonground.fieldwork.queries.access import CellOf
from commonground.fieldwork.queries.deciding import considered
from commonground.fieldwork.queries.differing import to_decide
from commonground.fieldwork.queries.people import assignment_of
from commonground.fieldwork.queries.reading import Words, cell_page, unit_of_round, units_of
from commonground.fieldwork.queries.worded import read_in
from commonground.fieldwork.views.rounds.door import Entered, entered, kept_of, unit_at
from commonground.methods.canonical import canonical, digest
from commonground.methods.index.framework import Reason
from commonground.methods.questionnaires import Kind, Question
from commonground.responses.queries import Cell, asked

if TYPE_CHECKING:
    from django.http import HttpResponse

    from commonground.fieldwork.models import Unit

A_PAGE = 80


@entered()
def cell(on: Entered, unit: int, question: str, period: str) -> HttpResponse:
    where = unit_at(on, unit)
    on.require("read-decisions", CellOf(unit=where, question=question))
    return _page(on, where, _cell(on, question, period, on.asked.get("item", "")))


@entered(post=True, get=False)
def decide(on: Entered, unit: int, question: str, period: str) -> HttpResponse:
    """Adopt a value for the cell; what was seen of it must still be so."""
    where = unit_at(on, unit)
    on.require("adjudicate", CellOf(unit=where, question=question))
    which = _cell(on, question, period, on.posted.get("item", ""))
    state, value = _decided(on, which)
    adjudicate(
        unit=where,
        cell=which,
        state=state,
        value=value,
        reason=on.posted.get("reason", ""),
        seen=_keys(on.posted.get("seen", "")),
        based_on=int(on.posted.get("based_on", "0")) if on.posted.get("based_on", "0").isdigit() else 0,
        by=on.user,
    )
    return on.done(_("Decided: %(unit)s, %(cell)s.") % {"unit": where, "cell": which}, "deciding")


@entered(post=True, get=False)
def put_query(on: Entered, unit: int, question: str, period: str) -> HttpResponse:
    """Ask whoever gave one of the answers about it."""
    where = unit_at(on, unit)
    which = _cell(on, question, period, on.posted.get("item", ""))
    key = on.posted.get("assignment", "")
    found = assignment_of(on.round, int(key)) if key.isdigit() else None
    if found is None or found.unit_id != where.pk or not on.may("ask", found):
        raise Http404
    form = SaidForm(on.posted)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    if text and "confirmed" not in on.posted:
        mail = preview_query(found, question, on.user, on.tongue(found))
        return on.page("query_ask", to=found, cell=which, text=text, kept=kept_of(on), mail=mail)
    made = ask(assignment=found, cell=which, text=text, by=on.user)
    return on.done(_("The query is put, and its addressee is told."), "query", key=made.pk)


@entered()
def deciding(on: Entered) -> HttpResponse:
    """What differs, unit by unit, for those who decide."""
    rows = to_decide(on.round, on.who)
    if not rows and not on.may("watch") and not any(on.may("adjudicate", unit) for unit in units_of(on.round)):
        on.require("watch")
    page = Paginator(rows, A_PAGE).get_page(on.asked.get("page", 1))
    left = sum(row.open for row in rows)
    return on.page(
        "deciding", rows=page, left=left, decided=sum(row.ruled is not None and not row.overtaken for row in rows)
    )


@entered("manage", post=True)
def majority(on: Entered) -> HttpResponse:
    """All that a majority of the answers decides: listed first, and decided only as listed."""
    proposed = adjudicate_by_majority(round_=on.round, dry_run=True, by=on.user)
    listed = digest(
        [f"{each.unit} {each.cell} {canonical([each.state, each.value])} {each.reason}" for each in proposed]
    )
    if on.request.method == "POST" and on.posted.get("listed") == listed:
        adjudicate_by_majority(round_=on.round, dry_run=False, by=on.user)
        told = ngettext("%(n)s cell was decided.", "%(n)s cells were decided.", len(proposed)) % {"n": len(proposed)}
        return on.done(told, "deciding")
    questionnaire = asked(on.round.questionnaire)
    rows = [
        (
            each,
            Words(question=questionnaire.question(each.cell.question), languages=read_in(questionnaire)).of(
                each.state, each.value
            ),
        )
        for each in proposed
    ]
    return on.page("majority", rows=rows, listed=listed, changed=on.request.method == "POST")


@entered("see", post=True)
def unblind(on: Entered, unit: int) -> HttpResponse:
    """Open to each other what the blind stages of a unit handed in: asked first, since it is for good."""
    found = unit_of_round(on.round, unit)
    if found is None:
        raise Http404
    on.require("end-blinding", found)
    if on.request.method == "POST":
        end_blinding(unit=found, by=on.user)
        return on.done(_("Blinding has ended for %(unit)s.") % {"unit": found}, "round")
    return on.page("unblind", unit=found)


def _page(on: Entered, unit: Unit, which: Cell) -> HttpResponse:
    questionnaire = asked(on.round.questionnaire)
    question = questionnaire.question(which.question)
    words = Words(question=question, languages=read_in(questionnaire))
    seen = considered(on.round, unit.pk, which)
    page = cell_page(on.round, on.who, unit, which)
    return on.page(
        "cell",
        unit=unit,
        cell=which,
        period=on.round.periods.get(code=which.period),
        question=question,
        heading=question.heading(*read_in(questionnaire)),
        item=words.item(which.item),
        page=page,
        options=[(code, label) for code, label in words.labels.items()],
        multiple=question.answer_kind is Kind.MULTIPLE,
        states=_states(question),
        seen=" ".join(str(each.id) for each in seen),
        based_on=page.row.ruled.number if page.row.ruled else 0,
        may_adjudicate=on.may("adjudicate", CellOf(unit=unit, question=which.question)),
        may_ask=[each for each in page.row.given if on.may("ask", _whole(on, each.assignment))],
        reason_needed=bool(on.round.locking),
    )


def _states(question: Question) -> list[tuple[str, str]]:
    """An option may say "does not apply" already."""
    said = any(each.reason is Reason.NOT_APPLICABLE for each in question.options)
    left_out = {State.ANSWERED, State.NOT_APPLICABLE} if said else {State.ANSWERED}
    return [each for each in State.choices if each[0] not in left_out]


def _whole(on: Entered, assignment: object) -> object:
    assignment.stage.round = on.round
    return assignment


def _cell(on: Entered, question: str, period: str, item: str) -> Cell:
    """A cell that the round has; a page that is not there otherwise."""
    questionnaire = asked(on.round.questionnaire)
    known = question in questionnaire and item in questionnaire.question(question).cells
    if not known or not on.round.periods.filter(code=period).exists():
        raise Http404
    return Cell(question=question, period=period, item=item)


def _decided(on: Entered, which: Cell) -> tuple[str, str | list[str] | None]:
    """State and value as they were chosen: ``answered:CODE`` or a state, or a value of its own."""
    chosen = on.posted.get("chosen", "")
    if chosen in dict(State.choices) and chosen != State.ANSWERED:
        return chosen, None
    if chosen == "value":
        return State.ANSWERED, on.posted.get("value", "").strip()
    if chosen.startswith("answer:"):
        return _as_json(chosen.removeprefix("answer:"))
    if chosen.startswith("option:"):
        codes = [each.removeprefix("option:") for each in on.posted.getlist("chosen")]
        kind = asked(on.round.questionnaire).question(which.question).answer_kind
        return State.ANSWERED, codes if kind is Kind.MULTIPLE else codes[0]
    raise refuse("cell", _("Nothing was chosen."), _("Choose a value."), str(which))


def _as_json(text: str) -> tuple[str, str | list[str] | None]:
    try:
        state, value = json.loads(text)
    except ValueError:
        return "", None
    return str(state), value


def _keys(text: str) -> list[UUID]:
    try:
        return [UUID(each) for each in text.split()]
    except ValueError:
        raise Http404 from None
