"""Rounds for the pages of those who answer: questions of every kind, and a round that follows a locked one."""

from __future__ import annotations

from commonground.core.models import User
from commonground.fieldwork.actions import life, planning
from commonground.fieldwork.models import Decision, Origin, Round, RoundState
from commonground.instruments.models import Index
from commonground.methods.questionnaires import Evidence, Item, Kind, Option, Question, Questionnaire, Section
from tests.fieldwork.factories import PERIODS, SIMPLE, Harbour, harbour, islands, planned
from tests.responses.factories import version_of

YES_NO = (
    Option(code="yes", label={"en": "Yes", "ar": "نعم"}, points=100.0),
    Option(code="no", label={"en": "No", "ar": "لا"}, points=0.0),
)
EVERY_KIND = Questionnaire(
    code="mixed",
    title={"en": "Mixed"},
    languages=("en", "ar"),
    sections=(Section(code="s", title={"en": "Piers", "ar": "الأرصفة"}),),
    questions=(
        Question(
            code="open",
            section="s",
            text={"en": "Are the piers open?", "ar": "هل الأرصفة مفتوحة؟"},
            help={"en": "Count the law in force."},
            options=YES_NO,
            evidence=Evidence(citations=1, comment=True, text={"en": "Cite one law."}),
        ),
        Question(code="days", section="s", text={"en": "On how many days?"}, kind=Kind.NUMBER, constraint=". <= 365"),
        Question(code="since", section="s", text={"en": "Since when?"}, kind=Kind.DATE),
        Question(code="why", section="s", text={"en": "Why?"}, kind=Kind.TEXT, relevance="${open} = 'no'"),
        Question(code="who", section="s", text={"en": "For whom?"}, kind=Kind.MULTIPLE, options=YES_NO),
        Question(
            code="groups",
            section="s",
            text={"en": "For each group?"},
            kind=Kind.TABLE,
            options=YES_NO,
            items=(Item(code="women", label={"en": "Women"}), Item(code="men", label={"en": "Men"})),
        ),
    ),
)


def of_every_kind() -> Harbour:
    """An open round whose questions are of every kind; ``why`` is asked only where ``open`` is no."""
    owner = User.objects.create_user("owner@example.org", "a long and quiet harbour")
    version = version_of(EVERY_KIND)
    index = version.index
    index.owner = owner
    index.save()
    return Harbour(index=index, owner=owner, round=_opened(index, owner, version))


def _opened(index: Index, owner: User, version: object) -> Round:
    made = planning.plan_round(
        questionnaire=version,
        title="Mixed 2023",
        periods=PERIODS,
        places=islands(1),
        template=SIMPLE,
        languages=("en", "ar"),
        by=owner,
    )
    life.open_round(round_=made, by=owner)
    made.refresh_from_db()
    return made


def after_a_locked_round(comment: str = "Quays were open.") -> Harbour:
    """The second round of the Ports Index; the first decided that A1 is "50" in XA, in both periods."""
    port = harbour(opened=False)
    first = port.round
    question = first.questionnaire.questions.get(code="A1")
    for period in first.periods.all():
        Decision.objects.create(
            round=first,
            unit=port.unit("XA"),
            period=period,
            question=question,
            option=question.options.get(code="50"),
            state="answered",
            points=50.0,
            comment=comment,
            source="Quays Act 1987, section 4",
            origin=Origin.ADJUDICATED,
        )
    Round.objects.filter(pk=first.pk).update(state=RoundState.LOCKED, locking=1)
    port.round = planned(port.index, port.owner, SIMPLE, islands(2))
    life.open_round(round_=port.round, by=port.owner)
    port.reload()
    return port
