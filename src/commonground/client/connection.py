"""Asking the API: one request at a time, with its errors as exceptions."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Filter = str | Sequence[str]
TIMEOUT = 60.0
SCHEMES = ("http://", "https://")


class ClientError(Exception):
    """What the API refused: the status, its code, and each problem. ``retry_after`` is in seconds, where it says so."""

    def __init__(self, status: int, code: str, message: str, problems: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(f"{message} [{code}]")
        self.status, self.code, self.problems = status, code, problems
        self.retry_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A site and how long to wait for it."""

    address: str
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        if not self.address.startswith(SCHEMES):
            raise ValueError("The address of a site begins with http:// or https://.")

    def get(self, path: str, **asked: Filter | int) -> Any:  # noqa: ANN401 -- whatever JSON holds
        """What stands at ``path``."""
        given = {name: value for name, value in asked.items() if value not in ("", ())}
        query = f"?{urlencode(given, doseq=True)}" if given else ""
        return self._ask(urllib.request.Request(self._url(path) + query))  # noqa: S310 -- http alone, checked above

    def post(self, path: str, said: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- whatever JSON holds
        """What ``path`` answers to ``said``."""
        headers = {"Content-Type": "application/json"}
        body = json.dumps(said).encode()
        return self._ask(urllib.request.Request(self._url(path), body, headers))  # noqa: S310 -- http alone, see above

    def _url(self, path: str) -> str:
        return f"{self.address.rstrip('/')}/api/v1/{path}"

    def _ask(self, request: urllib.request.Request) -> Any:  # noqa: ANN401 -- whatever JSON holds
        request.add_header("Accept", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:  # noqa: S310 -- http alone
                return json.load(response)
        except urllib.error.HTTPError as refusal:
            with refusal:
                raise _error(refusal) from None


def _error(refusal: urllib.error.HTTPError) -> ClientError:
    try:
        said = json.load(refusal)["error"]
        found = ClientError(refusal.code, said["code"], said["message"], said["problems"])
    except (ValueError, KeyError, TypeError):
        found = ClientError(refusal.code, "http", f"The server answered {refusal.code} {refusal.reason}.")
    waiting = refusal.headers.get("Retry-After", "")
    found.retry_after = int(waiting) if waiting.isdigit() else None
    return found
