"""What publishing does when it hears that something was edited that its pages name."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import published

from commonground.publishing.actions.editorial import keep_figures
from commonground.publishing.actions.pages import forget_pages
from commonground.publishing.models import EditorialPage

ROOM = "publishing"
UNSEEN = {
    "publishing.embargoaccess",
    "publishing.challengeentry",
    "publishing.challengewords",
    "publishing.challenger",
} | {"publishing.tiedfigures"}
"""What of this room stands on no public page."""
NAMED = {"core.place", "core.placegroup", "core.placemembership"}


@receiver((post_save, post_delete))
def forget_what_names_it(sender: type[Model], **_said: Any) -> None:
    if sender._meta.label_lower in UNSEEN:  # noqa: SLF001 -- Django's own name for it
        return
    if sender._meta.app_label == ROOM or sender._meta.label_lower in NAMED:  # noqa: SLF001 -- Django's own name for it
        # Not before others see it, or a page rendered meanwhile would be kept as it was.
        transaction.on_commit(forget_pages)


@receiver(published, sender=EditorialPage)
def keep_what_it_shows(instance: EditorialPage, revision: Any, **_said: Any) -> None:  # noqa: ANN401 -- Wagtail has no types
    keep_figures(page=instance, by=revision.user)
