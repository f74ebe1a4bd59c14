"""An editor's words in place of a generated sentence, and the note of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonground.core.actions.audit import record
from commonground.instruments.models import Index
from commonground.publishing.models import Text
from commonground.publishing.narrative.grammar import Language
from commonground.publishing.narrative.told import figures_hash, figures_of, note_key
from commonground.publishing.narrative.values import Fact
from commonground.publishing.queries.opened import Opened

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def write_text(*, opened: Opened, language: Language, fact: Fact, text: str, by: User) -> Text:
    """Say a fact in these words for as long as its figures hold; an empty text goes back to the generated sentence."""
    index = _own(opened, by)
    kept = Text.objects.create(
        index=index,
        edition=opened.edition,
        language=language.code,
        key=fact.key,
        code=fact.code,
        figures=figures_of(fact),
        figures_hash=figures_hash(fact),
        text=text.strip(),
        by=by,
    )
    _record(kept, index, by)
    return kept


@transaction.atomic
def write_note(*, opened: Opened, language: Language, text: str, by: User) -> Text:
    """The editor's note on what changed with an edition; empty takes it away."""
    index = _own(opened, by)
    kept = Text.objects.create(
        index=index,
        edition=opened.edition,
        language=language.code,
        key=note_key(opened),
        code="note",
        text=text.strip(),
        by=by,
    )
    _record(kept, index, by)
    return kept


def _own(opened: Opened, by: User) -> Index:
    index: Index | None = Index.objects.visible_to(by).filter(pk=opened.edition.index_id).first()
    if index is None:
        raise PermissionDenied
    return index


def _record(kept: Text, index: Index, by: User) -> None:
    record(
        by=by,
        verb="write-text",
        subject=f"index:{index.code}",
        detail={"sentence": kept.key, "language": kept.language, "figures": kept.figures_hash, "text": bool(kept.text)},
    )
