"""From what pydantic finds to problems that name file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from commonground.methods.errors import Problem
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import hint, quoted
from commonground.methods.tables.yamltree import Tree, Where

KINDS = MappingProxyType(
    {
        "float": (Sentence("is not a number."), Sentence("Write a number such as 50 or 0.75.")),
        "finite": (Sentence("is not a finite number."), Sentence("Write a number such as 50 or 0.75.")),
        "int": (Sentence("is not a whole number."), Sentence("Write a number such as 3.")),
        "bool": (Sentence("is neither true nor false."), Sentence("Write true or false.")),
        "string": (Sentence("must be text."), Sentence("Write one value, not a list or a mapping.")),
        "list": (Sentence("must be a list."), Sentence("Write [one, two], or one item a line with '- ' before it.")),
        "dict": (Sentence("must be a mapping."), Sentence("Write 'key: value' lines below it.")),
        "model": (Sentence("must be a mapping."), Sentence("Write 'key: value' lines below it.")),
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
        message = Sentence("%(key)s is not a key that is known here.", key=quoted(str(where[-1])))
        return "framework-unknown-key", message, hint(str(where[-1]), keys)
    if kind == "missing":
        return (
            "framework-missing-key",
            Sentence('"%(key)s" is missing.', key=where[-1]),
            Sentence('Add a line "%(key)s: ...".', key=where[-1]),
        )
    if kind == "enum":
        allowed = tuple(detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", "))
        message = Sentence("%(name)s: %(value)s is not known.", name=name, value=_shown(detail["input"]))
        return "framework-value", message, hint(str(detail["input"]), allowed)
    if kind == "string_pattern_mismatch":
        message = Sentence("%(name)s: %(value)s cannot be used as a code.", name=name, value=_shown(detail["input"]))
        return "framework-code", message, _code_remedy(detail)
    return "framework-value", *_about_value(detail, name)


def _about_value(detail: ErrorDetails, name: str) -> tuple[str, str]:
    kind = detail["type"]
    if kind == "form":
        message = Sentence(
            "%(name)s: %(value)s %(said)s", name=name, value=_shown(detail["input"]), said=detail["ctx"]["message"]
        )
        return message, detail["ctx"]["remedy"]
    for start, (said, remedy) in KINDS.items():
        if kind.startswith(start) and not kind.endswith(("too_short", "too_long")):
            message = Sentence("%(name)s: %(value)s %(said)s", name=name, value=_shown(detail["input"]), said=said)
            return message, remedy
    advice = detail["msg"].replace("Input should", "it should").replace(" after validation", "")
    refused = Sentence("%(name)s: %(value)s is refused.", name=name, value=_shown(detail["input"]))
    return refused, f"{advice[0].upper()}{advice[1:]}."


def _shown(value: Any) -> str:  # noqa: ANN401 -- whatever stood in the file
    return quoted(value) if isinstance(value, str) else Sentence("what stands here")


def _code_remedy(detail: ErrorDetails) -> str:
    if "a-z0-9]+(-" in detail["ctx"]["pattern"]:
        return Sentence("Use small letters, digits and single hyphens.")
    return Sentence("Use letters, digits, '_', '-' and '.', without spaces.")


def _name(where: Where) -> str:
    named = [str(part) for part in where if isinstance(part, str) and part not in {"group", "code"}]
    return named[-1] if named else Sentence("The file")


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
