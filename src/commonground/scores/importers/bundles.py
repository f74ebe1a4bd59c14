"""Importing a whole index: questionnaire and framework version, round, snapshot, edition, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from commonground.core.actions.audit import record
from commonground.core.actions.places import ISO, ensure_places
from commonground.fieldwork.actions.rounds import freeze, record_round
from commonground.fieldwork.models import RoundState
from commonground.instruments.actions.versions import add_framework, add_questionnaire
from commonground.instruments.models import CommentsPolicy, Index
from commonground.methods.audit import Audit
from commonground.methods.canonical import canonical, digest, round9
from commonground.methods.index import answers_digest, framework_document, score
from commonground.methods.tables.address import check_address
from commonground.methods.tables.bundle import IndexBundle
from commonground.scores.actions.editions import compute
from commonground.scores.actions.standings import stand
from commonground.scores.importers.kinds import require_kind
from commonground.scores.queries import Differences, differences, latest

if TYPE_CHECKING:
    from commonground.core.models import User
    from commonground.scores.models import Edition

Progress = Callable[[str], None]


def silent(_step: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to: the edition, whether it was made now, and how it differs from the one before."""

    edition: Edition
    created: bool
    changes: Differences | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an owner states about an index at its first import; empty leaves it private."""

    licence: str = ""
    comments: str = CommentsPolicy.UNDECIDED


@transaction.atomic
def import_bundle(
    *,
    bundle: IndexBundle,
    audit: Audit,
    by: User | None = None,
    terms: Terms = Terms(),
    progress: Progress = silent,
) -> Imported:
    """Bring ``bundle`` in. The same content twice changes nothing; a changed one makes the next edition.

    The index stays as its team has edited it: title, summary, licence and comments policy are set at the first
    import only.
    """
    check_address(bundle.code)
    index = _index(bundle, by, terms)
    before = latest(index)
    require_kind(before, numeric=False)
    inputs_hash = content_hash(bundle)
    if before and before.inputs_hash == inputs_hash:
        stand(edition=before)  # of an edition that was made before runs were kept
        return Imported(edition=before, created=False)
    edition = _make_edition(index, bundle, audit, inputs_hash, progress)
    record(
        by=by,
        verb="import",
        subject=f"edition:{index.code}@{edition.number}",
        detail={"source": bundle.source.name, "sha256": bundle.source.sha256, "inputs": inputs_hash},
    )
    return Imported(edition=edition, created=True, changes=differences(before, edition) if before else None)


def content_hash(bundle: IndexBundle) -> str:
    """The hash of all that a file says: framework, wording, answers, comments and published figures.

    The file's own hash is left out: a workbook saved again with the same content is the same content, and programs
    that keep 15 digits of a published figure say the same as those that keep 17.
    """
    said = {
        "framework": framework_document(bundle.framework),
        "answers": answers_digest(bundle.answers),
        "notes": {"/".join(cell): [note.comment, note.source, note.raw] for cell, note in bundle.notes.items()},
        "choices": {"/".join(cell): choice for cell, choice in bundle.choices.items()},
        "published": {f"{f.place}/{f.period}/{f.node}": round9(f.value) for f in bundle.published},
        "recipe": f"{bundle.source.recipe}@{bundle.source.recipe_version}",
    }
    return digest([canonical(said)])


def _index(bundle: IndexBundle, by: User | None, terms: Terms) -> Index:
    index, _created = Index.objects.get_or_create(
        code=bundle.code,
        defaults={
            "title": bundle.framework.title,
            "summary": bundle.summary,
            "finding": bundle.finding,
            "fictional": bundle.fictional,
            "licence": terms.licence,
            "comments_policy": terms.comments,
            "owner": by,
        },
    )
    return index


def _make_edition(index: Index, bundle: IndexBundle, audit: Audit, inputs_hash: str, progress: Progress) -> Edition:
    progress("questionnaire and scoring framework")
    questionnaire = add_questionnaire(index=index, framework=bundle.framework)
    version = add_framework(questionnaire=questionnaire, framework=bundle.framework)
    progress("places, decisions and comments")
    places = ensure_places(places=bundle.places, scheme=index.code if bundle.fictional else ISO)
    round_ = record_round(questionnaire=questionnaire, bundle=bundle, places=places)
    snapshot = freeze(round_=round_, answers=bundle.answers, state=RoundState.PUBLISHED)
    progress("scores")
    edition = compute(
        version=version,
        snapshot=snapshot,
        card=score(bundle.framework, bundle.answers),
        label=bundle.edition_label,
        inputs_hash=inputs_hash,
        audit=audit.document(),
    )
    progress("scores under other assumptions")
    stand(edition=edition)
    return edition
