"""The reports that there are, and the sections that editors choose from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonground.methods.questionnaires.texts import base_of
from commonground.publishing.narrative.languages import LANGUAGES as TOLD


class Kind(StrEnum):
    """A report of one place, of all, of one area; one page of a place; the table for newsrooms."""

    PROFILE = "profile"
    COMPARATIVE = "comparative"
    AREA = "area"
    SHEET = "sheet"
    PRESS = "press"


TITLES: Mapping[Kind, Promise] = {
    Kind.PROFILE: _("Profile"),
    Kind.COMPARATIVE: _("Comparative report"),
    Kind.AREA: _("Area brief"),
    Kind.SHEET: _("Fact sheet"),
    Kind.PRESS: _("Press table"),
}
COUNTRY = _("Country profile")
"""What the profile of a country is called."""

SECTION_TITLES: Mapping[str, Promise] = {
    "foreword": _("Foreword"),
    "glance": _("At a glance"),
    "standing": _("Among the places"),
    "time": _("Over time"),
    "strengths": _("Strengths and gaps"),
    "nearest": _("Nearest places"),
    "answers": _("All indicators"),
    "ranking": _("Ranking"),
    "map": _("On one map"),
    "areas": _("Areas"),
    "change": _("Change"),
    "approaches": _("Approaches"),
    "each-area": _("Area by area"),
    "each-place": _("Place by place"),
    "indicators": _("All indicators"),
    "parts": _("Parts"),
    "scores": _("All scores"),
    "method": _("Method"),
    "cite": _("How to cite"),
}
SECTIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PROFILE: (
        "foreword", "glance", "standing", "time", "strengths", "nearest", "answers", "method", "cite",
    ),
    Kind.COMPARATIVE: (
        "foreword", "glance", "ranking", "map", "areas", "change", "approaches", "each-area", "each-place",
        "indicators", "method", "cite",
    ),
    Kind.AREA: ("foreword", "glance", "ranking", "map", "parts", "change", "indicators", "method", "cite"),
    Kind.SHEET: ("foreword", "glance", "time", "strengths", "cite"),
    Kind.PRESS: ("foreword", "glance", "scores", "cite"),
}  # fmt: skip
NEEDED = frozenset({"method", "cite"})
"""No editor leaves these out: whoever has a figure has to know how it was made and how to cite it."""
OF_PLACE, OF_AREA = frozenset({Kind.PROFILE, Kind.SHEET}), frozenset({Kind.AREA})
ALL = "all"
"""What stands in the address of a report of a whole edition."""


def languages() -> dict[str, str]:
    """The languages of reports by the code that addresses name them by, each with its own name: those of sentences."""
    return {code: each.name for code, each in TOLD.items()}


def locale_of(language: str) -> str:
    """A language of reports as Django calls it: as the site does, where its pages speak it."""
    return next((code for code, _name in settings.LANGUAGES if base_of(code) == language), language)
