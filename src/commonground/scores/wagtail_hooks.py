"""What this room adds to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from commonground.scores.desk import EditionDesk, IndicesPanel

if TYPE_CHECKING:
    from django.http import HttpRequest

register_snippet(EditionDesk)


@hooks.register("construct_homepage_panels")
def show_indices(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(IndicesPanel())
