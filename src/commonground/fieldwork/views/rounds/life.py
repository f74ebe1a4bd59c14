"""Where a round stands and where it goes: deadlines, states, locking, erratum. Each is shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.core.queries.trail import head_of
from commonground.fieldwork.actions.life import (
    begin_adjudication,
    change_deadline,
    close_round,
    open_round,
    set_embargo,
)
from commonground.fieldwork.actions.locking import lock_round, publish_round, reopen_round
from commonground.fieldwork.actions.notices import preview_deadline
from commonground.fieldwork.events import edition_made
from commonground.fieldwork.forms.rounds import DeadlineForm, EmbargoForm, ReasonForm
from commonground.fieldwork.models import RoundState, Snapshot
from commonground.fieldwork.queries.ahead import ahead
from commonground.fieldwork.queries.steps import concerned, left_for
from commonground.fieldwork.views.rounds.door import Entered, entered

if TYPE_CHECKING:
    from django.http import HttpResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way on from where a round stands."""

    verb: str
    label: str
    summary: str
    needs_reason: bool = False


STEPS = (
    Step(
        verb="open", label=gettext_lazy("Open the round"), summary=gettext_lazy("Those who agreed can begin to answer.")
    ),
    Step(
        verb="close",
        label=gettext_lazy("Close the round"),
        summary=gettext_lazy("Nobody answers any more, but for what is returned to them."),
    ),
    Step(
        verb="begin-adjudication",
        label=gettext_lazy("Begin adjudication"),
        summary=gettext_lazy("What differs is decided; after that the round is locked."),
    ),
    Step(
        verb="lock",
        label=gettext_lazy("Lock the round"),
        summary=gettext_lazy(
            "Every cell gets the value that was decided. They are frozen and scored; nothing changes after."
        ),
    ),
    Step(verb="publish", label=gettext_lazy("Publish the round"), summary=gettext_lazy("It stands as published.")),
    Step(
        verb="reopen",
        label=gettext_lazy("Open it again for an erratum"),
        summary=gettext_lazy(
            "What was locked stays as it was. The next locking makes another snapshot and another edition."
        ),
        needs_reason=True,
    ),
)
MOST = 200
"""Obstacles that are listed at once."""
SENTENCES = {
    RoundState.PLANNED: gettext_lazy("The round is planned, and nobody answers yet."),
    RoundState.OPEN: gettext_lazy("The round is open."),
    RoundState.CLOSED: gettext_lazy("The round is closed: nobody answers any more."),
    RoundState.ADJUDICATION: gettext_lazy("What differs is being decided."),
    RoundState.LOCKED: gettext_lazy("The round is locked."),
    RoundState.PUBLISHED: gettext_lazy("The round is published."),
}
"""Where a round stands."""
BY_VERB = {step.verb: step for step in STEPS}


@entered("watch")
def life(on: Entered) -> HttpResponse:
    snapshots = Snapshot.objects.filter(round=on.round).order_by("-locking").defer("content")
    return on.page(
        "life",
        sentence=SENTENCES[RoundState(on.round.state)],
        steps=[step for step in STEPS if on.may(step.verb)],
        states=RoundState.choices,
        snapshots=[(each, edition_made(each)) for each in snapshots],
        head=head_of(on.round.key),
        stages=on.round.stages.all(),
        periods=on.round.periods.all(),
        may_set_embargo=on.may("set-embargo"),
    )


@entered("watch", post=True)
def step(on: Entered, verb: str) -> HttpResponse:
    """What a step would do; and, once it is confirmed, doing it."""
    found = BY_VERB.get(verb)
    if found is None:
        raise Http404
    on.require(verb)
    form = ReasonForm(on.posted or None) if found.needs_reason else None
    if on.request.method == "POST" and (form is None or form.is_valid()):
        return _take(on, verb, form.cleaned_data["reason"] if form is not None else "")
    if verb == "lock":
        return _lock_page(on, found)
    return on.page("step", step=found, form=form, left=left_for(on.round, verb))


def _lock_page(on: Entered, found: Step) -> HttpResponse:
    """The dry run of locking; everything that is left leads to the page where it is settled."""
    run = ahead(on.round)
    left = [(each.problem, on.address(each.page, **each.parts)) for each in run.obstacles[:MOST]]
    return on.page("lock", step=found, ahead=run, left=left, more=len(run.obstacles) - len(left))


def _take(on: Entered, verb: str, reason: str) -> HttpResponse:
    if verb == "lock":
        locked = lock_round(round_=on.round, by=on.user)
        on.round.refresh_from_db()
        return on.page("locked", locked=locked, edition=edition_made(locked.snapshot))
    if verb == "reopen":
        reopen_round(round_=on.round, reason=reason, by=on.user)
    else:
        TAKEN[verb](round_=on.round, by=on.user)
    return on.done(_("Done: %(step)s.") % {"step": BY_VERB[verb].label}, "life")


TAKEN = {
    "open": open_round,
    "close": close_round,
    "begin-adjudication": begin_adjudication,
    "publish": publish_round,
}


@entered("watch", post=True)
def embargo(on: Entered) -> HttpResponse:
    """Until when nothing of the round is published."""
    on.require("set-embargo")
    form = EmbargoForm(on.posted or None, initial={"until": on.round.embargo_until})
    if on.request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        set_embargo(round_=on.round, until=until, by=on.user)
        told = _("Nothing is published before %(until)s UTC.") % {"until": f"{until:%Y-%m-%d %H:%M}"} if until else ""
        return on.done(told or _("There is no embargo."), "life")
    return on.page("embargo", form=form)


@entered("manage", post=True)
def deadlines(on: Entered) -> HttpResponse:
    """Another deadline for a stage: who would be told, and only then the change."""
    form = DeadlineForm(on.posted or None, round_=on.round, initial={"stage": on.asked.get("stage")})
    if on.request.method == "POST" and form.is_valid():
        stage, deadline, text = (form.cleaned_data[name] for name in ("stage", "deadline", "text"))
        if "confirmed" in on.posted:
            change_deadline(stage=stage, deadline=deadline, text=text, by=on.user)
            return on.done(_("The deadline is changed, and those concerned are told."), "life")
        told, own = concerned(stage)
        mail = preview_deadline(told[0], deadline, text) if told else None
        return on.page("deadlines_dry", form=form, stage=stage, deadline=deadline, told=told, own=own, mail=mail)
    return on.page("deadlines", form=form, stages=on.round.stages.all())
