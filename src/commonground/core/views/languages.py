"""Choosing the language of the pages, and of one's mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from commonground.core.actions.languages import choose_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@csrf_exempt  # every public page has the form, and must stay the same for all; cookies are SameSite=Lax
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    person = getattr(request, "seen_by", request.user)
    if person.is_authenticated and language in dict(settings.LANGUAGES):
        choose_language(user=person, language=language)
    return set_language(request)
