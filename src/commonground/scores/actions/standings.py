"""Keeping where the places of an edition stand over its runs."""

from __future__ import annotations

from django.db import transaction

from commonground.methods.canonical import canonical, digest
from commonground.methods.robustness import RobustnessError, standing, standing_document, standing_of_build
from commonground.methods.robustness import Standing as Runs
from commonground.scores.models import Edition, Standing
from commonground.scores.models.workings import packed
from commonground.scores.queries import built, plan_of, scorecard


@transaction.atomic
def stand(*, edition: Edition) -> Standing | None:
    """Keep where every place of ``edition`` stands, worked out once; None where nothing of its rules can be varied."""
    if (kept := Standing.objects.filter(edition=edition).first()) is not None:
        return kept
    try:
        document = standing_document(_standing(edition))
    except RobustnessError:
        return None
    text = canonical(document)
    found, _ = Standing.objects.get_or_create(
        edition=edition, defaults={"plan": document["plan"], "content": packed(text), "hash": digest([text])}
    )
    return found


def _standing(edition: Edition) -> Runs:
    plan, found = plan_of(edition), built(edition)
    if found:
        return standing_of_build(found.spec, found.data, plan)
    card = scorecard(edition)
    return standing(card.framework, card.answers, plan)
