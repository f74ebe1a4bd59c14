"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from commonground.core.views import languages, viewing
from commonground.core.views.invitations import AcceptView

app_name = "core"
urlpatterns = [
    path("accounts/invitation/<str:token>/", AcceptView.as_view(), name="invitation"),
    path("accounts/view-as/", viewing.begin, name="view_as"),
    path("accounts/view-as/end/", viewing.end, name="view_as_end"),
    path("language/", languages.choose, name="language"),
]
