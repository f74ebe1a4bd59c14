"""Quotations on a page, which sets the marks around them that its language has."""

from __future__ import annotations

from django import template

register = template.Library()
MARKS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›", '"': '"', "'": "'"}
"""What may end a quotation that begins so."""


@register.filter
def unquoted(text: str) -> str:
    """A quotation without the marks that its writer set around the whole of it."""
    bare = text.strip()
    ends = MARKS.get(bare[:1], "")
    if len(bare) < len('"a"') or bare[-1] not in ends:
        return text
    inner = bare[1:-1]
    return text if any(mark in inner for mark in {bare[0], *ends}) else inner.strip()
