"""Editorial pages as editors make them."""

from __future__ import annotations

import json

from commonground.core.models import User
from commonground.publishing.models import EditorialPage

Block = tuple[str, object]


def written(*blocks: Block, publish: bool = True, by: User | None = None, **words: object) -> EditorialPage:
    """A page with these blocks; a draft unless it is published."""
    given = {"section": "news", "slug": "first", "language": "en", "title": "First results"} | words
    page = EditorialPage(live=False, **given)
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page.save()
    revision = page.save_revision(user=by)
    if publish:
        revision.publish(user=by)
    return EditorialPage.objects.get(pk=page.pk)


def chart(view: str, caption: str = "") -> Block:
    return "chart", {"view": view, "caption": caption}


def figure(index: str, place: str, **words: object) -> Block:
    return "figure", {"index": index, "place": place, "node": "", "period": "", "caption": "", "edition": None} | words
