"""The scores of an edition, recomputed from its pinned inputs by the engine."""

from __future__ import annotations

from functools import lru_cache

from commonground.instruments.models import Index
from commonground.methods.construction import (
    Build,
    BuiltScorecard,
    build,
    dataset_from_document,
    scored,
    spec_from_document,
)
from commonground.methods.index import Scorecard, answers_from_document, framework_from_document, score
from commonground.scores.models import Edition

KEPT = 8


def latest(index: Index) -> Edition | None:
    """The newest edition of ``index``."""
    return index.editions.select_related("index", "framework", "snapshot__round").order_by("-number").first()


def scorecard(edition: Edition) -> Scorecard:
    """The scores of an edition. Editions never change, so a process computes each once and keeps the last few."""
    return _scorecard(edition.pk, edition.inputs_hash)


def built(edition: Edition) -> Build | None:
    """Every step of a numeric edition; None for one of coded answers."""
    card = scorecard(edition)
    return card.build if isinstance(card, BuiltScorecard) else None


@lru_cache(maxsize=KEPT)
def _scorecard(pk: int, inputs_hash: str) -> Scorecard:  # noqa: ARG001 -- the hash tells installations apart in one process
    edition = Edition.every.select_related("framework", "snapshot").get(pk=pk)
    method, inputs = edition.framework.document, edition.snapshot.document
    if edition.framework.is_numeric:
        return scored(build(spec_from_document(method), dataset_from_document(inputs)))
    return score(framework_from_document(method), answers_from_document(inputs))
