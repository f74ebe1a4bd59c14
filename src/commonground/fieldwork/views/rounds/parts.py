"""One assignment: how far it is, and what the team does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from commonground.fieldwork.actions.assignments import (
    accept,
    reassign,
    return_assignment,
    set_terms,
    withdraw,
)
from commonground.fieldwork.actions.life import extend
from commonground.fieldwork.forms.people import ExtendForm, ReassignForm, ReturnForm, TermsForm
from commonground.fieldwork.forms.rounds import ReasonForm
from commonground.fieldwork.models import Assignment
from commonground.fieldwork.queries.part import part_page
from commonground.fieldwork.queries.progress import sections_of
from commonground.fieldwork.views.rounds.door import Entered, assignment_at, entered
from commonground.responses.queries import asked

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse


@entered()
def part(on: Entered, key: int) -> HttpResponse:
    return _page(on, assignment_at(on, key))


def _page(on: Entered, found: Assignment, **forms_: forms.Form) -> HttpResponse:
    sections = sections_of(asked(on.round.questionnaire))
    terms = {name: getattr(found, name) for name in ("hours_agreed", "fee", "currency")}
    known = {
        "return": ReturnForm(sections=sections),
        "extend": ExtendForm(),
        "reassign": ReassignForm(assignment=found),
        "terms": TermsForm(initial=terms),
        "withdraw": ReasonForm(),
    }
    verbs = ("accept", "return", "withdraw", "reassign", "set-terms", "see-terms", "know-holder", "ask", "read")
    may = {verb.replace("-", "_"): on.may(verb, found) for verb in verbs}
    page = part_page(on.round, on.who, found)
    return on.page("part", part=found, page=page, forms={**known, **forms_}, may_here=may)


@entered(post=True, get=False)
def act(on: Entered, key: int, verb: str) -> HttpResponse:
    """Accept, return, withdraw, reassign, extend, or set the terms of an assignment. The dangerous ones ask first."""
    found = assignment_at(on, key)
    if verb not in ACTS:
        raise Http404
    forms_, do = ACTS[verb]
    form = forms_(on, found)
    if form is not None and not form.is_valid():
        return _page(on, found, **{verb: form})
    if verb in ASKED_FIRST and "confirmed" not in on.posted:
        return on.page("part_ask", part=found, verb=verb, kept=_kept(on), form=form)
    told = do(on, found, form.cleaned_data if form is not None else {})
    after = found.pk if not isinstance(told, Assignment) else told.pk
    return on.done(_("Done: %(part)s") % {"part": found}, "part", key=after)


ASKED_FIRST = ("withdraw", "reassign")


def _kept(on: Entered) -> list[tuple[str, str]]:
    """What was posted, to be posted again once it is confirmed."""
    return [
        (name, value)
        for name, values in on.posted.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]


def _return(on: Entered, found: Assignment, said: dict) -> None:
    questions = list(said["questions"])
    if said["sections"]:
        every = asked(on.round.questionnaire).questions
        questions += [q.code for q in every if q.section in said["sections"] and q.answerable]
    mine = [code for code in dict.fromkeys(questions) if not found.questions or code in found.questions]
    return_assignment(assignment=found, text=said["text"], questions=mine, by=on.user)


def _reassign(on: Entered, found: Assignment, said: dict) -> Assignment:
    return reassign(
        assignment=found, contributor=said["contributor"], keep_answers=said["keep_answers"], by=on.user
    )


ACTS = {
    "accept": (lambda on, found: None, lambda on, found, said: accept(assignment=found, by=on.user)),
    "return": (
        lambda on, found: ReturnForm(on.posted, sections=sections_of(asked(on.round.questionnaire))),
        _return,
    ),
    "withdraw": (
        lambda on, found: ReasonForm(on.posted),
        lambda on, found, said: withdraw(assignment=found, reason=said["reason"], by=on.user),
    ),
    "reassign": (lambda on, found: ReassignForm(on.posted, assignment=found), _reassign),
    "extend": (
        lambda on, found: ExtendForm(on.posted),
        lambda on, found, said: extend(assignment=found, deadline=said["deadline"], text=said["text"], by=on.user),
    ),
    "terms": (
        lambda on, found: TermsForm(on.posted),
        lambda on, found, said: set_terms(
            assignment=found,
            hours_agreed=said["hours_agreed"],
            fee=said["fee"],
            currency=said["currency"],
            by=on.user,
        ),
    ),
}
"""For each verb of the address: the form that it needs, and what it does."""
