"""Filters of the pages of those who answer."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commonground.core.languages import spoken
from commonground.fieldwork.forms.questions import field_id
from commonground.fieldwork.queries.worded import Words
from commonground.methods.questionnaires.texts import base_of

register = template.Library()
register.filter("field_id", field_id)


@register.filter
def tongue(words: Words | None) -> SafeString | str:
    """The language and direction of a text, where they are not those of the page."""
    if not words or not words.language or base_of(words.language) == spoken():
        return ""
    return format_html(' lang="{}" dir="{}"', words.language, "rtl" if words.rtl else "ltr")


@register.filter
def of(values: Mapping[str, object], key: str) -> object:
    """What a mapping holds under ``key``."""
    return values.get(key)


@register.filter
def named(name: str, item: str) -> str:
    """A field's name: that of its row where the question is a table."""
    return f"{name}:{item}" if item else name


@register.filter
def holds(value: object, code: str) -> bool:
    """Whether an answer is, or contains, an option."""
    return code in value if isinstance(value, list) else value == code


@register.filter
def points(number: float | None) -> str:
    """Points as they are printed: digits in every language, no decimals where there are none."""
    return "" if number is None else f"{number:.1f}".removesuffix(".0").replace("-", "−")


@register.filter
def score_to_one(number: float | None) -> str:
    """A score in a preview: one decimal."""
    return "–" if number is None else f"{number:.1f}".replace("-", "−")
