"""Addresses of the public pages. Each page also answers ``.json`` and ``.csv``; none ends in a slash."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

app_name = "publishing"
urlpatterns: list = [path("", TemplateView.as_view(template_name="base.html"), name="home")]
