"""Whatever the API's description allows, and more, is answered as it says; nothing breaks the server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from commonground.api import api
from commonground.site.wsgi import application
from tests.api.test_indices import edition  # noqa: F401 -- a fixture

FEW = 500
CASES = int(os.environ.get("COMMONGROUND_API_CASES", FEW))
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
CODES = {"code": ["ports"], "number": [1], "place": ["XA", "XB"], "period": ["2020", "2023"]}
CODES |= {"node": ["overall", "a", "A1"], "question": ["A1", "B2"], "group": ["Shore"]}
"""What there is, so that cases get past the doors."""
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]


OPERATIONS = sorted(f"{m.upper()} {path}" for path, said in api.get_openapi_schema()["paths"].items() for m in said)


@pytest.fixture(autouse=True)
def _connected() -> Iterator[None]:
    """A request that ends leaves the connection of the test open, as it does with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def described():
    """The description as the site gives it; it takes a second to make, so it is asked for once, within a test."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_answers_as_it_says(name, edition, monkeypatch):  # noqa: F811 -- the fixture
    monkeypatch.setattr(settings, "API_RATE", 0)
    method, path = name.split(" ", 1)
    operation = described()[path][method]
    known = operation.as_strategy().flatmap(lambda case: hypothesis.strategies.booleans().map(lambda use: (case, use)))

    @hypothesis.given(known, hypothesis.strategies.randoms(use_true_random=False))
    @hypothesis.settings(
        max_examples=max(CASES // len(OPERATIONS), 1),
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        derandomize=CASES == FEW,
        database=None,
    )
    def answers(drawn, chance) -> None:
        case, use = drawn
        if use:
            for values in (case.path_parameters, case.query):
                for key in set(values or ()) & set(CODES):
                    values[key] = chance.choice(CODES[key])
        case.call_and_validate(checks=CHECKS)

    answers()
