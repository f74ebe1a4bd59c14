"""What the pages of rounds print."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.http import QueryDict

from commonground.fieldwork.queries.worded import in_words
from commonground.responses.queries import Said

register = template.Library()
register.filter("in_words", in_words)
MINUS = "−"


@register.filter
def figure(value: float | None, places: int = 2) -> str:
    """A figure with its true minus; a dash where there is none."""
    return "–" if value is None else f"{value:.{places}f}".replace("-", MINUS)


@register.filter
def as_answer(said: Said) -> str:
    """State and value of an answer, to be chosen as the decision."""
    return json.dumps([said.state, said.value], ensure_ascii=False)


@register.simple_tag
def asking(query: QueryDict | str, **changes: Any) -> str:
    """The query of an address with some of its parts changed; an empty one is left out."""
    asked = query.copy() if isinstance(query, QueryDict) else QueryDict(query, mutable=True)
    for name, value in changes.items():
        asked.pop(name, None)
        if value not in {"", None}:
            asked[name] = value
    return f"?{asked.urlencode()}"
