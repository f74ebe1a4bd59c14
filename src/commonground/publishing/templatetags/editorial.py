"""Editorial pages in templates: the body of one, and the menus that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from commonground.core.languages import spoken
from commonground.publishing.display import printed_on
from commonground.publishing.editorial.parts import Part, parts
from commonground.publishing.queries.editorial import Entry, kept_figures, menu
from commonground.publishing.queries.viewers import Viewer
from commonground.publishing.views.answering import viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template import Context

    from commonground.publishing.models import EditorialPage

register = template.Library()
MENU = "_editorial_menu"


@register.simple_tag(takes_context=True)
def editorial_body(context: Context, page: EditorialPage) -> SafeString:
    """The parts of a page in its own language. Charts are what everybody may read; editors are told the rest."""
    request: HttpRequest = context["request"]
    edits = getattr(request, "is_preview", False) or request.user.has_perm("publishing.change_editorialpage")
    reader = Viewer(user=AnonymousUser(), previews=viewer_of(request).previews)
    shown = parts(page, reader, kept_figures(page) if edits else {})
    with override(page.language):
        return mark_safe("".join(_rendered(part, request, edits=edits) for part in shown))  # noqa: S308 -- escaped by templates


def _rendered(part: Part, request: HttpRequest, *, edits: bool) -> str:
    words: dict[str, Any] = {"part": part, "value": part.value, "edits": edits}
    if part.tied is None:
        return render_to_string("publishing/editorial/part.html", words, request)
    edition = part.tied.shown.edition
    words |= {"page": part.tied.shown, "base": f"/indices/{edition.name}", "said": part.tied.said}
    with printed_on(edition.scale):
        return render_to_string("publishing/editorial/part.html", words, request)


@register.simple_tag(takes_context=True)
def editorial_menu(context: Context, where: str) -> list[Entry]:
    """The pages in the menu at the ``head`` or ``foot`` of the site; one query for both."""
    request = context.get("request")
    found: tuple[Entry, ...] | None = getattr(request, MENU, None)
    if found is None:
        found = menu(spoken())
        if request is not None:
            setattr(request, MENU, found)
    return [each for each in found if each.menu == where]
