"""Frameworks and answers through JSON and back."""

from __future__ import annotations

import json

import numpy as np
import pytest

from commonground.methods.errors import AnswersError, FrameworkError
from commonground.methods.index import (
    answers_document,
    answers_from_document,
    framework_document,
    framework_from_document,
)
from tests.methods.index.notation import answers
from tests.methods.index.sample import SAMPLE, SAMPLE_ANSWERS


def through_json(document):
    return json.loads(json.dumps(document, allow_nan=False))


def test_a_framework_comes_back_whole():
    document = framework_document(SAMPLE)
    assert framework_from_document(through_json(document)) == SAMPLE
    assert framework_document(framework_from_document(document)) == document


def test_answers_come_back_exactly():
    back = answers_from_document(through_json(answers_document(SAMPLE_ANSWERS)))
    assert answers_document(back) == answers_document(SAMPLE_ANSWERS)
    assert back.withheld == SAMPLE_ANSWERS.withheld
    place, question = back.places.index("SE"), back.questions.index("p")
    assert back.points[place, 0, question] == 1 / 3
    assert np.array_equal(np.sort(back.points, axis=None), np.sort(SAMPLE_ANSWERS.points, axis=None), equal_nan=True)


def test_a_document_of_answers_is_sorted_by_place_and_question_and_keeps_the_order_of_periods():
    given = answers("place period q p\nSE late 1 -\nFI early n/a 4")
    assert answers_document(given) == {
        "schema": "commonground/answers/1",
        "places": ["FI", "SE"],
        "periods": ["late", "early"],
        "questions": ["p", "q"],
        "cells": {
            "FI": {"late": ["no_data", "no_data"], "early": [4.0, "not_applicable"]},
            "SE": {"late": ["no_data", 1.0], "early": ["no_data", "no_data"]},
        },
        "withheld": [],
    }


def test_documents_of_another_schema_are_refused():
    with pytest.raises(FrameworkError, match='This version reads "commonground/framework/1"'):
        framework_from_document({"schema": "commonground/framework/2"})
    with pytest.raises(AnswersError, match='The document\'s schema is "None"'):
        answers_from_document({})


def test_an_unknown_rule_is_refused():
    document = framework_document(SAMPLE)
    document["groups"][0]["rule"] = {"name": "mode"}
    with pytest.raises(KeyError, match="mode"):
        framework_from_document(document)
