"""Sentences of the method on a page, in its language."""

from __future__ import annotations

from django import template

from commonground.core.sentences import spoken

register = template.Library()
register.filter("spoken", spoken)
