"""The team's pages of editions before their hour. They are kept by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.core.sentences import told
from commonground.methods.errors import CommongroundError
from commonground.publishing.actions.embargo import give_access, withdraw_access
from commonground.publishing.forms.embargo import AccessForm
from commonground.publishing.queries.embargo_page import access_of, embargo_page, embargo_shelf, team_edition

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNPROCESSABLE = 422


@never_cache
@login_required
@require_safe
def embargoes(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/team/embargoes.html", {"pages": embargo_shelf(request.user)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def embargo(request: HttpRequest, index: str, number: int) -> HttpResponse:
    """Who reads the edition; somebody is let in here."""
    edition = team_edition(request.user, index, number)
    if edition is None:
        raise Http404
    form = AccessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_access(edition=edition, by=request.user, **form.cleaned_data)
        except CommongroundError as error:
            form.add_error(None, " ".join(map(told, error.problems)))
        else:
            messages.success(request, _("%(name)s can read the edition.") % form.cleaned_data)
            return redirect("publishing:embargo", index=index, number=number)
    page = embargo_page(request.user, index, number)
    context = {"page": page, "form": form}
    return render(request, "publishing/team/embargo.html", context, status=UNPROCESSABLE if form.errors else 200)


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, index: str, number: int, key: int) -> HttpResponse:
    """Take an access back; at once."""
    edition = team_edition(request.user, index, number)
    access = None if edition is None else access_of(edition, key)
    if access is None:
        raise Http404
    if withdraw_access(access=access, by=request.user):
        messages.success(request, _("The access is withdrawn."))
    return redirect("publishing:embargo", index=index, number=number)
