"""The statistical audit of an edition, from its pinned inputs."""

from __future__ import annotations

from functools import lru_cache

from commonground.methods.examination import Examination, examine, subject_of_scorecard
from commonground.methods.robustness import FrameworkModel
from commonground.scores.models import Edition
from commonground.scores.queries import scorecard
from commonground.scores.queries.workings import plan_of

KEPT = 4


def examination(edition: Edition, *, runs: int | None = None, seed: int | None = None, period: str = "") -> Examination:
    """The statistical audit of one period of an edition; of the one that its pages open with if left out.

    Runs and seed are those of the edition's own plan if left out, so that its intervals are those of its pages.
    Editions never change, so a process works each out once and keeps the last few. Raises a ``KeyError`` for an
    unknown period, and ``RobustnessError`` as the runs do.
    """
    return _examination(edition.pk, edition.inputs_hash, runs, seed, period)


@lru_cache(maxsize=KEPT)
def _examination(pk: int, inputs_hash: str, runs: int | None, seed: int | None, period: str) -> Examination:  # noqa: ARG001 -- the hash tells installations apart in one process
    edition = Edition.every.select_related("index", "framework", "snapshot__round").get(pk=pk)
    card, plan = scorecard(edition), plan_of(edition)
    seed = plan.seed if seed is None else seed
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
        assumptions=plan.assumptions,
        seed=seed,
        period=subject.period,
    )
    return examine(subject, model, runs=runs or plan.runs, seed=seed)
