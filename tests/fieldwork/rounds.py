"""Rounds for the pages of those who answer: questions of every kind, and a round that follows a locked one."""

from __future__ import annotations

from dataclasses import replace

from allauth.account.models import EmailAddress

from commonground.core.models import User
from commonground.fieldwork.actions import life, planning
from commonground.fieldwork.models import Decision, Origin, Round, RoundState
from commonground.instruments.actions.questionnaires import add_draft, freeze, keep_pilot
from commonground.instruments.actions.versions import add_framework
from commonground.instruments.models import Index
from commonground.methods.index import Framework, Group, Mean, Require, Skip
from commonground.methods.index import Option as Told
from commonground.methods.index import Question as Scored
from commonground.methods.questionnaires import (
    Evidence,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
    questionnaire_from_framework,
)
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


ASKED = {
    "A1": {"en": "Are the quays open?", "fr": "Les quais sont-ils ouverts ?", "ar": "هل الأرصفة مفتوحة؟"},
    "A2": {"en": "Are the quays lit?", "fr": "Les quais sont-ils éclairés ?", "ar": "هل الأرصفة مضاءة؟"},
}
CHOSEN = {
    "0": {"en": "None", "fr": "Aucun", "ar": "لا شيء منها"},
    "50": {"en": "Some", "fr": "Quelques-uns", "ar": "بعضها"},
    "100": {"en": "All of them", "fr": "Tous", "ar": "كلها"},
}


def quay(code: str) -> Scored:
    options = tuple(Told(code=code, label=label["en"], points=float(code)) for code, label in CHOSEN.items())
    return Scored(code=code, title=f"Question {code}", text=ASKED[code]["en"], options=options)


QUAYS = Framework(
    code="quays",
    version="1",
    title="Quays Index",
    questions=(quay("A1"), quay("A2")),
    groups=(
        Group(code="a", title="Quays", children=("A1", "A2"), rule=Mean(), missing=Skip(minimum=0.5)),
        Group(code="overall", title="Overall", children=("a",), rule=Mean(), missing=Require()),
    ),
    aggregates=("overall",),
    areas=("a",),
)


def in_three_languages() -> Harbour:
    """An open round about Island XA in a public index: two questions in three languages, and effects shown."""
    owner = User.objects.create_user("owner@example.org", "a long and quiet harbour")
    public = {"licence": "CC BY 4.0", "comments_policy": "publish", "fictional": True}
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    index = Index.objects.create(code="quays", title="Quays Index", owner=owner, **public)
    version = add_draft(index=index, questionnaire=_translated(questionnaire_from_framework(QUAYS)), by=owner)
    keep_pilot(version=version, waived="A test.", by=owner)
    version = freeze(version=version, by=owner)
    made = planning.plan_round(
        questionnaire=version,
        framework=add_framework(questionnaire=version, framework=QUAYS),
        title="Quays 2023",
        periods=PERIODS,
        places=islands(1),
        template=SIMPLE,
        languages=("en", "fr", "ar"),
        preview=True,
        by=owner,
    )
    life.open_round(round_=made, by=owner)
    made.refresh_from_db()
    return Harbour(index=index, owner=owner, round=made)


def _translated(questionnaire: Questionnaire) -> Questionnaire:
    return replace(
        questionnaire,
        languages=("en", "fr", "ar"),
        questions=tuple(
            replace(
                each,
                text=ASKED[each.code],
                options=tuple(replace(option, label=CHOSEN[option.code]) for option in each.options),
                evidence=Evidence(citations=1, comment=True) if each.code == "A1" else Evidence(),
            )
            for each in questionnaire.questions
        ),
    )
