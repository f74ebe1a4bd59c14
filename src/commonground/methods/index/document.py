"""Frameworks and answers as plain values for JSON, complete and exact, and back."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonground.methods.errors import AnswersError, FrameworkError, Problem
from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import (
    Approach,
    Band,
    Dimension,
    Framework,
    Group,
    Option,
    Profile,
    Question,
    Reason,
)
from commonground.methods.index.rule_document import (
    missing_document,
    missing_from_document,
    rule_document,
    rule_from_document,
)

Document = dict[str, Any]

FRAMEWORK_SCHEMA = "commonground/framework/1"
ANSWERS_SCHEMA = "commonground/answers/1"


def framework_document(framework: Framework) -> Document:
    """A framework as plain values for JSON; ``framework_from_document`` gives back an equal framework."""
    return {
        "schema": FRAMEWORK_SCHEMA,
        "code": framework.code,
        "version": framework.version,
        "title": framework.title,
        "text": framework.text,
        "scale": list(framework.scale),
        "aggregates": list(framework.aggregates),
        "areas": list(framework.areas),
        "groups": [_group(group) for group in framework.groups],
        "questions": [_question(question) for question in framework.questions],
        "bands": [_band(band) for band in framework.bands],
        "profiles": [_profile(profile) for profile in framework.profiles],
    }


def framework_from_document(document: Document) -> Framework:
    """The framework that ``framework_document`` wrote down.

    Raises ``FrameworkError`` for another schema, or for a framework that contradicts itself.
    """
    if document.get("schema") != FRAMEWORK_SCHEMA:
        raise FrameworkError(_other_schema("framework-document", document, FRAMEWORK_SCHEMA))
    lower, upper = document["scale"]
    return Framework(
        code=document["code"],
        version=document["version"],
        title=document["title"],
        text=document["text"],
        scale=(lower, upper),
        aggregates=tuple(document["aggregates"]),
        areas=tuple(document["areas"]),
        groups=tuple(_read_group(each) for each in document["groups"]),
        questions=tuple(_read_question(each) for each in document["questions"]),
        bands=tuple(Band(**each) for each in document["bands"]),
        profiles=tuple(_read_profile(each) for each in document["profiles"]),
    )


def answers_document(answers: Answers) -> Document:
    """Answers as plain values for JSON: the same document for the same content.

    ``cells[place][period]`` holds one value for each of ``questions``: points, or the reason for having none.
    Places and questions are sorted by code; periods keep their order, which belongs to the content.
    """
    by_code = sorted(range(len(answers.questions)), key=answers.questions.__getitem__)
    cells: dict[str, dict[str, list[float | str]]] = {}
    for place in sorted(answers.places):
        at = answers.places.index(place)
        points, applies = answers.points[at][:, by_code].tolist(), answers.applicable[at][:, by_code].tolist()
        rows = [[_cell(*cell) for cell in zip(*row, strict=True)] for row in zip(points, applies, strict=True)]
        cells[place] = dict(zip(answers.periods, rows, strict=True))
    return {
        "schema": ANSWERS_SCHEMA,
        "places": sorted(answers.places),
        "periods": list(answers.periods),
        "questions": sorted(answers.questions),
        "cells": cells,
        "withheld": [list(figure) for figure in sorted(answers.withheld)],
    }


def answers_from_document(document: Document) -> Answers:
    """The answers that ``answers_document`` wrote down; ``AnswersError`` for another schema or a faulty cell."""
    if document.get("schema") != ANSWERS_SCHEMA:
        raise AnswersError(_other_schema("answers-document", document, ANSWERS_SCHEMA))
    places, periods, questions = document["places"], document["periods"], document["questions"]
    return Answers.from_cells(
        (
            (place, period, question, Reason(value) if isinstance(value, str) else value)
            for place in places
            for period in periods
            for question, value in zip(questions, document["cells"][place][period], strict=True)
        ),
        places=places,
        periods=periods,
        questions=questions,
        withheld=((place, period, node) for place, period, node in document["withheld"]),
    )


def _cell(points: float, applies: bool) -> float | str:  # noqa: FBT001 -- a cell of two arrays
    if not applies:
        return Reason.NOT_APPLICABLE.value
    return Reason.NO_DATA.value if np.isnan(points) else points


def _other_schema(code: str, document: Document, schema: str) -> Problem:
    return Problem(
        code=code,
        message=f'The document\'s schema is "{document.get("schema")}".',
        remedy=f'This version reads "{schema}".',
    )


def _group(group: Group) -> Document:
    return {
        "code": group.code,
        "title": group.title,
        "text": group.text,
        "children": list(group.children),
        "rule": rule_document(group.rule),
        "missing": missing_document(group.missing),
    }


def _read_group(document: Document) -> Group:
    return Group(
        code=document["code"],
        title=document["title"],
        text=document["text"],
        children=tuple(document["children"]),
        rule=rule_from_document(document["rule"]),
        missing=missing_from_document(document["missing"]),
    )


def _question(question: Question) -> Document:
    return {
        "code": question.code,
        "title": question.title,
        "text": question.text,
        "help": question.help,
        "options": [_option(option) for option in question.options],
        "tags": {axis: list(values) for axis, values in question.tags.items()},
    }


def _read_question(document: Document) -> Question:
    return Question(
        code=document["code"],
        title=document["title"],
        text=document["text"],
        help=document["help"],
        options=tuple(_read_option(each) for each in document["options"]),
        tags={axis: tuple(values) for axis, values in document["tags"].items()},
    )


def _option(option: Option) -> Document:
    value = {"points": option.points} if option.reason is None else {"reason": option.reason.value}
    return {"code": option.code, "label": option.label, **value}


def _read_option(document: Document) -> Option:
    reason = Reason(document["reason"]) if "reason" in document else None
    return Option(code=document["code"], label=document["label"], points=document.get("points"), reason=reason)


def _band(band: Band) -> Document:
    return {"code": band.code, "label": band.label, "lower": band.lower, "upper": band.upper, "level": band.level}


def _profile(profile: Profile) -> Document:
    return {
        "code": profile.code,
        "title": profile.title,
        "dimensions": [
            {"code": each.code, "title": each.title, "children": list(each.children), "threshold": each.threshold}
            for each in profile.dimensions
        ],
        "approaches": [
            {"code": each.code, "title": each.title, "when": dict(each.when)} for each in profile.approaches
        ],
    }


def _read_profile(document: Document) -> Profile:
    return Profile(
        code=document["code"],
        title=document["title"],
        dimensions=tuple(Dimension(**{**each, "children": tuple(each["children"])}) for each in document["dimensions"]),
        approaches=tuple(Approach(**each) for each in document["approaches"]),
    )
