"""What may still be changed before a round is locked: its stages, and the framework that scores it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from commonground.fieldwork.actions.planning import name_framework, set_stages
from commonground.fieldwork.forms.stages import FrameworkForm, StagesForm
from commonground.fieldwork.views.rounds.door import CONFLICT, Entered, entered
from commonground.methods.errors import CommongroundError

if TYPE_CHECKING:
    from django.http import HttpResponse


@entered("manage", post=True)
def framework(on: Entered) -> HttpResponse:
    """By which framework the round is scored."""
    form = FrameworkForm(on.posted or None, round_=on.round)
    if on.request.method == "POST" and form.is_valid():
        found = name_framework(round_=on.round, framework=form.cleaned_data["framework"], by=on.user).framework
        if found is None:
            return on.done(_("No framework is named. Locking makes no edition until one is."), "life")
        return on.done(_("The round is scored by framework %(n)s.") % {"n": found.number}, "life")
    return on.page("framework", form=form)


@entered("manage", post=True)
def stages(on: Entered) -> HttpResponse:
    """All stages on one page; what cannot be changed any more is named, and what was typed stays."""
    form = StagesForm(on.posted or None, round_=on.round)
    if on.request.method != "POST" or not form.is_valid():
        return on.page("stages", forms=form)
    try:
        set_stages(round_=on.round, stages=form.plans(), by=on.user)
    except PermissionDenied:
        raise
    except CommongroundError as error:
        answer = on.page("stages", forms=form, problems=error.problems)
        answer.status_code = CONFLICT
        return answer
    return on.done(_("The stages are kept."), "life")
