"""How long the figures of a round take, and how many queries: 56 units x 79 questions x 6 assignments."""

from __future__ import annotations

import json
import os
import sys
import uuid
from tempfile import TemporaryDirectory
from time import process_time

UNITS, QUESTIONS, STAGES = 56, 79, 6
LONGEST_S, MOST_QUERIES = 1.0, 20


def main() -> None:
    """A round in which every cell of every assignment is answered, in a database of its own."""
    with TemporaryDirectory() as home:
        os.environ["COMMONGROUND_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "commonground.site.settings"
        import django  # noqa: PLC0415 -- needs its settings first

        django.setup()
        measure()


def measure() -> None:
    """Fill the database and read the figures as the page does."""
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- needs Django set up

    from commonground.fieldwork.models import Round  # noqa: PLC0415 -- needs Django set up
    from commonground.fieldwork.queries.agreement import agreement_now  # noqa: PLC0415 -- needs Django set up
    from commonground.fieldwork.queries.progress import progress  # noqa: PLC0415 -- needs Django set up
    from commonground.fieldwork.queries.sheet import sheet  # noqa: PLC0415 -- needs Django set up
    from commonground.fieldwork.queries.standing import standing  # noqa: PLC0415 -- needs Django set up

    call_command("migrate", verbosity=0)
    owner, key = fill()
    jobs = {
        f"progress, {UNITS} units x {QUESTIONS} questions x {STAGES} assignments": progress,
        f"one question across {UNITS} units": lambda round_, who: sheet(round_, who, questions=["Q1"]),
        "agreement as it comes in": agreement_now,
    }
    for name, job in jobs.items():
        times = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as asked:
                start = process_time()
                round_ = Round.objects.select_related("index", "questionnaire", "framework").get(pk=key)
                job(round_, standing(owner, round_))
                times.append(process_time() - start)
        line(f"{name}, CPU", min(times), "s", LONGEST_S)
        line(f"{name}, queries", len(asked), "queries", MOST_QUERIES)


def fill() -> tuple[object, int]:
    """The round's owner and its key."""
    from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

    from commonground.core.models import Place, User  # noqa: PLC0415 -- needs Django set up
    from commonground.fieldwork.models import (  # noqa: PLC0415 -- needs Django set up
        Assignment,
        Contributor,
        Period,
        Round,
        Stage,
        Unit,
    )
    from commonground.instruments.actions.versions import add_questionnaire  # noqa: PLC0415 -- needs Django set up
    from commonground.instruments.models import Index  # noqa: PLC0415 -- needs Django set up
    from commonground.methods.index import Framework, Group, Mean, Option, Question, Require  # noqa: PLC0415
    from commonground.responses.models import Response, Revision  # noqa: PLC0415 -- needs Django set up

    options = tuple(Option(code=str(p), label=str(p), points=float(p)) for p in (0, 50, 100))
    codes = [f"Q{number}" for number in range(QUESTIONS)]
    framework = Framework(
        code="bench",
        version="1",
        title="Bench",
        questions=tuple(Question(code=code, title=code, options=options) for code in codes),
        groups=(Group(code="all", title="All", children=tuple(codes), rule=Mean(), missing=Require()),),
        aggregates=("all",),
        areas=(),
    )
    owner = User.objects.create_superuser("owner@example.org", "a long and quiet harbour")
    index = Index.objects.create(code="bench", title="Bench", owner=owner)
    questionnaire = add_questionnaire(index=index, framework=framework)
    round_ = Round.objects.create(index=index, number=1, title="Bench", questionnaire=questionnaire, state="open")
    Period.objects.create(round=round_, position=0, code="2026", label="2026")
    stages = [
        Stage.objects.create(round=round_, position=at, code=f"s{at}", title=f"S{at}", role="coder", work="answer")
        for at in range(STAGES)
    ]
    people = [Contributor.objects.create(index=index, pseudonym=f"Expert {at}") for at in range(STAGES)]
    questions = list(questionnaire.questions.all())
    for at in range(UNITS):
        place = Place.objects.create(scheme="bench", code=f"P{at}", name=f"Place {at}")
        unit = Unit.objects.create(round=round_, place=place)
        for stage, contributor in zip(stages, people, strict=True):
            response = Response.objects.create(
                questionnaire=questionnaire, subject=unit.subject, subject_label=place.name, periods=[{"code": "2026"}]
            )
            Assignment.objects.create(
                stage=stage, unit=unit, contributor=contributor, response=response, state="submitted"
            )
            Revision.objects.bulk_create(
                Revision(
                    id=uuid.uuid4(),
                    response=response,
                    question=question,
                    period="2026",
                    number=1,
                    based_on=0,
                    state="answered",
                    value=options[(at + question.position * (1 + stage.position // 3)) % 3].code,
                    origin="typed",
                    at=timezone.now(),
                    body_hash="",
                )
                for question in questions
            )
    return owner, round_.pk


def line(bench: str, value: float, unit: str, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 3), "unit": unit, "target": target}))
    if value > target:
        print(f"Over its target: {bench}", file=sys.stderr)


if __name__ == "__main__":
    main()
