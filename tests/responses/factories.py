"""A response about Island XA in the questionnaire of the Ports Index, and answers to it."""

from __future__ import annotations

import uuid
from typing import Any

from commonground.core.models import User
from commonground.instruments.actions.versions import add_questionnaire
from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.methods.questionnaires import (
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    document_hash,
    questionnaire_document,
)
from commonground.responses.actions import Recorded, Target, open_response, record_answer
from commonground.responses.models import Response
from commonground.responses.queries import Cell, Given
from tests.support.worlds import ports

PERIODS = tuple({"code": code, "label": code, "reference_date": f"{code}-12-31"} for code in ("2020", "2023"))


def questionnaire(code: str = "ports") -> QuestionnaireVersion:
    """Questions A1 to A3, B1 and B2, each with options 0, 50, 100 and na."""
    index, _made = Index.objects.get_or_create(code=code, defaults={"title": "Ports Index"})
    return add_questionnaire(index=index, framework=ports())


def mixed() -> QuestionnaireVersion:
    """Questions of every kind; a table of two groups; a condition on the days and one that looks at another answer."""
    yes_or_no = (Option(code="yes", points=100.0), Option(code="no", points=0.0))
    groups = (Option(code="women"), Option(code="men"))
    return version_of(
        Questionnaire(
            code="mixed",
            questions=(
                Question(code="days", kind=Kind.NUMBER, constraint=". <= 365"),
                Question(code="more", kind=Kind.NUMBER, constraint=". > ${days}"),
                Question(code="since", kind=Kind.DATE),
                Question(code="why", kind=Kind.TEXT),
                Question(code="who", kind=Kind.MULTIPLE, options=groups),
                Question(
                    code="groups", kind=Kind.TABLE, options=yes_or_no, items=(Item(code="women"), Item(code="men"))
                ),
                Question(code="note", kind=Kind.NOTE),
            ),
        )
    )


def version_of(content: Questionnaire) -> QuestionnaireVersion:
    """A frozen version with this content."""
    index, _made = Index.objects.get_or_create(code=content.code, defaults={"title": content.code})
    version = QuestionnaireVersion.objects.create(
        index=index,
        number=index.questionnaires.count() + 1,
        document=questionnaire_document(content),
        document_hash=document_hash(content),
    )
    for position, question in enumerate(content.questions):
        version.questions.create(position=position, code=question.code, title=question.code)
    version.state = "frozen"
    version.save()
    return version


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
