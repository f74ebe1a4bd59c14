"""What this room adds to the desk, and what of Wagtail's own it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils.html import format_html
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
    "explorer",
    "pages",
    "images",
    "documents",
    "reports",
    "collections",
    "workflows",
    "workflow-tasks",
    "help",
}
"""Menu items and searches of parts that ``desk.urls`` closes; the audit trail takes the place of Wagtail's reports."""


def leave_out(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in NOT_IN_USE]


for menu in ("construct_main_menu", "construct_settings_menu", "construct_search"):
    hooks.register(menu, leave_out)


@hooks.register("construct_homepage_summary_items")
@hooks.register("construct_homepage_panels", order=-1)
def start_empty(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's panels count and list its own pages; the rooms fill the dashboard with theirs."""
    panels.clear()


@hooks.register("insert_global_admin_css")
def styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("site/desk.css"))


@hooks.register("insert_global_admin_js")
def scripts() -> str:
    return format_html('<script src="{}"></script>', static("site/desk.js"))
