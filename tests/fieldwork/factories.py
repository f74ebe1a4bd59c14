"""A round of the Ports Index in a few words: its team, its people, their parts and answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from commonground.core.actions.places import ensure_places
from commonground.core.models import Place, User
from commonground.fieldwork.actions import answering, assignments, life, planning
from commonground.fieldwork.models import Assignment, Contributor, Round, Unit
from commonground.fieldwork.queries.templates import RoundTemplate, StagePlan, template
from commonground.instruments.actions.versions import add_framework, add_questionnaire
from commonground.instruments.models import Index
from commonground.methods.index import Framework
from commonground.methods.tables.bundle import PeriodInfo, PlaceInfo
from commonground.responses.actions import Recorded
from commonground.responses.queries import Cell, Given, current_in
from tests.support.worlds import ports

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PASSWORD = "a long and quiet harbour"
PERIODS = tuple(PeriodInfo(code=code, label=code, reference_date=f"{code}-12-31") for code in ("2020", "2023"))


@dataclass(kw_only=True)
class Harbour:
    """A round with its owner; people are made as they are named."""

    index: Index
    owner: User
    round: Round
    people: dict[str, Contributor] = field(default_factory=dict)

    def unit(self, code: str = "XA") -> Unit:
        return self.round.units.select_related("round__index", "place").get(place__code=code)

    def person(self, name: str) -> Contributor:
        if name not in self.people:
            self.people[name] = planning.add_contributor(
                index=self.index, email=f"{name}@example.org", full_name=name.title(), by=self.owner
            )
        return self.people[name]

    def user(self, name: str) -> User:
        return self.person(name).user

    def invited(self, name: str, stage: str, unit: str = "XA", **terms: object) -> Assignment:
        stage_ = self.round.stages.get(code=stage)
        return assignments.assign(
            stage=stage_, unit=self.unit(unit), contributor=self.person(name), by=self.owner, **terms
        )

    def agreed(self, name: str, stage: str, unit: str = "XA", **terms: object) -> Assignment:
        made = assignments.agree(assignment=self.invited(name, stage, unit, **terms), by=self.user(name))
        if made.stage.declares:
            assignments.declare_interests(assignment=made, interests="none", by=self.user(name))
        return self.fresh(made)

    def answered(self, name: str, stage: str, unit: str = "XA", **answers: str) -> Assignment:
        """Agreed, and with these answers in 2020; without any, every question is answered "100" in both periods."""
        made = self.agreed(name, stage, unit)
        everything = {(code, period): "100" for code in QUESTIONS for period in ("2020", "2023")}
        for (code, period), value in ({(c, "2020"): v for c, v in answers.items()} or everything).items():
            say(made, code, value, period=period, by=self.user(name))
        return self.fresh(made)

    def submitted(self, name: str, stage: str, unit: str = "XA", **answers: str) -> Assignment:
        made = self.answered(name, stage, unit, **answers)
        return self.fresh(assignments.submit(assignment=made, by=self.user(name)))

    def accepted(self, name: str, stage: str, unit: str = "XA", **answers: str) -> Assignment:
        made = self.submitted(name, stage, unit, **answers)
        return self.fresh(assignments.accept(assignment=made, by=self.owner))

    def fresh(self, assignment: Assignment) -> Assignment:
        rows = Assignment.objects.select_related("stage__round__index", "unit__place", "contributor__user", "response")
        return rows.get(pk=assignment.pk)

    def reload(self) -> Round:
        self.round = Round.objects.select_related("index", "questionnaire", "framework").get(pk=self.round.pk)
        return self.round

    def closed(self) -> Round:
        life.close_round(round_=self.round, by=self.owner)
        return self.reload()

    def in_adjudication(self) -> Round:
        self.closed()
        life.begin_adjudication(round_=self.round, by=self.owner)
        return self.reload()


QUESTIONS = ("A1", "A2", "A3", "B1", "B2")
SIMPLE = RoundTemplate(
    code="simple",
    title="Simple",
    summary="",
    stages=(
        StagePlan(code="coding", title="Coding", role="coder", work="answer", blind=True, reads=("peers",)),
        StagePlan(
            code="peers",
            title="Peers",
            role="peer_reviewer",
            work="answer",
            blind=True,
            declares=True,
            reads=("coding",),
        ),
        StagePlan(code="review", title="Review", role="second_coder", work="review", reads=("coding",)),
        StagePlan(code="reply", title="Reply", role="government", work="comment", reads=("coding",)),
        StagePlan(code="deciding", title="Deciding", role="moderator", work="decide", reads=("coding", "peers")),
        StagePlan(code="auditing", title="Auditing", role="auditor", work="read", reads=("coding", "peers")),
    ),
)
"""Every role, and every kind of work."""


def harbour(
    way: RoundTemplate | str = SIMPLE, *, opened: bool = True, number_of_places: int = 2, code: str = "ports"
) -> Harbour:
    """A round of the Ports Index about the islands XA, XB ..., in 2020 and 2023."""
    owner = User.objects.create_user(f"owner{'' if code == 'ports' else f'-{code}'}@example.org", PASSWORD)
    index = Index.objects.create(code=code, title="Ports Index", owner=owner)
    made = Harbour(index=index, owner=owner, round=planned(index, owner, way, islands(number_of_places)))
    if opened:
        life.open_round(round_=made.round, by=owner)
    made.reload()
    return made


def planned(
    index: Index, owner: User, way: RoundTemplate | str, places: list[Place], framework: Framework | None = None
) -> Round:
    content = framework or ports()
    questionnaire = add_questionnaire(index=index, framework=content)
    return planning.plan_round(
        questionnaire=questionnaire,
        framework=add_framework(questionnaire=questionnaire, framework=content),
        title="Ports 2023",
        periods=PERIODS,
        places=places,
        template=template(way) if isinstance(way, str) else way,
        by=owner,
    )


def islands(number: int) -> list[Place]:
    codes = [f"X{LETTERS[at] if at < len(LETTERS) else at}" for at in range(number)]
    infos = [PlaceInfo(code=code, name=f"Island {code}") for code in codes]
    return [ensure_places(places=infos, scheme="isles")[code] for code in codes]


def say(
    assignment: Assignment,
    question: str,
    value: str | None,
    *,
    period: str = "2020",
    by: User,
    state: str = "answered",
    **more: object,
) -> Recorded:
    """An answer on the base that stands."""
    cell = Cell(question=question, period=period)
    now = current_in(assignment.response, cell)
    given = Given(
        revision_id=uuid.uuid4(),
        cell=cell,
        based_on=now.number if now else 0,
        state=state,
        value=value,
        **more,
    )
    return answering.answer(assignment=assignment, given=given, by=by)
