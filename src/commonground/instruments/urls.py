"""Addresses of questionnaires, for the teams of indices."""

from __future__ import annotations

from django.urls import path

from commonground.instruments.views import changes, life, outline, parts, pilot, scoring, shelf

app_name = "instruments"
VERSION = "questionnaires/<slug:index>/<int:number>/"

urlpatterns = [
    path("questionnaires/", shelf.shelf, name="shelf"),
    path("questionnaires/<slug:index>/new/", shelf.new, name="new"),
    path(VERSION, outline.version, name="version"),
    path(f"{VERSION}arrange/", outline.arrange, name="arrange"),
    path(f"{VERSION}read/", outline.read, name="read"),
    path(f"{VERSION}files/", outline.files, name="files"),
    path(f"{VERSION}files/<slug:form>/", outline.file, name="file"),
    path(f"{VERSION}heading/", parts.heading, name="heading"),
    path(f"{VERSION}sections/new/", parts.section, name="new_section"),
    path(f"{VERSION}sections/<str:code>/", parts.section, name="section"),
    path(f"{VERSION}questions/new/", parts.question, name="new_question"),
    path(f"{VERSION}questions/<str:code>/", parts.question, name="question"),
    path(f"{VERSION}questions/<str:code>/preview/", parts.look, name="preview"),
    path(f"{VERSION}checklist/", life.checklist, name="checklist"),
    path(f"{VERSION}end/", life.end, name="end"),
    path(f"{VERSION}pilot/", pilot.report, name="pilot"),
    path(f"{VERSION}pilot.csv", pilot.blank, name="pilot_table"),
    path(f"{VERSION}scoring/", scoring.frameworks, name="scoring"),
    path(f"{VERSION}scoring/new/", scoring.read, name="read_scoring"),
    path(f"{VERSION}scoring/<int:framework>.yaml", scoring.file, name="scoring_file"),
    path(f"{VERSION}scoring/<int:framework>/carry/", scoring.carry, name="carry_scoring"),
    path(f"{VERSION}changes/", changes.choose, name="changes"),
    path(f"{VERSION}changes/<int:older>/", changes.between, name="between"),
    path(f"{VERSION}changes/<int:older>/links/new/", changes.link, name="new_link"),
    path(f"{VERSION}changes/<int:older>/links/<int:key>/", changes.link, name="link"),
]
