"""All addresses of the site."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as desk_urls

from commonground.api import api

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("desk/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("desk/", include(desk_urls)),
    path("api/v1/", api.urls),
    path("", include("commonground.publishing.urls")),
]
