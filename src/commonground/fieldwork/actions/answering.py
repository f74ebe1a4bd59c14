"""Answering within an assignment: may this person, and then as ``responses`` does it; and what an answer cites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commonground.fieldwork.actions.assignments import begin_work
from commonground.fieldwork.actions.shared import held_assignment, name, note
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.models import Assignment, AssignmentState, Citation
from commonground.fieldwork.queries.standing import covers
from commonground.library.models import Article
from commonground.methods.sentences import Sentence
from commonground.responses.actions import Recorded, Target, append, record_range
from commonground.responses.models import Response, Revision
from commonground.responses.queries import Given

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def answer(*, assignment: Assignment, given: Given, by: User) -> Recorded:
    """Append a revision to the assignment's response. What ``responses`` refuses is raised as it raises it."""
    held, response = _held(assignment, given.cell.question, by)
    done = append(response=response, given=_signed(given, by))
    _note(held, [done], by)
    return done


@transaction.atomic
def answer_range(
    *, assignment: Assignment, given: Given, targets: tuple[Target, ...], by: User
) -> tuple[Recorded, ...]:
    """One answer in several periods: all of them, or none."""
    held, response = _held(assignment, given.cell.question, by)
    done = record_range(response=response, given=_signed(given, by), targets=targets)
    _note(held, list(done), by)
    return done


@transaction.atomic
def cite(
    *, assignment: Assignment, revision_id: UUID, article: Article, place_in: str = "", quote: str = "", by: User
) -> Citation:
    """Where an answer is read in the law. The same place cited twice is once."""
    revision = Revision.objects.select_related("question").filter(pk=revision_id).first()
    if revision is None or revision.response_id != assignment.response_id:
        raise refuse(
            "citation",
            Sentence("This answer is not part of the assignment."),
            Sentence("Save the answer first."),
            str(revision_id),
        )
    held, _ = _held(assignment, revision.question.code, by)
    found, new = Citation.objects.get_or_create(
        revision=revision, article=article, place_in=place_in, defaults={"quote": quote, "by": by, "at": timezone.now()}
    )
    if new:
        note(held.stage.round, "cite", name(held), by, {"revision": revision.pk, "article": article.pk})
    return found


def _held(assignment: Assignment, question: str, by: User) -> tuple[Assignment, Response]:
    held = held_assignment(assignment, "answer", by)
    returned = held.returned_questions if held.state == AssignmentState.RETURNED else []
    if held.response is None or not covers(held, question) or (returned and question not in returned):
        raise refuse(
            "answer-part",
            Sentence("%(question)s is no part of this assignment now.", question=question),
            Sentence("Answer those that are."),
            str(held),
        )
    begin_work(held, by)
    return held, held.response


def _signed(given: Given, by: User) -> Given:
    """What was sent, under the name of who sent it, whatever it said."""
    return replace(given, by=by.pk)


def _note(assignment: Assignment, done: list[Recorded], by: User) -> None:
    """Every new revision enters the round's chain by its key, cell and number; its words stay in the response."""
    for each in done:
        if not each.repeated:
            said = each.revision
            detail = {"revision": said.id, "cell": str(said.cell), "number": said.number, "hash": each.body_hash}
            note(assignment.stage.round, "answer", name(assignment), by, detail)
