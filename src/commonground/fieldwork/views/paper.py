"""The questionnaire of one's own part on paper, in one of its languages, with the last round's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonground.core.languages import spoken
from commonground.fieldwork.exporters import assignment_paper
from commonground.fieldwork.queries.paper import is_printed, questionnaire_of
from commonground.fieldwork.views.tasks import mine
from commonground.instruments.paper import TYPES

if TYPE_CHECKING:
    from django.http import HttpRequest


@never_cache
@login_required
@require_safe
def questionnaire(request: HttpRequest, assignment: int, form: str) -> HttpResponse:
    held = mine(request, assignment)
    if form not in TYPES or not is_printed(held):
        raise Http404
    of = questionnaire_of(held)
    reader = spoken()
    language = request.GET.get("language") or (reader if reader in of.languages else of.source)
    if language not in of.languages:
        raise Http404
    round_ = held.stage.round
    name = f"{round_.index.code}-{round_.number}-{held.unit.place.code}-{language}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(assignment_paper(held, form, language), content_type=TYPES[form], headers=headers)
