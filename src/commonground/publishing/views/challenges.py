"""A reader's doubt on an answer: the form, the way back to one's own challenge, and the team's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonground.core.limits import counted
from commonground.core.sentences import told
from commonground.methods.errors import CommongroundError
from commonground.methods.index.framework import Question
from commonground.publishing.actions.challenges import (
    Doubt,
    answer_challenge,
    confirm_address,
    erase_words,
    link_correction,
    make_challenge,
    note,
    set_policy,
    take_up,
)
from commonground.publishing.forms.challenges import CorrectionForm, DoubtForm, NoteForm, OutcomeForm, PolicyForm
from commonground.publishing.models import ChallengeState
from commonground.publishing.narrative.naming import named_for_reader
from commonground.publishing.queries.challenges import (
    asked_by,
    challenge_for,
    challenge_of,
    challenger_of,
    challenges_for,
    indices_of,
    thread_of,
    together_with,
)
from commonground.publishing.queries.opened import open_edition
from commonground.publishing.views.answering import NothingHereError, nothing_here, period_asked, viewer_of

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from commonground.publishing.converters import EditionName
    from commonground.publishing.models import Challenge
    from commonground.publishing.queries.opened import Opened

MOST_AN_HOUR, HOUR = 5, 3600
UNPROCESSABLE, TOO_MANY = 422, 429
PAGES = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(PAGES)
def challenge(request: HttpRequest, *, name: EditionName, place: str, node: str) -> HttpResponse:
    """The form, or a page that says which periods there are."""
    try:
        return _challenge(request, name, place, node)
    except NothingHereError as nothing:
        return nothing_here(request, nothing, "html")


def _challenge(request: HttpRequest, name: EditionName, place: str, node: str) -> HttpResponse:
    """The form. What a program fills in is answered like any other, and not kept."""
    opened = _answer_at(request, name, place, node)
    asked = asked_by(opened.edition.index_id)
    if not asked.is_open:
        raise Http404
    period = period_asked(request, opened)
    form = DoubtForm(request.POST or None, asked=asked)
    context = {"opened": opened.info, "place": opened.place_name(place), "code": place, "period": period}
    context |= {"node": opened.node(node), "form": form}
    if request.method != "POST":
        return render(request, "publishing/challenge.html", context)
    if form.by_a_program:
        return render(request, "publishing/challenged.html", context)
    if _too_many(request):
        form.add_error(None, _("Too many challenges from your address. Try again in an hour."))
        return render(request, "publishing/challenge.html", context, status=TOO_MANY)
    if form.is_valid():
        said = {key: value for key, value in form.cleaned_data.items() if key != "website"}
        try:
            make_challenge(edition=opened.edition, place=place, question=node, period=period.code, doubt=Doubt(**said))
        except CommongroundError as error:
            _say(form, error)
        else:
            return render(request, "publishing/challenged.html", context | {"email": said.get("email")})
    return render(request, "publishing/challenge.html", context, status=UNPROCESSABLE)


@never_cache
@require_http_methods(PAGES)
def own_challenge(request: HttpRequest, token: str) -> HttpResponse:
    """One's own challenge. Opening the page changes nothing, since programs that check mails open links."""
    found = challenge_of(token)
    if found is None:
        raise Http404
    together, person = together_with(found), challenger_of(found)
    if request.method == "POST":
        for each in together:
            if str(each.pk) not in request.POST.getlist("which"):
                continue
            if request.POST.get("do") == "erase":
                erase_words(challenge=each, by=None)
            else:
                confirm_address(challenge=each)
        return redirect("publishing:own_challenge", token=token)
    waiting = bool(person.get("email")) and not all(challenger_of(each)["confirmed"] for each in together)
    context = {"page": found, "person": person, "together": together, "waiting": waiting}
    return render(request, "publishing/own_challenge.html", context)


@never_cache
@login_required
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """The challenges of one's indices."""
    state = request.GET.get("state", "")
    rows = challenges_for(request.user, state if state in ChallengeState.values else "")
    context = {"rows": rows[:500], "states": ChallengeState.choices, "state": state}
    context["indices"] = indices_of(request.user)
    return render(request, "publishing/team/challenges.html", context)


@never_cache
@login_required
@require_http_methods(PAGES)
def team_challenge(request: HttpRequest, key: UUID) -> HttpResponse:
    """One challenge with its thread; what is done with it is posted here."""
    found = challenge_for(request.user, key)
    if found is None:
        raise Http404
    forms_ = _forms(found, request)
    if request.method == "POST":
        form = forms_.get(request.POST.get("do", ""))
        if form is None or form.is_valid():
            try:
                _do(request, found, form)
            except CommongroundError as error:
                if form is None:
                    raise
                _say(form, error)
            else:
                messages.success(request, _("Done."))
                return redirect("publishing:team_challenge", key=key)
    context = {"page": found, "thread": thread_of(found), "person": challenger_of(found), "forms": forms_}
    wrong = any(form.errors for form in forms_.values())
    return render(request, "publishing/team/challenge.html", context, status=UNPROCESSABLE if wrong else 200)


@never_cache
@login_required
@require_http_methods(PAGES)
def challenge_policy(request: HttpRequest, index: str) -> HttpResponse:
    """Whether an index takes challenges, and what it asks for."""
    found = indices_of(request.user).filter(code=index).first()
    if found is None:
        raise Http404
    asked = asked_by(found.pk)
    initial = {"is_open": asked.is_open, "name": asked.name, "email": asked.email}
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        set_policy(index=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Done."))
        return redirect("publishing:challenges")
    context = {"index": found, "form": form}
    return render(request, "publishing/team/policy.html", context, status=UNPROCESSABLE if form.errors else 200)


def _forms(found: Challenge, request: HttpRequest) -> dict[str, forms.Form]:
    said = thread_of(found)[0].text
    of = {
        "answer": lambda data: OutcomeForm(
            data, initial={"outcome": found.outcome, "about": found.about or said, "answer": found.answer}
        ),
        "note": NoteForm,
        "correct": CorrectionForm,
    }
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    return {name: make(request.POST if name == asked else None) for name, make in of.items()}


def _do(request: HttpRequest, found: Challenge, form: forms.Form | None) -> None:
    said = form.cleaned_data if form is not None else {}
    verbs = {
        "take-up": take_up,
        "note": note,
        "answer": answer_challenge,
        "correct": link_correction,
        "erase": erase_words,
    }
    verb = verbs.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    verb(challenge=found, by=request.user, **said)


def _answer_at(request: HttpRequest, name: EditionName, place: str, node: str) -> Opened:
    opened = open_edition(viewer_of(request), name.index, name.number)
    if opened is None or opened.edition.published_at is None or place not in opened.places:
        raise Http404
    try:
        found = opened.framework.node(node)
    except KeyError:
        raise Http404 from None
    if not isinstance(found, Question):
        raise Http404
    return named_for_reader(opened)


def _too_many(request: HttpRequest) -> bool:
    """Count what arrives from an address within an hour."""
    return counted(request, of="challenge", within=HOUR) > MOST_AN_HOUR


def _say(form: forms.Form, error: CommongroundError) -> None:
    form.add_error(None, " ".join(map(told, error.problems)))
