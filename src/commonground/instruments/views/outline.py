"""A version as a whole: its outline, what was read of it, its files; and putting its parts in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from commonground.instruments.actions import drafts
from commonground.instruments.exporters import CONTENT_TYPES, version_file
from commonground.instruments.queries.pages import outline, reading
from commonground.instruments.views.door import entered

if TYPE_CHECKING:
    from commonground.instruments.views.door import Entered

PARTS = ("question", "section")


@entered()
def version(on: Entered) -> HttpResponse:
    return on.page("version", outline=outline(on.version))


@entered()
def read(on: Entered) -> HttpResponse:
    return on.page("read", report=reading(on.version))


@entered()
def files(on: Entered) -> HttpResponse:
    return on.page("files", languages=on.version.languages)


@entered()
def file(on: Entered, form: str) -> HttpResponse:
    if form not in CONTENT_TYPES:
        raise Http404
    language = on.request.GET.get("language")
    if language is not None and language not in on.version.languages:
        raise Http404
    made = version_file(version=on.version, form=form, language=language)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)


@entered(post=True, get=False)
def arrange(on: Entered) -> HttpResponse:
    """POST ``do``: what is done to which part, as ``up question A1``."""
    verb, _blank, part = on.posted.get("do", "").partition(" ")
    what, _blank, code = part.partition(" ")
    if verb not in {"up", "down", "remove", "back"} or what not in PARTS:
        raise Http404
    said = {"version": on.version, "what": what, "code": code, "by": on.user}
    at = f"{what}-{code}"
    if verb == "remove":
        drafts.remove(**said)
        return on.done(_("%(code)s was taken out. It can be put back below.") % {"code": code}, at="removed")
    if verb == "back":
        drafts.put_back(**said)
        return on.done(_("%(code)s is back where it was.") % {"code": code}, at=at)
    drafts.move(**said, up=verb == "up")
    return on.done(_("%(code)s was moved.") % {"code": code}, at=at)
