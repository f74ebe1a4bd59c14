"""One assignment: how far it is, and what the team does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from rules.permissions import has_perm

from commonground.core.actions.viewing import begin_viewing
from commonground.core.middleware import VIEWED
from commonground.fieldwork.actions.assignments import (
    accept,
    reassign,
    return_assignment,
    set_terms,
    withdraw,
)
from commonground.fieldwork.actions.life import extend
from commonground.fieldwork.actions.notices import preview_deadline, preview_end, preview_returned
from commonground.fieldwork.forms.invoices import ContractForm
from commonground.fieldwork.forms.people import ExtendForm, ReassignForm, ReturnForm, TermsForm
from commonground.fieldwork.forms.rounds import ReasonForm
from commonground.fieldwork.models import Assignment, AssignmentState
from commonground.fieldwork.queries.invoices import contract_of
from commonground.fieldwork.queries.part import part_page
from commonground.fieldwork.queries.progress import sections_of
from commonground.fieldwork.queries.standing import covers
from commonground.fieldwork.views.rounds.door import Entered, assignment_at, entered, kept_of
from commonground.responses.queries import asked

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse, QueryDict

    from commonground.core.queries.mail import Rendered


@entered()
def part(on: Entered, key: int) -> HttpResponse:
    return _page(on, assignment_at(on, key))


def _page(on: Entered, found: Assignment, **forms_: forms.Form) -> HttpResponse:
    terms = {name: getattr(found, name) for name in ("hours_agreed", "fee", "currency")}
    known = {
        "return": _return_form(on, found),
        "extend": ExtendForm(),
        "reassign": ReassignForm(assignment=found),
        "terms": TermsForm(initial=terms),
        "withdraw": ReasonForm(),
        "contract": ContractForm(auto_id="contract-%s", initial=contract_of(found)),
    }
    verbs = ("accept", "return", "withdraw", "reassign", "set-terms", "see-terms", "know-holder", "ask", "read")
    may = {verb.replace("-", "_"): on.may(verb, found) for verb in verbs}
    page = part_page(on.round, on.who, found)
    may["view_as"] = may["know_holder"] and has_perm("core.view_as", on.user, found.contributor.user)
    return on.page("part", part=found, page=page, forms={**known, **forms_}, may_here=may)


@entered(post=True, get=False)
def act(on: Entered, key: int, verb: str) -> HttpResponse:
    """Accept, return, withdraw, reassign, extend, or set the terms of an assignment. The dangerous ones ask first."""
    found = assignment_at(on, key)
    if verb not in VERBS:
        raise Http404
    form = _form(on, found, verb)
    if form is not None and not form.is_valid():
        return _page(on, found, **{verb: form})
    said = form.cleaned_data if form is not None else {}
    if verb in ASKED_FIRST and "confirmed" not in on.posted:
        on.require("manage" if verb == "extend" else verb, on.round if verb == "extend" else found)
        return on.page(
            "part_ask", part=found, verb=verb, kept=kept_of(on), form=form, mail=_mail(on, found, verb, said)
        )
    after = _do(on, found, verb, {**said, "codes": form.codes()} if isinstance(form, ReturnForm) else said)
    return on.done(_("Done: %(part)s") % {"part": found}, "part", key=after.pk)


@entered(post=True, get=False)
def view_as(on: Entered, key: int) -> HttpResponse:
    """See the site as the holder of a part does, read only; it is written down in the round's chain."""
    found = assignment_at(on, key, "know-holder")
    person = found.contributor.user
    if person is None:
        raise Http404
    begin_viewing(person=person, by=on.user, chain=on.round.key)
    back = on.address("part", key=key)
    on.request.session[VIEWED] = {"person": str(person.key), "chain": on.round.key, "back": back}
    return redirect("fieldwork:task", key) if found.state != AssignmentState.WITHDRAWN else redirect("fieldwork:tasks")


VERBS = ("accept", "return", "withdraw", "reassign", "extend", "terms")
ASKED_FIRST = ("withdraw", "reassign", "return", "extend")


def _mail(on: Entered, found: Assignment, verb: str, said: dict) -> Rendered | None:
    """What its holder will read."""
    match verb:
        case "return":
            return preview_returned(found, said["text"], on.tongue(found))
        case "extend":
            return preview_deadline(found, said["deadline"] or found.stage.deadline, said["text"])
        case _:
            return preview_end(found)


def _form(on: Entered, found: Assignment, verb: str) -> forms.Form | None:
    """What a verb must be told, as it was posted."""
    match verb:
        case "return":
            return _return_form(on, found, on.posted)
        case "withdraw":
            return ReasonForm(on.posted)
        case "reassign":
            return ReassignForm(on.posted, assignment=found)
        case "extend":
            return ExtendForm(on.posted)
        case "terms":
            return TermsForm(on.posted)
        case _:
            return None


def _do(on: Entered, found: Assignment, verb: str, said: dict) -> Assignment:
    """The assignment to go on to."""
    match verb:
        case "accept":
            return accept(assignment=found, by=on.user)
        case "return":
            return return_assignment(assignment=found, text=said["text"], questions=said["codes"], by=on.user)
        case "withdraw":
            return withdraw(assignment=found, reason=said["reason"], by=on.user)
        case "reassign":
            return reassign(assignment=found, by=on.user, **said)
        case "extend":
            return extend(assignment=found, by=on.user, **said)
        case _:
            return set_terms(assignment=found, by=on.user, **said)


def _return_form(on: Entered, found: Assignment, posted: QueryDict | None = None) -> ReturnForm:
    questionnaire = asked(on.round.questionnaire)
    questions = {each.code: each.section for each in questionnaire.questions if each.answerable}
    return ReturnForm(
        posted,
        sections=sections_of(questionnaire),
        questions={code: section for code, section in questions.items() if covers(found, code)},
    )
