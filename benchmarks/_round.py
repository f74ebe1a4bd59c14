"""A round in which everything is answered, in the database that Django is set up on."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils import timezone

from commonground.core.actions.places import ensure_places
from commonground.core.models import User
from commonground.fieldwork.actions.planning import plan_round
from commonground.fieldwork.models import Assignment, Contributor, Round, Stage, Unit
from commonground.fieldwork.queries.templates import RoundTemplate, StagePlan
from commonground.instruments.actions.versions import add_questionnaire
from commonground.instruments.models import Index, Question
from commonground.methods import index as method
from commonground.methods.tables.bundle import PeriodInfo, PlaceInfo
from commonground.responses.models import Response, Revision

AREAS = 8
PERIOD = PeriodInfo(code="2025", label="2025", reference_date="2025-12-31")
POINTS = ("0", "50", "100")


def answered_round(*, units: int, questions: int, assignments: int) -> User:
    """The round's owner; every assignment of every unit has said something of every question."""
    owner = User.objects.create_user("owner@example.org", "a long and quiet harbour")
    index = Index.objects.create(code="bench", title="Bench Index", owner=owner)
    round_ = _planned(index, owner, framework(questions), units, assignments)
    asked = list(round_.questionnaire.questions.all())
    for stage in round_.stages.all():
        for unit in round_.units.select_related("place"):
            _answered(_assigned(round_, stage, unit), asked, unit.pk + stage.pk // 3)
    return owner


def framework(questions: int) -> method.Framework:
    """Eight areas, a mean of means."""
    options = tuple(method.Option(code=code, label=f"option {code}", points=float(code)) for code in POINTS)
    asked = tuple(method.Question(code=f"Q{n}", title=f"Question {n}?", options=options) for n in range(questions))
    areas = tuple(_mean(f"g{at}", f"Area {at}", [each.code for each in asked[at::AREAS]]) for at in range(AREAS))
    return method.Framework(
        code="bench",
        version="1",
        title="Bench Index",
        questions=asked,
        groups=(*areas, _mean("overall", "All", [area.code for area in areas])),
        aggregates=("overall",),
        areas=tuple(area.code for area in areas),
    )


def _mean(code: str, title: str, children: Sequence[str]) -> method.Group:
    return method.Group(
        code=code, title=title, children=tuple(children), rule=method.Mean(), missing=method.Skip(minimum=0.5)
    )


def _planned(index: Index, owner: User, content: method.Framework, units: int, assignments: int) -> Round:
    places = [PlaceInfo(code=f"U{n}", name=f"Unit {n}") for n in range(units)]
    stages = tuple(
        StagePlan(code=f"stage{n}", title=f"Coders {n}", role="coder", work="answer") for n in range(assignments)
    )
    return plan_round(
        questionnaire=add_questionnaire(index=index, framework=content),
        title="Bench 1",
        periods=[PERIOD],
        places=list(ensure_places(places=places, scheme="bench").values()),
        template=RoundTemplate(code="bench", title="Bench", summary="", stages=stages),
        by=owner,
    )


def _assigned(round_: Round, stage: Stage, unit: Unit) -> Response:
    person = Contributor.objects.create(index=round_.index, pseudonym=f"{stage.code} {unit.place.code}")
    response = Response.objects.create(
        questionnaire=round_.questionnaire,
        subject=unit.subject,
        subject_label=unit.place.name,
        pseudonym=person.pseudonym,
        periods=[{"code": PERIOD.code, "label": PERIOD.label, "reference_date": ""}],
    )
    Assignment.objects.create(stage=stage, unit=unit, contributor=person, response=response, state="submitted")
    return response


def _answered(response: Response, asked: Sequence[Question], first: int) -> None:
    now = timezone.now()
    Revision.objects.bulk_create(
        Revision(
            id=uuid.uuid4(),
            response=response,
            question=question,
            period=PERIOD.code,
            number=1,
            based_on=0,
            state="answered",
            value=POINTS[(at + first) % len(POINTS)],
            comment="As the act says.",
            origin="typed",
            at=now,
            body_hash="0" * 64,
        )
        for at, question in enumerate(asked)
    )
