"""The open data of an edition: the page that describes it, the file itself, and its description for catalogues."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from commonground.publishing.actions.bundles import Bundle, keep_bundle, kept_file
from commonground.publishing.bundles.content import licence_of
from commonground.publishing.bundles.descriptions import Download, dcat, schema_org
from commonground.publishing.bundles.tables import ANSWERS, TABLES
from commonground.publishing.queries.bundle_content import edition_about
from commonground.publishing.queries.data_page import DataFile, DataPage
from commonground.publishing.queries.opened import open_edition
from commonground.publishing.views.answering import (
    YEAR,
    answered,
    edition_page,
    kept_for,
    viewer_of,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

    from commonground.publishing.converters import EditionName
    from commonground.publishing.queries.opened import Opened, PeriodInfo

TITLES = {table.path: table.title for table in (*TABLES, ANSWERS)}


@partial(edition_page, own_names=True)
def data(opened: Opened, period: PeriodInfo) -> DataPage:
    made = keep_bundle(opened=opened)
    about = edition_about(opened, settings.SITE_ADDRESS)
    download = _download(opened, made)
    return DataPage(
        edition=opened.info,
        name=f"{made.name}.zip",
        address=_address(opened, made),
        size=made.size,
        sha256=made.sha256,
        calculation_hash=made.calculation_hash,
        comments=made.comments,
        citation=about.citation,
        licence_url=licence_of(opened.info.licence).url,
        files=tuple(
            DataFile(path=each.path, title=TITLES.get(each.path, ""), size=each.size, sha256=each.sha256)
            for each in made.files
        ),
        catalogue=schema_org(about, download),
    )


@answered
def catalogue(request: HttpRequest, *, name: EditionName) -> HttpResponse:
    """The edition in DCAT-AP, as JSON-LD."""
    opened = open_edition(viewer_of(request), name.index, name.number)
    if opened is None:
        raise Http404
    made = keep_bundle(opened=opened)
    document = dcat(edition_about(opened, settings.SITE_ADDRESS), _download(opened, made))
    response = JsonResponse(document, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})
    return kept_for(response, opened)


@require_safe
@gzip_page
def bundle(request: HttpRequest, *, name: EditionName, file: str) -> HttpResponse:
    """The file under its permanent address: the same bytes for ever, whatever is made later."""
    opened = open_edition(viewer_of(request), name.index, name.number)
    path = kept_file(opened=opened, name=file) if opened is not None else None
    if opened is None or path is None:
        raise Http404
    etag = f'"{path.stem.rpartition("-")[2]}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return unchanged
    headers = {"ETag": etag, "Content-Disposition": f'attachment; filename="{path.name}"'}
    response = HttpResponse(path.read_bytes(), content_type="application/zip", headers=headers)
    if opened.for_everybody:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _address(opened: Opened, made: Bundle) -> str:
    return reverse("publishing:bundle", kwargs={"name": opened.info.pinned, "file": made.name})


def _download(opened: Opened, made: Bundle) -> Download:
    site = settings.SITE_ADDRESS.rstrip("/")
    return Download(url=f"{site}{_address(opened, made)}", size=made.size, sha256=made.sha256)
