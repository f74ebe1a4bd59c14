"""Assignments as a table, in the columns in which they are read back."""

from __future__ import annotations

from django.utils import translation

from commonground.core.exporters import Spreadsheet
from commonground.fieldwork.models import Assignment, Round
from commonground.fieldwork.queries.access import not_allowed, permits
from commonground.fieldwork.queries.paper import paper_reader, questionnaire_of
from commonground.fieldwork.queries.standing import Standing
from commonground.instruments.paper import questionnaire_file, state_words

COLUMNS = ("stage", "unit", "email", "name", "questions", "deadline", "hours", "fee", "currency", "state")


def assignments_table(round_: Round, who: Standing) -> Spreadsheet:
    """Every assignment that has not ended, with the holder's address: for the team. Raises ``NotAllowedError``."""
    if not permits(who, "watch", round_):
        raise not_allowed()
    rows = Assignment.objects.filter(stage__round=round_).select_related("stage", "unit__place", "contributor__user")
    ordered = rows.order_by("unit__place__code", "stage__position", "pk")
    return Spreadsheet(name=f"assignments-{round_.index.code}-{round_.number}", header=COLUMNS, rows=map(_row, ordered))


def assignment_paper(assignment: Assignment, form: str, language: str) -> bytes:
    """The questionnaire of an assignment on paper, with the last round's answers, for its holder."""
    round_ = assignment.stage.round
    with translation.override(language):
        stage = assignment.stage.heading
    about = (
        f"{round_.title} · {assignment.unit.place.name} · {stage}",
        state_words(round_.questionnaire.state, round_.questionnaire.number, language),
    )
    reader = paper_reader(assignment, language)
    return questionnaire_file(questionnaire_of(assignment), form, language=language, about=about, reader=reader)


def _row(each: Assignment) -> tuple[object, ...]:
    user = each.contributor.user
    return (
        each.stage.code,
        each.unit.place.code,
        user.email if user else "",
        user.get_full_name() if user else "",
        " ".join(each.questions),
        each.deadline.date() if each.deadline else "",
        "" if each.hours_agreed is None else f"{each.hours_agreed}",
        "" if each.fee is None else f"{each.fee}",
        each.currency,
        each.state,
    )
