"""Errors in one form: a code that programs may rely on, a sentence, and, where there are several, each problem."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from commonground.core.limits import TooManyError
from commonground.methods.errors import CommongroundError
from commonground.publishing.queries.cells import NoSuchCodeError

CODES = {400: "bad-request", 404: "not-found", 405: "wrong-method", 406: "not-acceptable", 429: "too-many-requests"}


class ProblemOut(Schema):
    """One thing wrong: its code, where it is, what is wrong and what to do."""

    code: str
    place: str
    message: str
    remedy: str


class ErrorOut(Schema):
    """What went wrong."""

    code: str
    message: str
    problems: list[ProblemOut]


class ErrorsOut(Schema):
    """The one form of every error."""

    error: ErrorOut


CSV = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}
"""What a list answers beside JSON, for the description."""
ERRORS = {404: ErrorsOut, 422: ErrorsOut, 429: ErrorsOut}
"""What any address of an edition may answer beside what was asked for."""


def error(status: int, code: str, message: str, problems: list[dict[str, str]] | None = None) -> HttpResponse:
    """An error as it is answered; no cache keeps one."""
    said = {"error": {"code": code, "message": message, "problems": problems or []}}
    return JsonResponse(said, status=status, headers={"Cache-Control": "private, no-store"})


def answer_errors(api: NinjaAPI) -> None:
    """Let every error of ``api`` be answered in the one form."""
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(NoSuchCodeError, _no_such_code)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(CommongroundError, _problems)
    api.add_exception_handler(TooManyError, _too_many)


def _not_found(_request: HttpRequest, _exception: Http404) -> HttpResponse:
    return error(404, "not-found", "There is nothing here for you: no such index or edition.")


def _no_such_code(_request: HttpRequest, exception: NoSuchCodeError) -> HttpResponse:
    return error(404, "unknown-code", str(exception))


def _invalid(_request: HttpRequest, exception: ValidationError) -> HttpResponse:
    problems = [
        {
            "code": str(each["type"]).replace("_", "-"),
            "place": ".".join(map(str, each["loc"])),
            "message": str(each["msg"]),
            "remedy": "",
        }
        for each in exception.errors
    ]
    return error(422, "invalid", "Something in the request is not as the description says.", problems)


def _refused(_request: HttpRequest, exception: HttpError) -> HttpResponse:
    return error(exception.status_code, CODES.get(exception.status_code, "refused"), str(exception))


def _problems(_request: HttpRequest, exception: CommongroundError) -> HttpResponse:
    problems = [_problem(each) for each in exception.problems]
    return error(422, problems[0]["code"], problems[0]["message"], problems)


def _problem(problem: Any) -> dict[str, str]:  # noqa: ANN401 -- a problem of the method
    return {name: getattr(problem, name) for name in ("code", "place", "message", "remedy")}


def _too_many(_request: HttpRequest, exception: TooManyError) -> HttpResponse:
    message = f"Too many requests from your address. The next is answered in {exception.seconds} seconds."
    response = error(429, "too-many-requests", message)
    response.headers["Retry-After"] = str(exception.seconds)
    return response


def nowhere(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """An address of the API that does not exist."""
    return error(404, "not-found", "The API has no such address. /api/v1/docs lists those there are.")
