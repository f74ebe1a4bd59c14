"""From what pydantic finds to problems that name file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from commonground.methods.errors import Problem
from commonground.methods.tables.spelling import hint, quoted
from commonground.methods.tables.yamltree import Tree, Where

KINDS = MappingProxyType(
    {
        "float": ("is not a number.", "Write a number such as 50 or 0.75."),
        "finite": ("is not a finite number.", "Write a number such as 50 or 0.75."),
        "int": ("is not a whole number.", "Write a number such as 3."),
        "bool": ("is neither true nor false.", "Write true or false."),
        "string": ("must be text.", "Write one value, not a list or a mapping."),
        "list": ("must be a list.", "Write [one, two], or one item a line with '- ' before it."),
        "dict": ("must be a mapping.", "Write 'key: value' lines below it."),
        "model": ("must be a mapping.", "Write 'key: value' lines below it."),
    }
)
"""Message and remedy by the first word of pydantic's type of error."""


def problems_of(error: ValidationError, tree: Tree, form: type[BaseModel]) -> tuple[Problem, ...]:
    """Return every problem of ``error``, in the order of the file's lines."""
    found = [_problem(each, tree, form) for each in error.errors(include_url=False)]
    return tuple(problem for _, problem in sorted(found, key=lambda pair: pair[0]))


def _problem(detail: ErrorDetails, tree: Tree, form: type[BaseModel]) -> tuple[int, Problem]:
    where: Where = detail["loc"]
    code, message, remedy = _words(detail, where, form)
    return tree.line(where), Problem(code=code, place=tree.place(where), message=message, remedy=remedy)


def _words(detail: ErrorDetails, where: Where, form: type[BaseModel]) -> tuple[str, str, str]:
    kind, name = detail["type"], _name(where)
    if kind == "extra_forbidden":
        keys = _keys(form, where[:-1])
        message = f"{quoted(str(where[-1]))} is not a key that is known here."
        return "framework-unknown-key", message, hint(str(where[-1]), keys)
    if kind == "missing":
        return "framework-missing-key", f'"{where[-1]}" is missing.', f'Add a line "{where[-1]}: ...".'
    if kind == "enum":
        allowed = tuple(detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", "))
        message = f"{name}: {_shown(detail['input'])} is not known."
        return "framework-value", message, hint(str(detail["input"]), allowed)
    if kind == "string_pattern_mismatch":
        return "framework-code", f"{name}: {_shown(detail['input'])} cannot be used as a code.", _code_remedy(detail)
    return "framework-value", *_about_value(detail, name)


def _about_value(detail: ErrorDetails, name: str) -> tuple[str, str]:
    kind = detail["type"]
    if kind == "form":
        return f"{name}: {_shown(detail['input'])} {detail['msg']}", str(detail["ctx"]["remedy"])
    for start, (said, remedy) in KINDS.items():
        if kind.startswith(start) and not kind.endswith(("too_short", "too_long")):
            return f"{name}: {_shown(detail['input'])} {said}", remedy
    message = detail["msg"].replace("Input should", "it should").replace(" after validation", "")
    return f"{name}: {_shown(detail['input'])} is refused.", f"{message[0].upper()}{message[1:]}."


def _shown(value: Any) -> str:  # noqa: ANN401 -- whatever stood in the file
    return quoted(value) if isinstance(value, str) else "what stands here"


def _code_remedy(detail: ErrorDetails) -> str:
    if "a-z0-9]+(-" in detail["ctx"]["pattern"]:
        return "Use small letters, digits and single hyphens."
    return "Use letters, digits, '_', '-' and '.', without spaces."


def _name(where: Where) -> str:
    named = [str(part) for part in where if isinstance(part, str) and part not in {"group", "code"}]
    return named[-1] if named else "The file"


def _keys(form: type[BaseModel], where: Where) -> tuple[str, ...]:
    """Return the keys allowed at ``where``."""
    fits = form
    for part in where:
        annotation = _fields(fits).get(str(part))
        fits = next(_forms(annotation), fits) if annotation is not None else fits
    return tuple(_fields(fits))


def _fields(form: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in form.model_fields.items()}


def _forms(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 -- a type of any shape
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _forms(inner)
