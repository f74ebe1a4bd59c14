"""The edition to which another is compared, and why its figures differ: the engine's six causes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from commonground.methods.index import Scorecard
from commonground.methods.whatif import Causes, six_causes
from commonground.methods.whatif.errors import WhatIfError
from commonground.publishing.queries.opened import Opened
from commonground.scores.models import Edition
from commonground.scores.queries import scorecard

KEPT = 64


@dataclass(frozen=True, slots=True)
class Earlier:
    """A published edition before the one that is read."""

    edition: Edition

    @property
    def number(self) -> int:
        return self.edition.number

    @property
    def card(self) -> Scorecard:
        return scorecard(self.edition)


def edition_before(opened: Opened) -> Earlier | None:
    """The last published edition before this one, of an index of coded answers."""
    if opened.build is not None or opened.edition.number == 1 or not opened.reads_index:
        return None
    found = (
        Edition.objects.filter(index=opened.edition.index_id, number__lt=opened.edition.number)
        .select_related("framework", "snapshot", "index")
        .order_by("-number")
        .first()
    )
    return None if found is None else Earlier(found)


def causes_of(opened: Opened, older: Earlier, period: str, node: str) -> Causes | None:
    """The split for all places; None where the older edition knows no such node or period, or none of the places."""
    first, second = older.edition, opened.edition
    return _kept(first.pk, first.inputs_hash, second.pk, second.inputs_hash, period, node)


@lru_cache(maxsize=KEPT)
def _kept(older: int, _older_hash: str, newer: int, _newer_hash: str, period: str, node: str) -> Causes | None:
    first, second = (scorecard(Edition.every.get(pk=pk)) for pk in (older, newer))
    try:
        return six_causes(first, second, before=period, after=period, node=node)
    except (WhatIfError, KeyError):
        return None
