"""An assignment's questionnaire as it is printed: its questions, and what the last round decided beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonground.fieldwork.models import Assignment, AssignmentState, Role
from commonground.fieldwork.queries.last import Last, last_answers
from commonground.fieldwork.queries.standing import covers
from commonground.fieldwork.queries.worded import Tongue, answer_words
from commonground.methods.questionnaires import Question, Questionnaire, said
from commonground.methods.questionnaires.paper import Reader
from commonground.responses.queries import Cell, asked

REVIEWING = frozenset({Role.PEER_REVIEWER, Role.MODERATOR, Role.AUDITOR})
UNOPENED = frozenset({AssignmentState.INVITED, AssignmentState.DECLINED, AssignmentState.WITHDRAWN})


def questionnaire_of(assignment: Assignment) -> Questionnaire:
    """What the assignment's round asks."""
    return asked(assignment.stage.round.questionnaire)


def is_printed(assignment: Assignment) -> bool:
    """Whether the questions of ``assignment`` are shown to its holder yet."""
    return assignment.state not in UNOPENED


def paper_reader(assignment: Assignment, language: str) -> Reader:
    """What is printed for the holder of ``assignment``: points only where the round shows the effect on the score."""
    of = questionnaire_of(assignment)
    last = last_answers(assignment.stage.round, [assignment.unit]).get(assignment.unit_id, {})
    return Reader(
        questions=frozenset(each.code for each in of.questions if covers(assignment, each.code)),
        points=assignment.stage.round.preview,
        guidance=assignment.stage.role in REVIEWING,
        before=_before(of, last, Tongue(first=language, source=of.source)),
    )


def _before(of: Questionnaire, last: Mapping[Cell, Last], say: Tongue) -> dict[str, list[tuple[str, str]]]:
    """By question: each answer of the last round once, with the period and the row that it is about."""
    lines: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with override(say.first):
        for cell, answer in last.items():
            if cell.question in of:
                line = _line(of.question(cell.question), cell, answer, say)
                if line not in lines[cell.question]:
                    lines[cell.question].append(line)
    return dict(lines)


def _line(question: Question, cell: Cell, last: Last, say: Tongue) -> tuple[str, str]:
    row = next((said(each.label, say.first, say.source) for each in question.items if each.code == cell.item), "")
    when = _("Last round, %(when)s") % {"when": last.period}
    answer = answer_words(question, last.state, last.value, say).text
    label = " · ".join(filter(None, (when, row)))
    return f"{label}:", " – ".join(filter(None, (answer, last.comment, last.source)))
