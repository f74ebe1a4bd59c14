"""The statistical audit of an edition, from its pinned inputs."""

from __future__ import annotations

from functools import lru_cache

from commonground.methods.examination import RUNS, Examination, examine, subject_of_scorecard
from commonground.methods.robustness import FrameworkModel, usual
from commonground.scores.models import Edition
from commonground.scores.queries import scorecard

SEED = 1
KEPT = 4


def examination(edition: Edition, *, runs: int = RUNS, seed: int = SEED, period: str = "") -> Examination:
    """The statistical audit of one period of an edition; of the one that its pages open with if left out.

    Editions never change, so a process works each out once and keeps the last few. Raises a ``KeyError`` for an
    unknown period, and ``RobustnessError`` as the runs do.
    """
    return _examination(edition.pk, edition.inputs_hash, runs, seed, period)


@lru_cache(maxsize=KEPT)
def _examination(pk: int, inputs_hash: str, runs: int, seed: int, period: str) -> Examination:  # noqa: ARG001 -- the hash tells installations apart in one process
    edition = Edition.objects.select_related("index", "framework", "snapshot__round").get(pk=pk)
    card = scorecard(edition)
    units = edition.snapshot.round.units.select_related("place")
    subject = subject_of_scorecard(
        card,
        code=edition.index.code,
        title=edition.index.title,
        edition=f"{edition.label}, edition {edition.number}",
        period=period,
        names={unit.place.code: unit.place.name for unit in units},
        fictional=edition.index.fictional,
    )
    model = FrameworkModel(
        framework=card.framework,
        answers=card.answers,
        assumptions=usual(card.framework),
        seed=seed,
        period=subject.period,
    )
    return examine(subject, model, runs=runs, seed=seed)
