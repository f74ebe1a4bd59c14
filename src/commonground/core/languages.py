"""The language that the page or file at hand is in."""

from __future__ import annotations

from django.utils.translation import get_language

from commonground.methods.questionnaires.texts import base_of

FALLBACK = "en"


def spoken() -> str:
    """The active language without its region; where none is active, that of the program's own texts."""
    return base_of(get_language() or FALLBACK)
