"""Addresses of those who answer and review (``tasks/``)."""

from __future__ import annotations

from django.urls import path

from commonground.fieldwork.views import saving

app_name = "fieldwork"
urlpatterns = [
    path("tasks/<int:assignment>/answers", saving.save, name="save"),
]
