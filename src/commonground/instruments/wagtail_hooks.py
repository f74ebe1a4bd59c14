"""What this room adds to the desk."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from commonground.instruments.desk import IndexDesk

register_snippet(IndexDesk)
