"""Legal sources and articles with all that rests on them, and the archived copies of what was cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from commonground.publishing.display import printed_on
from commonground.publishing.queries.law_pages import archived_copy, article_page, legal_source_page
from commonground.publishing.views.answering import MACHINE_READ, answered, in_form, viewer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SCALE = (0.0, 100.0)
LARGEST = 2**63 - 1
"""The largest number that a database gives to a row."""


def _law_page(build: Callable[..., object | None], name: str) -> Callable[..., HttpResponse]:
    """What a page shows depends on the reader, so caches ask again."""

    @answered
    def view(request: HttpRequest, *, key: int, form: str = "html") -> HttpResponse:
        page = build(viewer_of(request), _kept(key), own_names=form in MACHINE_READ)
        if page is None:
            raise Http404
        with printed_on(SCALE):
            response = in_form(request, page, form, base=reverse(f"publishing:{name}", kwargs={"key": key}))
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return view


article = _law_page(article_page, "article")
legal_source = _law_page(legal_source_page, "legal_source")


@require_safe
def copy(request: HttpRequest, *, key: int) -> FileResponse:
    """An archived copy, to be saved and never shown by the browser as a page of this site."""
    found = archived_copy(viewer_of(request), _kept(key))
    if found is None:
        raise Http404
    info, file = found
    response = FileResponse(file, as_attachment=True, filename=info.name, content_type="application/octet-stream")
    response["ETag"] = f'"{info.sha256}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _kept(key: int) -> int:
    """A number that a row may have; nothing lies under a larger one."""
    if key > LARGEST:
        raise Http404
    return key
