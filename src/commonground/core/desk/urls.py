"""Addresses that stand in front of Wagtail's own: those would show too much, or belong to parts that are not in use."""

from __future__ import annotations

from allauth.account.views import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from commonground.core.desk.bulk import dispatch

NOT_IN_USE = (
    "api/",
    "block-preview/",
    "choose-(?!external-link/|email-link/|anchor-link/)",  # an editor's links lead to addresses
    "collections/",
    "documents/",
    "failwhale/",
    "images/",
    "pages/",
    "password_reset/",
    "reports/",
    "snippets/$",
    "tag-autocomplete/",
    "test404/",
    "workflows/",
)


def nothing(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("logout/", logout),  # Wagtail's own drops the session at any request, whoever caused it
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", require_admin_access(dispatch)),
    *(re_path(f"^{part}", nothing) for part in NOT_IN_USE),
]
