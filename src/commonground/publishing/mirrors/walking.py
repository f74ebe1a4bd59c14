"""Walking the pages of an edition from link to link, and writing each as a file."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from commonground.core.limits import INSIDE
from commonground.methods.errors import CommongroundError, FileError, Problem
from commonground.publishing.mirrors.names import FILES, file_of, leads_to
from commonground.publishing.mirrors.pages import relinked, restyled

FOUND, ABSENT = 200, 404
NOWHERE, ELSEWHERE = (ABSENT, 410), (301, 302, 303, 307, 308)
UNFINISHED = "unfinished"
"""Where the files lie until the last of them is written."""
ENTRY = "index.html"
Say = Callable[[str], None]
EVERY = 500
PICTURES = (".svg", ".png", ".pdf")
"""Pictures of the explorer's views stay with the site, which draws them when they are asked for."""
LEAD = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title>
<meta http-equiv="refresh" content="0; url={start}"></head><body><p><a href="{start}">{name}</a></p></body></html>
"""

GONE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Nothing here</title></head>
<body><p>The site has no page at <a href="{site}{address}">{address}</a>.</p></body></html>
"""
"""What stands where a link of the site led nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """What was written."""

    files: int
    size: int


def silent(_line: str) -> None:
    """Report nothing."""


def mirror(
    *, name: str, folder: Path, language: str = "en-gb", period: str | None = None, say: Say = silent
) -> Mirrored:
    """Write every public page and file of the edition ``name`` (``harbour@2``) under ``folder``.

    With ``period`` only pages of that period, or of the default one where it is empty; links to other periods lead to
    the site. Raises ``FileError`` for a folder that holds something, ``CommongroundError`` for an edition that not
    everybody may read, or a page that the site cannot show; then nothing is left under ``folder``.
    """
    _require_empty(folder)
    unfinished, made = folder / UNFINISHED, not folder.exists()
    try:
        walk = _Walk(name=name, folder=unfinished, language=language, period=period, say=say)
        walk.all()
        start = leads_to(ENTRY, file_of(f"/indices/{name}"))
        walk.write(ENTRY, LEAD.format(name=name, start=start).encode())
        for each in unfinished.iterdir():
            each.rename(folder / each.name)
        unfinished.rmdir()
    except BaseException:
        shutil.rmtree(folder if made else unfinished, ignore_errors=True)
        raise
    return Mirrored(files=walk.files, size=walk.size)


def _require_empty(folder: Path) -> None:
    if folder.is_file():
        code, message = "file-not-a-folder", "A file has this name."
    elif folder.is_dir() and any(folder.iterdir()):
        code, message = "file-folder-used", "The folder holds other files, which are not touched."
    else:
        return
    remedy = "Name an empty folder, or one that does not exist yet."
    raise FileError(Problem(code=code, place=str(folder), message=message, remedy=remedy))


class _Walk:
    """One walk: what is still to be read, and what was written."""

    def __init__(self, *, name: str, folder: Path, language: str, period: str | None, say: Say) -> None:
        self.folder, self.language, self.period, self.say = folder, language, period, say
        self.start = f"/indices/{name}"
        self.todo, self.seen = [self.start], {self.start}
        self.handler = WSGIHandler()
        self.files, self.size = 0, 0

    def all(self) -> None:
        while self.todo:
            address = self.todo.pop()
            status, kind, content = self.read(address)
            if status in NOWHERE and address == self.start:
                raise CommongroundError(_not_public(address))
            if status == FOUND:
                self.keep(address, kind, content)
            elif status in ELSEWHERE:
                self.lead(address, content.decode())
            elif status in NOWHERE:
                self.keep(address, "text/html", GONE.format(site=settings.SITE_ADDRESS, address=address).encode())
            else:
                raise CommongroundError(_failed(address, status))

    def lead(self, address: str, there: str) -> None:
        """A page that leads where the site leads."""
        here, parts = file_of(address), urlsplit(urljoin(address, there))
        start = escape(self.link(here, f"{parts.path}?{parts.query}".rstrip("?")))
        self.write(here, LEAD.format(name=start, start=start).encode())

    def keep(self, address: str, kind: str, content: bytes) -> None:
        here = file_of(address)
        if kind.startswith("text/html"):
            content = relinked(content.decode(), address, lambda link: self.link(here, link)).encode()
        elif kind.startswith("text/css"):
            content = restyled(content.decode(), address, lambda link: self.link(here, link)).encode()
        self.write(here, content)

    def link(self, here: str, there: str) -> str:
        """A link as it stands in the mirror: to one of its files, else to the site."""
        if not self.belongs(there):
            return f"{settings.SITE_ADDRESS.rstrip('/')}{there}"
        if there not in self.seen:
            self.seen.add(there)
            self.todo.append(there)
        return leads_to(here, file_of(there))

    def belongs(self, address: str) -> bool:
        """Whether an address is of the edition, or a style sheet, font or picture."""
        parts = urlsplit(address)
        if parts.path.startswith(settings.STATIC_URL):
            return parts.path.endswith(FILES)
        if parts.path != self.start and not parts.path.startswith((f"{self.start}/", f"{self.start}.")):
            return False
        if parts.path.endswith("/challenge") or parts.path.startswith(f"{self.start}/reports"):
            return False
        if "/explore/" in parts.path and parts.path.endswith(PICTURES):
            return False
        asked = dict(parse_qsl(parts.query))
        if set(asked) - {"period"}:
            return False
        return self.period is None or asked.get("period", "") == self.period

    def read(self, address: str) -> tuple[int, str, bytes]:
        """What the site answers to anybody; of an address that leads elsewhere, where it leads."""
        parts = urlsplit(address)
        if parts.path.startswith(settings.STATIC_URL):
            return _static(parts.path)
        # Asked without the signals of a server's requests, which would open a connection to the database for each page.
        response = self.handler.get_response(WSGIRequest(self.environ(parts.path, parts.query)))
        if response.status_code in ELSEWHERE:
            return response.status_code, "", response.headers["Location"].encode()
        return response.status_code, response.headers.get("Content-Type", ""), b"".join(response)

    def environ(self, path: str, query: str) -> dict[str, Any]:
        site = urlsplit(settings.SITE_ADDRESS)
        hosts = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": hosts[0] if hosts else site.hostname,
            "SERVER_PORT": "443" if settings.HTTPS else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_ACCEPT_LANGUAGE": self.language,
            "REMOTE_ADDR": "",
            INSIDE: True,
            "wsgi.url_scheme": "https" if settings.HTTPS else "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }

    def write(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.files, self.size = self.files + 1, self.size + len(content)
        if self.files % EVERY == 0:
            self.say(f"{self.files} files, {len(self.todo)} addresses still to be read")


def _static(path: str) -> tuple[int, str, bytes]:
    from django.contrib.staticfiles import finders  # noqa: PLC0415 -- needs Django set up

    found = finders.find(path.removeprefix(settings.STATIC_URL))
    if not found:
        return ABSENT, "", b""
    kind = "text/css" if path.endswith(".css") else ""
    return FOUND, kind, Path(found).read_bytes()


def _not_public(address: str) -> Problem:
    return Problem(
        code="mirror-private",
        place=address,
        message="Not everybody may read this edition, so there is nothing to mirror.",
        remedy="State the index's licence and what happens to the experts' comments, and name an edition that exists.",
    )


def _failed(address: str, status: int) -> Problem:
    return Problem(
        code="mirror-failed",
        place=address,
        message=f"The site could not show this page (status {status}), so there is no mirror.",
        remedy="Look for the reason in the server's log, and mirror again.",
    )
