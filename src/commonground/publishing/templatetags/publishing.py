"""Filters and tags of the public pages: figures as they are printed, positions in drawings."""

from __future__ import annotations

from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from commonground.publishing import display

register = template.Library()
register.filter("score", display.score)
register.filter("exact", display.exact)
register.filter("change", display.change)
register.filter("percent", display.percent)


@register.simple_tag
@cache
def fonts_sheet() -> str:
    """The address of the fonts' stylesheet, or nothing where no fonts are built."""
    name = "site/fonts/fonts.css"
    return static(name) if finders.find(name) else ""
