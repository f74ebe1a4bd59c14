"""A response about Island XA in the questionnaire of the Ports Index, and answers to it."""

from __future__ import annotations

import uuid
from typing import Any

from commonground.core.models import User
from commonground.instruments.actions.versions import add_questionnaire
from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.responses.actions import Recorded, Target, open_response, record_answer
from commonground.responses.models import Response
from commonground.responses.queries import Cell, Given
from tests.support.worlds import ports

PERIODS = tuple({"code": code, "label": code, "reference_date": f"{code}-12-31"} for code in ("2020", "2023"))


def questionnaire(code: str = "ports") -> QuestionnaireVersion:
    """Questions A1 to A3, B1 and B2, each with options 0, 50, 100 and na."""
    index, _made = Index.objects.get_or_create(code=code, defaults={"title": "Ports Index"})
    return add_questionnaire(index=index, framework=ports())


def response(subject: str = "place:isles:XA", **changes: Any) -> Response:
    words = {
        "questionnaire": changes.pop("questionnaire", None) or questionnaire(),
        "subject": subject,
        "subject_label": "Island XA",
        "periods": PERIODS,
        "pseudonym": "Expert 1",
    }
    return open_response(**(words | changes))


def person(name: str = "ada") -> User:
    return User.objects.get_or_create(email=f"{name}@example.org")[0]


def answer(about: Response, **changes: Any) -> Recorded:
    """A1 in 2020 is 50, unless said otherwise."""
    words = {
        "revision_id": uuid.uuid4(),
        "question": "A1",
        "period": "2020",
        "based_on": 0,
        "state": "answered",
        "value": "50",
        "by": None,
    }
    return record_answer(response=about, **(words | changes))


def given(**changes: Any) -> Given:
    words = {
        "revision_id": uuid.uuid4(),
        "cell": Cell(question="A1", period="2020"),
        "based_on": 0,
        "state": "answered",
        "value": "50",
    }
    return Given(**(words | changes))


def target(period: str, based_on: int = 0) -> Target:
    return Target(period=period, revision_id=uuid.uuid4(), based_on=based_on)
