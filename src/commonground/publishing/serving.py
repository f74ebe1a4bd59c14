"""Pages of pinned editions are rendered once and handed out again for as long as nothing that they say has changed.

One question to the database remains: whether everybody may read this edition, and what its index says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request

from commonground.publishing.actions.pages import stamp
from commonground.publishing.queries.shelf import state_of
from commonground.publishing.versions import code_version

PINNED = re.compile(r"/indices/([-\w]+)@([1-9][0-9]{0,5})(?=[/.]|$)")
REPORT = re.compile(r"/reports/[^/]+/[^/]+/[^/]+-[0-9]+\.[a-z]+$")
"""The file of a report, which is the same for whoever may read it."""
LONGEST = 500
MOST_BYTES, MOST_OF_FILES = 2**20, 2**23
"""What is kept of a page, and of a report, which takes longer to make."""
DAY = 86_400
"""A page that may change is rendered anew after a day, whatever was heard of it."""
FOUND = 200
Handler = Callable[[HttpRequest], HttpResponseBase]


class KeptPages:
    """Hands out kept pages to readers who are not signed in; everybody else passes through."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response, self.pages = get_response, caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        pinned = PINNED.match(request.path_info)
        if pinned is None or not _for_anybody(request):
            return self.get_response(request)
        state = state_of(pinned[1], int(pinned[2]))
        if state is None:
            return self.get_response(request)
        key = self._key(request, state)
        kept = self.pages.get(key)
        if kept is None:
            kept = self._render(request, key)
            if isinstance(kept, HttpResponseBase):
                return kept
        return _answer(request, *kept)

    def _key(self, request: HttpRequest, state: str) -> str:
        said = (
            code_version(),
            state,
            stamp(),
            request.get_full_path(),
            get_language_from_request(request),
            "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "",
        )
        return sha256("\n".join(said).encode()).hexdigest()

    def _render(self, request: HttpRequest, key: str) -> HttpResponseBase | tuple[dict[str, str], bytes]:
        """The page as it is kept, or the response as it is where it cannot be kept."""
        condition = {name: request.META.pop(name, None) for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")}
        response = self.get_response(request)
        request.META.update({name: value for name, value in condition.items() if value is not None})
        if not _may_be_kept(response):
            return response
        kept = dict(response.items()), response.content
        self.pages.set(key, kept, timeout=None if "immutable" in response["Cache-Control"] else DAY)
        return kept


def _for_anybody(request: HttpRequest) -> bool:
    """Whether a request is one of anybody's: read-only, not signed in, and not at the computer that shows all.

    Nobody is asked who they are for the file of a report: whoever sends a cookie would have it made anew.
    """
    if request.method != "GET" or settings.SHOW_PRIVATE_ON_LOOPBACK:
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES and not REPORT.search(request.path_info):
        return False
    request.get_host()  # refuses a host that is not ours
    return len(request.get_full_path()) <= LONGEST and _has_one_address(request.META.get("QUERY_STRING", ""))


def _has_one_address(query: str) -> bool:
    """Whether a query is empty or names a period in the one way that links do.

    So there are as many pages to keep as an edition has, and no reader can fill the cache with views of their own
    (another weight is another address) or with words that change nothing.
    """
    asked = parse_qsl(query)
    return [name for name, _value in asked] in ([], ["period"]) and urlencode(asked) == query


def _may_be_kept(response: HttpResponseBase) -> bool:
    public = "public" in response.get("Cache-Control", "")
    if not isinstance(response, HttpResponse) or response.status_code != FOUND or not public or response.cookies:
        return False
    page = response.get("Content-Type", "").startswith("text/html")
    return len(response.content) <= (MOST_BYTES if page else MOST_OF_FILES)


def _answer(request: HttpRequest, headers: dict[str, str], content: bytes) -> HttpResponseBase:
    response = HttpResponse(content, headers=headers)
    return get_conditional_response(request, etag=headers.get("ETag"), response=response) or response
