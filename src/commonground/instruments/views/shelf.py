"""All questionnaires of one's indices, and a new draft."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonground.core.sentences import told
from commonground.instruments.actions.drafts import draft_from, start_draft
from commonground.instruments.forms.versions import BLANK, COPY, NewForm
from commonground.instruments.importers import import_questionnaire
from commonground.instruments.models import Index
from commonground.instruments.queries.pages import shelves
from commonground.instruments.views.door import index_at, private
from commonground.methods.errors import CommongroundError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from commonground.instruments.models import QuestionnaireVersion


@login_required
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    found = shelves(request.user)
    if not found:
        raise Http404
    return private(render(request, "instruments/shelf.html", {"shelves": found}))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, index: str) -> HttpResponse:
    of = index_at(request, index)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewForm(*posted, index=of)
    if posted and form.is_valid():
        made = _made(request, form, of)
        if made is not None:
            return redirect("instruments:read", index=of.code, number=made.number)
    return private(render(request, "instruments/new.html", {"form": form, "index": of}))


def _made(request: HttpRequest, form: NewForm, of: Index) -> QuestionnaireVersion | None:
    said = form.cleaned_data
    if said["way"] == BLANK:
        return start_draft(index=of, title=said["title"], language=said["language"], by=request.user)
    if said["way"] == COPY:
        return draft_from(version=said["version"], by=request.user)
    last = of.questionnaires.count()
    try:
        found = _imported(request, said["file"], of)
    except PermissionDenied:
        raise
    except CommongroundError as error:
        for problem in error.problems:
            place = f"{problem.place}: " if problem.place else ""
            form.add_error("file", f"{place}{told(problem)}".strip())
        return None
    if of.questionnaires.count() == last:
        messages.info(request, _("This version says the same as the file, so no other was made."))
    return found


def _imported(request: HttpRequest, file: object, of: Index) -> QuestionnaireVersion:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.read())
        return import_questionnaire(file=path, index=of.code, by=request.user).version
