"""The language in which a person is written to."""

from __future__ import annotations

from commonground.core.models import User


def choose_language(*, user: User, language: str) -> None:
    """Write to this person in this language from now on."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)
