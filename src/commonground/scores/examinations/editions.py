"""The statistical audit of an edition, from its pinned inputs."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from commonground.methods.coherence import headline_period
from commonground.methods.construction import Build
from commonground.methods.examination import Examination, Subject, examine, subject_of_build, subject_of_scorecard
from commonground.methods.robustness import BuildModel, FrameworkModel, IndexModel, Plan
from commonground.scores.models import Edition
from commonground.scores.queries import built, scorecard
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
    plan, found = plan_of(edition), built(edition)
    seed = plan.seed if seed is None else seed
    subject, model = _of_build(edition, found, plan, seed, period) if found else _of_card(edition, plan, seed, period)
    return examine(subject, model, runs=runs or plan.runs, seed=seed)


def _of_card(edition: Edition, plan: Plan, seed: int, period: str) -> tuple[Subject, IndexModel]:
    card = scorecard(edition)
    subject = subject_of_scorecard(card, period=period, **_named(edition), names=_names(edition))
    model = FrameworkModel(
        framework=card.framework,
        answers=card.answers,
        assumptions=plan.of_framework,
        seed=seed,
        period=subject.period,
    )
    return subject, model


def _of_build(edition: Edition, found: Build, plan: Plan, seed: int, period: str) -> tuple[Subject, IndexModel]:
    when = period or headline_period(scorecard(edition))
    subject = replace(subject_of_build(found, period=when), **_named(edition), names=_names(edition))
    model = BuildModel(spec=found.spec, data=found.data, assumptions=plan.of_build, seed=seed, period=when)
    return subject, model


def _named(edition: Edition) -> dict[str, Any]:
    index = edition.index
    return {
        "code": index.code,
        "title": index.title,
        "edition": f"{edition.label}, edition {edition.number}",
        "fictional": index.fictional,
    }


def _names(edition: Edition) -> dict[str, str]:
    units = edition.snapshot.round.units.select_related("place")
    return {unit.place.code: unit.place.name for unit in units}
