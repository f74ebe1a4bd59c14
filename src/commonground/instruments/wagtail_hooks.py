"""What this room adds to the desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.snippets.models import register_snippet

from commonground.instruments.desk import IndexDesk

register_snippet(IndexDesk)


@hooks.register("register_admin_menu_item")
def questionnaires() -> MenuItem:
    """The questionnaires have pages of their own."""
    return MenuItem(
        _("Questionnaires"), reverse("instruments:shelf"), name="questionnaires", icon_name="form", order=101
    )


@hooks.register("register_admin_search_area")
def search_indices() -> SearchArea:
    """First in order, so that the search beside the menu looks through indices."""
    return SearchArea(_("Indices"), reverse("indices:list"), name="indices", icon_name="list-ul", order=1)
