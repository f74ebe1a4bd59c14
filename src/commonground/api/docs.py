"""The API's own page: every address, what it takes and what it answers, written from its description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from commonground.api import api


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something that an address takes."""

    name: str
    where: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An address and what it does; ``answer`` are the names in its answer, with what they are."""

    anchor: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    body: tuple[Parameter, ...]
    answer: tuple[Parameter, ...]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The page, for people."""
    schema = api.get_openapi_schema()
    response = render(request, "api.html", {"operations": tuple(_operations(schema)), "about": schema["info"]})
    patch_cache_control(response, public=True, max_age=300)
    return response


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            content = said["responses"][200]["content"]["application/json"]["schema"]
            asked = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            yield Operation(
                anchor=said["operationId"],
                method=method.upper(),
                path=path,
                summary=said["summary"],
                about=said.get("description", ""),
                parameters=tuple(_parameter(each) for each in said.get("parameters", ())),
                body=tuple(_fields(asked, schema)),
                answer=tuple(_fields(content, schema)),
            )


def _parameter(said: dict[str, Any]) -> Parameter:
    described = said["schema"]
    return Parameter(
        name=said["name"],
        where=said["in"],
        kind=_kind(described),
        required=said.get("required", False),
        about=described.get("description", said.get("description", "")),
    )


def _fields(content: dict[str, Any], schema: dict[str, Any]) -> Iterator[Parameter]:
    """The names of an object, or of each object of a list, and those of the rows in it."""
    found = _resolved(content.get("items", content), schema)
    for name, said in found.get("properties", {}).items():
        yield Parameter(
            name=name,
            where="",
            kind=_kind(said),
            required=name in found.get("required", ()),
            about=said.get("description", ""),
        )
        rows = _resolved(said.get("items", {}), schema)
        if rows is not found:
            for inner, each in rows.get("properties", {}).items():
                yield Parameter(name=f"{name}[].{inner}", where="", kind=_kind(each), required=True, about="")


def _resolved(content: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = content.get("$ref", "")
    found: dict[str, Any] = schema["components"]["schemas"][reference.rpartition("/")[2]] if reference else content
    return found


def _kind(said: dict[str, Any]) -> str:
    if "anyOf" in said:
        return " or ".join(_kind(each) for each in said["anyOf"])
    if "enum" in said:
        return " or ".join(map(str, said["enum"]))
    if said.get("type") == "array":
        return f"list of {_kind(said['items'])}"
    return str(said.get("type") or said.get("$ref", "").rpartition("/")[2].removesuffix("Out") or "object")
