"""What publishing does when it hears that something was edited that its pages name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import published

from commonground.core.events import person_erased
from commonground.fieldwork.models import Contributor
from commonground.instruments.models import Index
from commonground.publishing.actions.bundles import make_bundle
from commonground.publishing.actions.editorial import keep_figures
from commonground.publishing.actions.pages import forget_pages
from commonground.publishing.models import EditorialPage
from commonground.scores.events import edition_published
from commonground.scores.models import Edition
from commonground.scores.queries import latest

if TYPE_CHECKING:
    from collections.abc import Collection

ROOM = "publishing"
UNSEEN = {
    "publishing.embargoaccess",
    "publishing.challengeentry",
    "publishing.challengewords",
    "publishing.challenger",
} | {"publishing.tiedfigures"}
"""What of this room stands on no public page."""
NAMED = {"core.place", "core.placegroup", "core.placemembership"}
CORRECTED = {
    "publishing.challenge",
    "fieldwork.contributor",
    "library.legalsource",
    "library.sourceversion",
    "library.article",
    "library.archivedcopy",
}
"""What stands on no page when it is new, and may when it is changed or deleted."""
PERSON = "core.user"
NAME = {"first_name", "last_name"}


@receiver((post_save, post_delete))
def forget_what_names_it(
    sender: type[Model], instance: Model, update_fields: Collection[str] | None = None, **said: Any
) -> None:
    label, new = sender._meta.label_lower, said.get("created", False)  # noqa: SLF001 -- Django's own name for it
    if label in UNSEEN or (new and label in CORRECTED | {PERSON}):
        return
    ours = sender._meta.app_label == ROOM or label in NAMED | CORRECTED  # noqa: SLF001 -- Django's own name for it
    if ours or (label == PERSON and NAME & set(update_fields or NAME) and _appears(instance)):
        forget_with_others()


@receiver(edition_published)
def make_its_bundle(edition: Edition, **_said: Any) -> None:
    make_bundle.enqueue(edition.pk)


@receiver(post_save, sender=Index)
def make_its_newest_bundle(instance: Index, *, created: bool, **_said: Any) -> None:
    """What an index says of itself stands in its bundle, and it is edited to become public."""
    newest = None if created else latest(instance)
    if newest is not None:
        transaction.on_commit(lambda: make_bundle.enqueue(newest.pk), robust=True)


@receiver(person_erased)
def forget_a_person(**_said: Any) -> None:
    forget_with_others()


def forget_with_others() -> None:
    """Not before others see the change, or a page rendered meanwhile would be kept as it was."""
    transaction.on_commit(forget_pages)


def _appears(person: Model) -> bool:
    """Whether pages call somebody by name."""
    return Contributor.objects.filter(user=person.pk, named=True).exists()


@receiver(published, sender=EditorialPage)
def keep_what_it_shows(instance: EditorialPage, revision: Any, **_said: Any) -> None:  # noqa: ANN401 -- Wagtail has no types
    keep_figures(page=instance, by=revision.user)
