"""Correcting the words of a question while a round is at work: a new text version, and telling who answered the old."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from commonground.core.actions.mail import queue_mail
from commonground.fieldwork.actions.shared import held_round, name, note
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.models import ENDED, Assignment, Round
from commonground.fieldwork.queries.access import standing
from commonground.fieldwork.queries.wordings import TEMPLATE, VERB, answered_older, hash_now, mail_about, mail_key
from commonground.instruments.actions.questionnaires import correct_wording
from commonground.methods.questionnaires.rewording import Words, reworded
from commonground.methods.sentences import Sentence
from commonground.responses.actions import reword_responses
from commonground.responses.queries import asked

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def correct_words(*, round_: Round, question: str, words: Words, reason: str, by: User) -> Round:
    """Put other words into a question. Its meaning stays, and so does every answer, with the words it was given to.

    What is asked from now on is a new text version of the questionnaire; ``answered_older`` names who answered before.
    """
    held = held_round(round_, "manage", by)
    before = held.questionnaire
    if question not in asked(before):
        raise refuse("cell", Sentence("The round has no such question."), Sentence("Correct the code."), question)
    if not reason.strip():
        raise refuse(
            "reason-needed", Sentence("Nothing says why the words change."), Sentence("Write the reason."), question
        )
    older = hash_now(held, question)
    held.questionnaire = correct_wording(
        version=before, questionnaire=reworded(asked(before), question, words), by=by
    ).version
    held.save(update_fields=["questionnaire"])
    alive = Assignment.objects.filter(stage__round=held, response__isnull=False).exclude(state__in=ENDED)
    moved = [each.response for each in alive.select_related("response") if each.response]
    reword_responses(responses=moved, version=held.questionnaire)
    detail = {"from": before.number, "to": held.questionnaire.number, "older": older, "reason": reason.strip()}
    note(held, VERB, held.key, by, {"question": question, **detail})
    return held


@transaction.atomic
def tell_of_words(*, round_: Round, question: str, assignments: Collection[int], text: str = "", by: User) -> int:
    """Write to those named, of those who answered older words; say to how many. Nobody gets it twice."""
    held = held_round(round_, "manage", by)
    questionnaire, now = asked(held.questionnaire), hash_now(held, question)
    told = 0
    for old in answered_older(held, standing(by, held), question):
        each = old.assignment
        user = each.contributor.user
        if each.pk in assignments and not old.told and user is not None:
            context = mail_about(each, question, text, questionnaire)
            queue_mail(key=mail_key(each, now), to=user, template=TEMPLATE, context=context, by=by)
            note(held, "tell-of-wording", name(each), by, {"question": question})
            told += 1
    return told
