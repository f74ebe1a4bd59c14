"""How the API answers: the edition that the reader may see, JSON or CSV, and what caches may keep."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from ninja import Path, Schema
from pydantic import Field

from commonground.api.limits import count
from commonground.core.exporters import harmless
from commonground.publishing.exporters.documents import plain
from commonground.publishing.queries.cells import Cells, Wanted
from commonground.publishing.queries.opened import Opened, open_edition
from commonground.publishing.versions import code_version
from commonground.publishing.views.answering import MINUTES, YEAR, viewer_of

Code = Annotated[
    str, Path(pattern=r"^[-\w]{1,60}$", description="The index's code, such as `harbour`.", example="harbour")
]
Number = Annotated[int, Path(ge=1, le=999_999, description="The edition's number.", example=1)]
Word = Annotated[str, Field(min_length=1, max_length=200)]
MOST = 1000


class Paging(Schema):
    """Which rows: the order stands still, so that pages fit together."""

    offset: int = Field(0, ge=0, le=1_000_000_000, description="How many rows to pass over.")
    limit: int = Field(MOST, ge=1, le=10_000, description="How many rows at most.")
    format: Literal["json", "csv"] | None = Field(None, description="The form; without it, what `Accept` asks for.")


class Filters(Paging):
    """Which cells: every filter may be given several times, and means any of them."""

    place: list[Word] = Field(default_factory=list, max_length=300, description="Codes of places.")
    group: list[Word] = Field(default_factory=list, max_length=20, description="Codes or titles of groups of places.")
    period: list[Word] = Field(default_factory=list, max_length=300, description="Codes of periods.")


class NodeFilters(Filters):
    """Filters with scores and questions."""

    node: list[Word] = Field(default_factory=list, max_length=300, description="Codes of scores and questions.")

    def wanted(self) -> Wanted:
        """What is asked for."""
        return Wanted(places=self.place, groups=self.group, periods=self.period, nodes=self.node)


class QuestionFilters(Filters):
    """Filters with questions."""

    question: list[Word] = Field(default_factory=list, max_length=300, description="Codes of questions.")

    def wanted(self) -> Wanted:
        """What is asked for."""
        return Wanted(places=self.place, groups=self.group, periods=self.period, nodes=self.question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows of one kind, as JSON under ``name`` or as CSV."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Any]
    count: int
    next_offset: int | None


def listing(name: str, row: type, found: Cells[Any], asked: Paging) -> Listing:
    """One page of cells; ``row`` is the dataclass whose fields are its columns."""
    after = asked.offset + len(found.rows)
    return Listing(
        name=name,
        columns=tuple(field.name for field in fields(row)),
        rows=found.rows,
        count=found.count,
        next_offset=after if found.rows and after < found.count else None,
    )


def whole(name: str, row: type, rows: Sequence[Any], asked: Paging) -> Listing:
    """One page of a list that is made whole."""
    return listing(
        name, row, Cells(count=len(rows), rows=tuple(rows[asked.offset : asked.offset + asked.limit])), asked
    )


def of_edition(
    request: HttpRequest, code: str, number: int, build: Callable[[Opened], Any], asked: Paging | None = None
) -> HttpResponse:
    """Answer with what ``build`` makes of an edition; the answer may be kept for a year.

    Whoever has it already is told so before anything is looked up.
    """
    count(request)
    opened = require_edition(request, code, number)
    etag = _etag(request, opened)
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return _kept(unchanged, opened)
    response = answer(build(opened), form_asked(request, asked))
    response.headers["ETag"] = etag
    return _kept(response, opened)


def require_edition(request: HttpRequest, code: str, number: int) -> Opened:
    """The edition, if the reader may see it."""
    opened = open_edition(viewer_of(request), code, number)
    if opened is None:
        raise Http404
    return opened


def form_asked(request: HttpRequest, asked: Paging | None) -> str:
    """``csv`` or ``json``: what the address says, else what the reader prefers."""
    if asked is not None and asked.format:
        return asked.format
    return "csv" if request.get_preferred_type(["application/json", "text/csv"]) == "text/csv" else "json"


def answer(found: Any, form: str) -> HttpResponse:  # noqa: ANN401 -- a listing or plain values
    """What was found in the form asked for; what is no list is JSON."""
    if isinstance(found, Listing) and form == "csv":
        return HttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    if isinstance(found, Listing):
        rows = [asdict(row) for row in found.rows]
        found = {"count": found.count, "next_offset": found.next_offset, found.name: rows}
    return JsonResponse(plain(found), safe=False, json_dumps_params={"ensure_ascii": False})


def _csv(found: Listing) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(found.columns)
    for row in found.rows:
        writer.writerow(_cell(getattr(row, name)) for name in found.columns)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return harmless("; ".join(map(str, value)))
    return repr(value) if isinstance(value, float) else harmless(value)


def _etag(request: HttpRequest, opened: Opened) -> str:
    """A strong tag: the same tag, the same bytes."""
    index, info = opened.edition.index, opened.info
    parts = (
        code_version(),
        info.inputs_hash,
        info.results_hash,
        *(index.title, index.licence, index.comments_policy, str(opened.reads_comments)),
        *(f"{code} {place.name}" for code, place in opened.places.items()),
        request.get_full_path(),
        request.headers.get("Accept", ""),
    )
    return f'"{sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def _kept(response: HttpResponse, opened: Opened) -> HttpResponse:
    if opened.for_everybody:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Accept"])
    return response


def shortly(response: HttpResponse, *, public: bool) -> HttpResponse:
    """What may change with the next edition is kept for minutes; what is not for everybody, not at all."""
    if public:
        patch_cache_control(response, public=True, max_age=MINUTES)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
