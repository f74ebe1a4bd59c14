"""The life of a version: its checklist and freezing, retiring it, throwing a draft away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commonground.instruments.actions.drafts import discard
from commonground.instruments.actions.questionnaires import NotReadyError, freeze, retire
from commonground.instruments.models import State
from commonground.instruments.queries.pages import points
from commonground.instruments.views.door import CONFLICT, entered

if TYPE_CHECKING:
    from django.http import HttpResponse

    from commonground.instruments.views.door import Entered


@entered(post=True)
def checklist(on: Entered) -> HttpResponse:
    """What is to be done before freezing; by POST it is frozen."""
    if on.posting:
        try:
            freeze(version=on.version, by=on.user)
        except NotReadyError as error:
            return on.page("checklist", status=CONFLICT, points=points(on.version), problems=error.problems)
        return on.done(_("Version %(number)s is frozen. It never changes again.") % {"number": on.version.number})
    return on.page("checklist", points=points(on.version))


@entered(post=True)
def end(on: Entered) -> HttpResponse:
    """A frozen version is retired, a draft thrown away: asked for first."""
    kept = on.version.is_kept
    if on.posting and kept:
        retire(version=on.version, by=on.user)
        return on.done(_("Version %(number)s is retired.") % {"number": on.version.number})
    if on.posting:
        discard(version=on.version, by=on.user)
        messages.success(on.request, _("Draft %(number)s is thrown away.") % {"number": on.version.number})
        return redirect("instruments:shelf")
    return on.page("end", kept=kept, retired=on.version.state == State.RETIRED)
