"""The scores of an edition, recomputed from its pinned inputs by the engine."""

from __future__ import annotations

from functools import lru_cache

from commonground.instruments.models import Index
from commonground.methods.index import Scorecard, answers_from_document, framework_from_document, score
from commonground.scores.models import Edition

KEPT = 8


def latest(index: Index) -> Edition | None:
    """The newest edition of ``index``."""
    return index.editions.select_related("index", "framework", "snapshot__round").order_by("-number").first()


def scorecard(edition: Edition) -> Scorecard:
    """The scores of an edition. Editions never change, so a process computes each once and keeps the last few."""
    return _scorecard(edition.pk, edition.inputs_hash)


@lru_cache(maxsize=KEPT)
def _scorecard(pk: int, inputs_hash: str) -> Scorecard:  # noqa: ARG001 -- the hash tells installations apart in one process
    edition = Edition.every.select_related("framework", "snapshot").get(pk=pk)
    framework = framework_from_document(edition.framework.document)
    return score(framework, answers_from_document(edition.snapshot.document))
