"""Planning a round: its periods, units, stages, check rules and contributors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from commonground.core.actions.invitations import invite
from commonground.core.models import Place, User
from commonground.fieldwork.actions.shared import held_round, note
from commonground.fieldwork.errors import FieldworkError, refuse
from commonground.fieldwork.models import (
    ENDED,
    AssignmentState,
    CheckRule,
    Contributor,
    Period,
    Round,
    RoundState,
    Stage,
    Unit,
)
from commonground.fieldwork.queries.access import not_allowed, standing
from commonground.fieldwork.queries.checks import check_settings, hits_to_settle
from commonground.fieldwork.queries.periods import period_problems
from commonground.fieldwork.queries.templates import RoundTemplate, StagePlan, check_stages
from commonground.instruments.models import FrameworkVersion, Index, QuestionnaireVersion
from commonground.instruments.queries.scoring import fit_of, frameworks_for
from commonground.methods.errors import Problem
from commonground.methods.sentences import Sentence
from commonground.methods.tables.bundle import PeriodInfo

SETTLED = ("role", "work", "blind", "declares", "reads")
"""What those who work in a stage were told when they began."""


@transaction.atomic
def plan_round(
    *,
    questionnaire: QuestionnaireVersion,
    framework: FrameworkVersion | None = None,
    title: str,
    periods: Sequence[PeriodInfo],
    places: Sequence[Place],
    template: RoundTemplate,
    languages: Sequence[str] = ("en",),
    preview: bool = False,
    by: User,
) -> Round:
    """A round with the stages and check rules of ``template``, which may be changed until it is locked."""
    index = questionnaire.index
    if not Index.objects.visible_to(by).filter(pk=index.pk).exists():
        raise not_allowed()
    if questionnaire.state != "frozen":
        raise refuse(
            "round-questionnaire",
            Sentence("The questionnaire is not frozen."),
            Sentence("Freeze it first."),
            str(questionnaire),
        )
    if problems := tuple(period_problems(periods)):
        raise FieldworkError(*problems)
    _check_framework(questionnaire, framework)
    last = index.rounds.order_by("number").last()
    round_ = Round.objects.create(
        index=index,
        number=last.number + 1 if last else 1,
        title=title,
        questionnaire=questionnaire,
        framework=framework,
        languages=list(languages),
        preview=preview,
    )
    detail = {"questionnaire": questionnaire.number, "framework": framework.number if framework else None}
    note(round_, "plan-round", round_.key, by, {**detail, "template": template.code})
    _add_periods(round_, periods)
    Unit.objects.bulk_create(Unit(round=round_, place=place) for place in places)
    Stage.objects.bulk_create(_stage(round_, position, plan) for position, plan in enumerate(template.stages))
    CheckRule.objects.bulk_create(CheckRule(round=round_, **rule) for rule in template.checks)
    return round_


@transaction.atomic
def name_framework(*, round_: Round, framework: FrameworkVersion | None, by: User) -> Round:
    """By which framework the round is scored when it is locked; by none, and locking makes no edition."""
    held = held_round(round_, "manage", by)
    _check_framework(held.questionnaire, framework)
    before, held.framework = held.framework, framework
    held.save(update_fields=["framework"])
    numbers = {"from": before and before.number, "to": framework and framework.number}
    note(held, "name-framework", held.key, by, numbers)
    return held


@transaction.atomic
def add_units(*, round_: Round, places: Sequence[Place], by: User) -> list[Unit]:
    """More units. One that is there already stays as it is."""
    held = held_round(round_, "manage", by)
    known = set(held.units.values_list("place_id", flat=True))
    new = [place for place in places if place.pk not in known]
    Unit.objects.bulk_create(Unit(round=held, place=place) for place in new)
    note(held, "add-units", held.key, by, {"places": [f"{place.scheme}:{place.code}" for place in new]})
    return list(held.units.filter(place__in=new).select_related("place"))


@transaction.atomic
def set_stages(*, round_: Round, stages: Sequence[StagePlan], by: User) -> list[Stage]:
    """Other stages, in this order. One that has assignments stays, however its words change.

    Once the round was opened, nothing changes for those who have begun: not what they do, nor what they may read.
    """
    held = held_round(round_, "manage", by)
    kept = {plan.code for plan in stages}
    gone = held.stages.exclude(code__in=kept)
    if taken := sorted(gone.filter(assignments__isnull=False).values_list("code", flat=True).distinct()):
        raise refuse(
            "stage-in-use",
            Sentence(
                "Somebody has or had a part in %(taken)s, and what was done there is kept.", taken=", ".join(taken)
            ),
            Sentence(
                "Keep the stage. Where nobody shall work in it, withdraw their parts, and ask for 0 people a unit."
            ),
            held.key,
        )
    check_stages(held.key, stages)
    known = {stage.code: stage for stage in held.stages.all()}
    problems = [found for plan in stages if plan.code in known for found in _disturbed(held, known[plan.code], plan)]
    if problems:
        raise FieldworkError(*problems)
    gone.delete()
    for position, plan in enumerate(stages):
        Stage.objects.update_or_create(
            round=held, code=plan.code, defaults={"position": position, **plan.fields, **plan.words}
        )
    note(held, "set-stages", held.key, by, {"stages": [{"code": plan.code, **plan.fields} for plan in stages]})
    return list(held.stages.all())


@transaction.atomic
def set_check_rules(*, round_: Round, rules: Sequence[dict[str, Any]], by: User) -> list[CheckRule]:
    """Other check rules: ``code``, ``scope``, ``kind``, ``message``, ``settings``. One with justified hits stays."""
    held = held_round(round_, "manage", by)
    if problems := [problem for rule in rules for problem in check_settings(rule)]:
        raise FieldworkError(*problems)
    held.check_rules.exclude(code__in=[rule["code"] for rule in rules]).filter(justifications=None).delete()
    for rule in rules:
        CheckRule.objects.update_or_create(round=held, code=rule["code"], defaults=rule)
    note(held, "set-check-rules", held.key, by, {"rules": list(rules)})
    return list(held.check_rules.all())


def rehearse_check_rules(*, round_: Round, rules: Sequence[dict[str, Any]], by: User) -> dict[str, int]:
    """How many hits each rule would have now: the rules are set, and set back."""
    with transaction.atomic():
        set_check_rules(round_=round_, rules=rules, by=by)
        changed = Round.objects.select_related("index", "questionnaire", "framework").get(pk=round_.pk)
        found = Counter(hit.rule for hit in hits_to_settle(changed, standing(by, changed)))
        transaction.set_rollback(True)
    return {rule["code"]: found[rule["code"]] for rule in rules}


@transaction.atomic
def add_contributor(
    *, index: Index, email: str, full_name: str = "", language: str = "", pseudonym: str = "", by: User
) -> Contributor:
    """Somebody who works for the index; their account is opened where there is none. Who is known is returned."""
    if not Index.objects.visible_to(by).filter(pk=index.pk).exists():
        raise not_allowed()
    user = User.objects.filter(email=email.strip().lower()).first()
    user = user or invite(email=email, by=by, name=full_name, language=language).user
    found, _ = Contributor.objects.get_or_create(
        index=index, user=user, defaults={"pseudonym": pseudonym or _pseudonym(index)}
    )
    return found


def _pseudonym(index: Index) -> str:
    taken = set(Contributor.objects.filter(index=index).values_list("pseudonym", flat=True))
    number = len(taken) + 1
    while f"Expert {number}" in taken:
        number += 1
    return f"Expert {number}"


def _stage(round_: Round, position: int, plan: StagePlan) -> Stage:
    return Stage(round=round_, position=position, code=plan.code, **plan.words, **plan.fields)


def _called(names: Sequence[str]) -> list[str]:
    """What fields of a stage are called, in the present language."""
    called = {each.name: each.verbose_name for each in Stage._meta.fields}  # noqa: SLF001 -- the documented way
    return [str(called[name]) for name in names]


def _disturbed(round_: Round, stage: Stage, plan: StagePlan) -> Iterator[Problem]:
    """What of a stage cannot change any more, because of those who have a part in it."""
    rows = stage.assignments.exclude(state__in=ENDED)
    changed = [name for name in SETTLED if getattr(stage, name) != plan.fields[name]]
    begun = rows.exclude(state=AssignmentState.INVITED)
    if changed and round_.state != RoundState.PLANNED and begun.exists():
        yield Problem(
            code="stage-begun",
            message=Sentence(
                "Somebody has begun here, so this cannot change any more: %(changed)s.",
                changed=", ".join(_called(changed)),
            ),
            remedy=Sentence("Leave it as it is, or add a stage."),
            place=stage.heading,
        )
    if _shut_again(round_, stage, plan) and begun.exists():
        yield Problem(
            code="stage-opened",
            message=Sentence(
                "Somebody is at work here, and could not go on before %(day)s.", day=f"{plan.opens_at:%Y-%m-%d}"
            ),
            remedy=Sentence("Leave the day on which it opens as it is."),
            place=stage.heading,
        )
    if stage.deadline != plan.deadline and rows.exists():
        yield Problem(
            code="stage-deadline",
            message=Sentence("Somebody has a part here, and would not be told of another deadline."),
            remedy=Sentence("Change it on the page of deadlines, which tells those concerned."),
            place=stage.heading,
        )


def _shut_again(round_: Round, stage: Stage, plan: StagePlan) -> bool:
    """Whether a stage that is open would open later than now."""
    now = timezone.now()
    is_open = round_.state != RoundState.PLANNED and (stage.opens_at is None or stage.opens_at <= now)
    return is_open and plan.opens_at is not None and plan.opens_at > now


def _check_framework(questionnaire: QuestionnaireVersion, framework: FrameworkVersion | None) -> None:
    """One that scores this questionnaire, or the same in other words, and that fits it."""
    if framework is None:
        return
    if not framework.is_numeric and not frameworks_for(questionnaire).filter(pk=framework.pk).exists():
        raise refuse(
            "round-framework",
            Sentence("The scoring framework is for another questionnaire."),
            Sentence("Choose one that is for this questionnaire."),
            str(framework),
        )
    if problems := fit_of(framework, questionnaire):
        raise FieldworkError(*problems)


def _add_periods(round_: Round, periods: Sequence[PeriodInfo]) -> None:
    Period.objects.bulk_create(
        Period(
            round=round_,
            position=position,
            code=info.code,
            label=info.label,
            reference_date=info.reference_date or None,
        )
        for position, info in enumerate(periods)
    )
