"""What this room adds to the desk, and what of Wagtail's own it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from commonground.core.desk.bulk import RecordDelete
from commonground.core.desk.places import PlaceDesk, PlaceGroupDesk
from commonground.core.desk.trail import TrailDesk

if TYPE_CHECKING:
    from django.http import HttpRequest

for desk in (PlaceDesk, PlaceGroupDesk, TrailDesk):
    register_snippet(desk)

hooks.register("register_bulk_action", RecordDelete, order=100)  # after Wagtail's own, which it replaces

NOT_IN_USE = {
    "explorer",  # the public pages are ours, not Wagtail's
    "images",
    "collections",
    "workflows",
    "workflow-tasks",
    "locked-pages",
    "aging-pages",
    "page-types-usage",
    "help",
}


def leave_out(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001 -- Wagtail passes it
    items[:] = [item for item in items if item.name not in NOT_IN_USE]


for menu in ("construct_main_menu", "construct_settings_menu", "construct_reports_menu"):
    hooks.register(menu, leave_out)


@hooks.register("construct_homepage_summary_items")
@hooks.register("construct_homepage_panels", order=-1)
def start_empty(request: HttpRequest, panels: list[Any]) -> None:  # noqa: ARG001 -- Wagtail passes it
    """Wagtail's panels count and list its own pages; the rooms fill the dashboard with theirs."""
    panels.clear()
