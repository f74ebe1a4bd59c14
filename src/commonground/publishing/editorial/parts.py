"""An editorial page part by part, as readers see it, with what its editors are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from commonground.publishing.editorial.blocks import CHART, FIGURE
from commonground.publishing.editorial.tied import BlockError, Tied, tied
from commonground.publishing.queries.viewers import Viewer

if TYPE_CHECKING:
    from commonground.publishing.models import EditorialPage

TIED = (CHART, FIGURE)
Kept = Mapping[str, tuple[str, str]]
"""Digest and finding of each block, by the block's key, as the page was published with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block. ``tied`` is what a chart or figure shows; where it shows nothing, ``why`` says so.

    ``was`` is the finding with which the page was published, where the figures have changed since; else empty.
    """

    kind: str
    block: str
    value: Any
    tied: Tied | None = None
    why: str = ""
    was: str = ""


def parts(page: EditorialPage, viewer: Viewer, kept: Kept) -> Iterator[Part]:
    """The parts in their order; charts speak the language of the page."""
    with override(page.language):
        for block in page.body:
            if block.block_type in TIED:
                yield _tied(block, viewer, kept)
            else:
                yield Part(kind=block.block_type, block=str(block.id), value=block.value)


def _tied(block: Any, viewer: Viewer, kept: Kept) -> Part:  # noqa: ANN401 -- Wagtail's blocks have no types
    key = str(block.id)
    try:
        found = tied(block.block_type, block.value, viewer)
    except BlockError as error:
        return Part(kind=block.block_type, block=key, value=block.value, why=str(error))
    digest, said = kept.get(key, (found.digest, ""))
    return Part(
        kind=block.block_type,
        block=key,
        value=block.value,
        tied=found,
        was="" if digest == found.digest else said,
    )
