"""What an edition keeps of its runs, and the plan they follow."""

from __future__ import annotations

from functools import lru_cache

from commonground.methods.examination import usual_of_build
from commonground.methods.robustness import Plan, Standing, plan_from_document, standing_from_document, usual
from commonground.scores.models import Edition
from commonground.scores.models import Standing as KeptStanding
from commonground.scores.queries.editions import KEPT, built, scorecard

SEED_DIGITS = 8


def plan_of(edition: Edition) -> Plan:
    """The plan that the edition's runs followed, or, where none are kept, would follow.

    Its seed comes from the hash of the inputs, so that nobody chooses it and the same inputs give the same runs.
    """
    kept = KeptStanding.objects.filter(edition=edition).values_list("plan", flat=True).first()
    if kept is not None:
        return plan_from_document(kept)
    found = built(edition)
    assumptions = usual_of_build(found) if found else usual(scorecard(edition).framework)
    return Plan(assumptions=assumptions, seed=int(edition.inputs_hash[:SEED_DIGITS], 16))


def standing(edition: Edition) -> Standing | None:
    """Where the places of an edition stand over its runs; None where none are kept.

    What is kept never changes, so a process reads each once and keeps the last few.
    """
    try:
        return _standing(edition.pk, edition.inputs_hash)
    except KeptStanding.DoesNotExist:
        return None


@lru_cache(maxsize=KEPT)
def _standing(pk: int, inputs_hash: str) -> Standing:  # noqa: ARG001 -- the hash tells installations apart in one process
    return standing_from_document(KeptStanding.objects.get(edition=pk).document)
