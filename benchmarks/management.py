"""The page of a round at a glance, and the sheet: 56 units, 79 questions, 6 assignments a unit, everything answered."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
import uuid

UNITS, QUESTIONS, ASSIGNMENTS, RUNS = 56, 79, 6, 5
PAGES = {"management page": ("", 1000.0), "sheet": ("sheet/", 1000.0), "people": ("people/", 1000.0)}
MOST_QUERIES, MOST_BYTES = 20, 150_000


def main() -> None:
    """In an installation of its own, which is gone afterwards."""
    home = os.environ.get("COMMONGROUND_BENCH_HOME") or tempfile.mkdtemp()
    os.environ["COMMONGROUND_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonground.site.settings"
    import django  # noqa: PLC0415 -- its settings are named above

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- Django must be set up

    call_command("migrate", verbosity=0)
    measure(build())


def build() -> object:
    """The round's owner."""
    from django.utils import timezone  # noqa: PLC0415 -- Django must be set up

    from commonground.core.actions.places import ensure_places  # noqa: PLC0415 -- Django must be set up
    from commonground.core.models import User  # noqa: PLC0415 -- Django must be set up
    from commonground.fieldwork.actions.planning import plan_round  # noqa: PLC0415 -- Django must be set up
    from commonground.fieldwork.models import Assignment, Contributor  # noqa: PLC0415 -- Django must be set up
    from commonground.fieldwork.queries.templates import RoundTemplate, StagePlan  # noqa: PLC0415 -- as above
    from commonground.instruments.actions.versions import add_questionnaire  # noqa: PLC0415 -- as above
    from commonground.instruments.models import Index  # noqa: PLC0415 -- Django must be set up
    from commonground.methods.index import Framework, Group, Mean, Option, Question, Skip  # noqa: PLC0415 -- as above
    from commonground.methods.tables.bundle import PeriodInfo, PlaceInfo  # noqa: PLC0415 -- as above
    from commonground.responses.models import Response, Revision  # noqa: PLC0415 -- Django must be set up

    owner = User.objects.create_user("owner@example.org", "a long and quiet harbour")
    index = Index.objects.create(code="bench", title="Bench Index", owner=owner)
    options = tuple(Option(code=str(p), label=f"option {p}", points=float(p)) for p in (0, 50, 100))
    questions = tuple(Question(code=f"Q{n}", title=f"Question {n}?", options=options) for n in range(QUESTIONS))
    groups = tuple(
        Group(
            code=f"g{at}",
            title=f"Area {at}",
            children=tuple(q.code for q in questions[at::8]),
            rule=Mean(),
            missing=Skip(minimum=0.5),
        )
        for at in range(8)
    )
    top = Group(
        code="overall", title="All", children=tuple(g.code for g in groups), rule=Mean(), missing=Skip(minimum=0.5)
    )
    framework = Framework(
        code="bench",
        version="1",
        title="Bench Index",
        questions=questions,
        groups=(*groups, top),
        aggregates=("overall",),
        areas=tuple(g.code for g in groups),
    )
    infos = [PlaceInfo(code=f"U{n}", name=f"Unit {n}") for n in range(UNITS)]
    stages = tuple(
        StagePlan(code=f"stage{n}", title=f"Coders {n}", role="coder", work="answer") for n in range(ASSIGNMENTS)
    )
    round_ = plan_round(
        questionnaire=add_questionnaire(index=index, framework=framework),
        title="Bench 1",
        periods=[PeriodInfo(code="2025", label="2025", reference_date="2025-12-31")],
        places=list(ensure_places(places=infos, scheme="bench").values()),
        template=RoundTemplate(code="bench", title="Bench", summary="", stages=stages),
        by=owner,
    )
    rows = {question.code: question for question in round_.questionnaire.questions.all()}
    now = timezone.now()
    for stage in round_.stages.all():
        for unit in round_.units.select_related("place"):
            person = Contributor.objects.create(index=index, pseudonym=f"{stage.code} {unit.place.code}")
            response = Response.objects.create(
                questionnaire=round_.questionnaire,
                subject=unit.subject,
                subject_label=unit.place.name,
                pseudonym=person.pseudonym,
                periods=[{"code": "2025", "label": "2025", "reference_date": ""}],
            )
            Assignment.objects.create(stage=stage, unit=unit, contributor=person, response=response, state="submitted")
            Revision.objects.bulk_create(
                Revision(
                    id=uuid.uuid4(),
                    response=response,
                    question=question,
                    period="2025",
                    number=1,
                    based_on=0,
                    state="answered",
                    value=("0", "50", "100")[(at + unit.pk + stage.pk // 3) % 3],
                    comment="As the act says.",
                    origin="typed",
                    at=now,
                    body_hash="0" * 64,
                )
                for at, question in enumerate(rows.values())
            )
    return owner


def measure(owner: object) -> None:
    """The median of some runs after the first, in CPU time; queries and bytes as they are."""
    from django.db import connection  # noqa: PLC0415 -- Django must be set up
    from django.test import Client  # noqa: PLC0415 -- Django must be set up
    from django.test.utils import CaptureQueriesContext, override_settings  # noqa: PLC0415 -- as above

    with override_settings(ALLOWED_HOSTS=["*"]):
        browser = Client()
        browser.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
        for name, (page, target) in PAGES.items():
            address = f"/rounds/bench/1/{page}"
            browser.get(address)
            taken = []
            for _ in range(RUNS):
                begun = time.process_time()
                answer = browser.get(address)
                taken.append(1000 * (time.process_time() - begun))
            with CaptureQueriesContext(connection) as asked:
                browser.get(address)
            size = f"{name} of {UNITS} units x {QUESTIONS} questions x {ASSIGNMENTS} assignments"
            if answer.status_code != 200:  # noqa: PLR2004 -- it is there
                sys.exit(f"{address} answers {answer.status_code}")
            line(f"{size}, CPU", statistics.median(taken), "ms", target)
            line(f"{size}, queries", len(asked), "queries", MOST_QUERIES)
            line(f"{size}, weight", len(answer.content), "bytes", MOST_BYTES)


def line(bench: str, value: float, unit: str, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 1), "unit": unit, "target": target}))


if __name__ == "__main__":
    main()
