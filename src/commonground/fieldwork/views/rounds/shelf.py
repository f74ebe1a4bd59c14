"""All rounds that somebody leads, and making one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonground.fieldwork.actions.life import change_deadline
from commonground.fieldwork.actions.planning import plan_round
from commonground.fieldwork.forms.fields import add_problems
from commonground.fieldwork.forms.rounds import PlanForm
from commonground.fieldwork.queries.shelf import Beginning, beginning, indices_led_by, rounds_led_by
from commonground.fieldwork.queries.templates import template, templates
from commonground.fieldwork.views.rounds.door import private
from commonground.methods.errors import CommongroundError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from commonground.fieldwork.models import Round


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    indices = indices_led_by(request.user)
    if not indices:
        raise Http404
    context = {"rounds": rounds_led_by(request.user), "indices": indices}
    return private(render(request, "fieldwork/rounds/shelf.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, index: str) -> HttpResponse:
    """Planned once it was shown what it would be: the form, the dry run, the round."""
    of = beginning(request.user, index)
    if of is None:
        raise Http404
    form = PlanForm(request.POST or None, of=of)
    if request.method == "POST" and form.is_valid():
        chosen = template(form.cleaned_data["template"])
        if "confirmed" not in request.POST:
            context = {"form": form, "of": of, "template": chosen, "said": form.cleaned_data}
            return private(render(request, "fieldwork/rounds/plan_dry.html", context))
        made = _made(request, form)
        if made is not None:
            messages.success(request, _("The round is planned. Nobody has been invited yet."))
            return redirect("fieldwork:round", index=of.index.code, number=made.number)
    return private(_form(request, form, of))


def _form(request: HttpRequest, form: PlanForm, of: Beginning) -> HttpResponse:
    ready = form.fields["questionnaire"].queryset.exists()
    context = {"form": form, "of": of, "templates": templates(), "ready": ready}
    return render(request, "fieldwork/rounds/plan.html", context)


def _made(request: HttpRequest, form: PlanForm) -> Round | None:
    said = form.cleaned_data
    try:
        with transaction.atomic():
            made = plan_round(
                questionnaire=said["questionnaire"],
                framework=said["framework"],
                title=said["title"],
                periods=said["periods"],
                places=said["units"],
                template=template(said["template"]),
                preview=said["preview"],
                by=request.user,
            )
            if said["deadline"]:
                change_deadline(stage=made.stages.first(), deadline=said["deadline"], by=request.user)
    except PermissionDenied:
        raise
    except CommongroundError as error:
        add_problems(form, error.problems)
        return None
    return made
