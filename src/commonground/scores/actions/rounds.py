"""The edition of a locked round: computed when it is locked, readable when it is published."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from commonground.fieldwork.models import Round, RoundState, Snapshot
from commonground.methods.canonical import canonical, digest
from commonground.methods.index import answers_from_document, framework_from_document, score
from commonground.scores.actions.editions import compute
from commonground.scores.actions.standings import stand
from commonground.scores.events import edition_published
from commonground.scores.models import Edition


@transaction.atomic
def edition_of(*, snapshot: Snapshot) -> Edition | None:
    """The edition of a snapshot, made once; None where the round has no scoring framework."""
    round_ = snapshot.round
    version = round_.framework
    if version is None:
        return None
    if (made := Edition.every.filter(snapshot=snapshot).first()) is not None:
        return made
    edition = compute(
        version=version,
        snapshot=snapshot,
        card=score(framework_from_document(version.document), answers_from_document(snapshot.document)),
        label=round_.title[:60],
        inputs_hash=digest(
            [canonical({"framework": version.document_hash, "answers": snapshot.hash, "round": round_.key})]
        ),
        audit={},
        published=False,
    )
    stand(edition=edition)
    return edition


@transaction.atomic
def publish_editions(*, round_: Round) -> int:
    """Let everybody read the editions of a published round, and say how many became readable."""
    if round_.state != RoundState.PUBLISHED:
        return 0
    waiting = list(Edition.every.select_for_update().filter(snapshot__round=round_, published_at=None))
    for edition in waiting:
        edition.published_at = timezone.now()
        _tell(edition)
    return Edition.every.bulk_update(waiting, ["published_at"])


def _tell(edition: Edition) -> None:
    """What does not follow from a publication does not undo it. Django names a robust hook by what a partial lacks."""
    transaction.on_commit(lambda: edition_published.send(sender=None, edition=edition), robust=True)
