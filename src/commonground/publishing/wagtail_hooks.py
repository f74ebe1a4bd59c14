"""What this room adds to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.snippets.models import register_snippet

from commonground.publishing.desk import ChangedPanel, EditorialDesk, PictureDesk

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.rich_text.feature_registry import FeatureRegistry

for desk in (EditorialDesk, PictureDesk):
    register_snippet(desk)


@hooks.register("construct_homepage_panels")
def show_changed(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("publishing.change_editorialpage"):
        panels.append(ChangedPanel())


@hooks.register("register_rich_text_features", order=100)  # after Wagtail's own, which it replaces
def links_to_addresses(features: FeatureRegistry) -> None:
    """A link leads to an address. Wagtail's would begin with a list of its own pages, which are not in use."""
    outward = reverse_lazy("wagtailadmin_choose_page_external_link")
    choosers = {
        "pageChooser": outward,
        "externalLinkChooser": outward,
        "emailLinkChooser": reverse_lazy("wagtailadmin_choose_page_email_link"),
        "anchorLinkChooser": reverse_lazy("wagtailadmin_choose_page_anchor_link"),
    }
    words = {
        "type": "LINK",
        "icon": "link",
        "description": _("Link"),
        "attributes": ["url", "id", "parentId"],
        "allowlist": {"href": "^(http:|https:|mailto:|#|/|undefined$)"},
        "chooserUrls": choosers,
    }
    features.register_editor_plugin(
        "draftail", "link", EntityFeature(words, js=["wagtailadmin/js/page-chooser-modal.js"])
    )
