"""What the rooms below say in English, in the language of the page that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.methods.errors import Problem


def spoken(text: str) -> str:
    """A sentence and the sentences in it in the present language; any other text as it is."""
    if not isinstance(text, Sentence):
        return text
    said = gettext(text.template)
    return said % {name: spoken(part) for name, part in text.parts.items()} if text.parts else said


def told(problem: Problem) -> str:
    """What is wrong and what to do, in the present language."""
    return f"{spoken(problem.message)} {spoken(problem.remedy)}".strip()
