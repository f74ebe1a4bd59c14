"""Opening, closing and reopening a response. Who may is asked by the room that hands responses out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from commonground.core.models import User
from commonground.core.storage import written
from commonground.instruments.models import QuestionnaireVersion
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence
from commonground.responses.models import Response


def open_response(
    *,
    questionnaire: QuestionnaireVersion,
    subject: str,
    subject_label: str,
    periods: Sequence[dict[str, str]] = (),
    respondent: User | None = None,
    pseudonym: str = "",
) -> Response:
    """A response without answers. ``periods`` hold ``code``, ``label`` and ``reference_date``; a survey has none."""
    return written(
        lambda: Response.objects.create(
            questionnaire=questionnaire,
            subject=subject,
            subject_label=subject_label,
            periods=list(periods),
            respondent=respondent,
            pseudonym=pseudonym,
        )
    )


def close_response(*, response: Response) -> Response:
    """From now on nothing is added. One that is closed stays as it is."""
    return written(lambda: _close(response))


def reopen_response(*, response: Response) -> Response:
    """From now on revisions are added again."""
    return written(lambda: _reopen(response))


@transaction.atomic
def reword_responses(*, responses: Collection[Response], version: QuestionnaireVersion) -> int:
    """Let responses go on in a version that asks the same in other words, and say how many did.

    What was answered keeps the hash of the words that it answered.
    """
    rows = Response.objects.filter(pk__in=[each.pk for each in responses])
    if rows.exclude(questionnaire__meaning_hash=version.meaning_hash).exists():
        message = Sentence("Questionnaire %(version)s asks something else.", version=version.number)
        raise CommongroundError(
            Problem(code="response-meaning", message=message, remedy=Sentence("Open another response."))
        )
    return rows.exclude(questionnaire=version).update(questionnaire=version)


def _close(response: Response) -> Response:
    held = Response.objects.select_for_update(no_key=True).get(pk=response.pk)
    held.closed_at = held.closed_at or timezone.now()
    held.save(update_fields=["closed_at"])
    return held


def _reopen(response: Response) -> Response:
    held = Response.objects.select_for_update(no_key=True).get(pk=response.pk)
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    return held
