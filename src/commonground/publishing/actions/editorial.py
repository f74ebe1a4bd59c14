"""What happens when an editor publishes a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from commonground.core.actions.audit import record
from commonground.publishing.editorial.parts import parts
from commonground.publishing.models import EditorialPage, TiedFigures
from commonground.publishing.queries.viewers import Viewer

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def keep_figures(*, page: EditorialPage, by: User | None) -> int:
    """Keep the figures that a page is published with, so that its editors are told when they change; how many.

    Whoever may publish the page was asked for by Wagtail, which calls this; publishing again confirms the figures.
    """
    looked = parts(page, Viewer(user=AnonymousUser()), {})
    shown = [
        TiedFigures(page=page, block=part.block, digest=part.tied.digest, said=part.tied.said)
        for part in looked
        if part.tied is not None
    ]
    page.tied.all().delete()
    TiedFigures.objects.bulk_create(shown)
    record(by=by, verb="publish-editorialpage", subject=f"editorialpage:{page.code}", detail={"figures": len(shown)})
    return len(shown)
