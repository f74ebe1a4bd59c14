"""What a questionnaire's document or file may say: the forms that its keys and values must fit."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, FiniteFloat

from commonground.methods.index.framework import Reason
from commonground.methods.questionnaires.questionnaire import Kind, Translated
from commonground.methods.tables.forms import Form
from commonground.methods.tables.spelling import number_text

Code = Annotated[str, Field(min_length=1, max_length=60)]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=35)]

SOURCE = ""
"""The key of a text that is written without its language; the converter puts the source language in its place."""


def _by_language(value: Any) -> Any:  # noqa: ANN401 -- not validated yet
    return {SOURCE: value} if isinstance(value, str) else value


def _listed(value: Any) -> Any:  # noqa: ANN401 -- not validated yet
    return [value] if isinstance(value, str) else value


Texts = Annotated[dict[str, str], BeforeValidator(_by_language)]
Tags = dict[str, Annotated[list[str], BeforeValidator(_listed)]]


class OptionForm(Form):
    """An answer that is offered; its code is its points unless another is given."""

    code: str = Field(default="", max_length=60)
    label: Texts = {}
    points: FiniteFloat | None = None
    reason: Reason | None = None
    extras: dict[str, Any] = {}

    @property
    def name(self) -> str:
        """The code that answers name."""
        return self.code or ("" if self.points is None else number_text(self.points))


class ItemForm(Form):
    """A row of a table."""

    code: Code
    label: Texts = {}


class EvidenceForm(Form):
    """What must stand behind an answer."""

    citations: int = Field(default=0, ge=0)
    comment: bool = False
    text: Texts = {}


class TranslationForm(Form):
    """How far a translation is."""

    state: Translated = Translated.DRAFT
    of: str = ""


class SectionForm(Form):
    """A part of the questionnaire."""

    code: Code
    title: Texts = {}
    text: Texts = {}
    parent: str = ""
    relevance: str = ""
    kept: str = ""
    extras: dict[str, Any] = {}


class QuestionForm(Form):
    """A question."""

    code: Code
    kind: Kind = Kind.SINGLE
    title: Texts = {}
    text: Texts = {}
    help: Texts = {}
    section: str = ""
    options: list[OptionForm] = []
    scale: str = ""
    items: list[ItemForm] = []
    row: Kind = Kind.SINGLE
    whole: bool = False
    law_or_practice: Annotated[str, Field(pattern="^(law|practice|)$")] = ""
    weight: Annotated[FiniteFloat | None, Field(gt=0)] = None
    relevance: str = ""
    constraint: str = ""
    constraint_message: Texts = {}
    calculation: str = ""
    evidence: EvidenceForm = EvidenceForm()
    guidance: Texts = {}
    required: bool = False
    tags: Tags = {}
    translations: dict[str, TranslationForm] = {}
    kept: str = ""
    extras: dict[str, Any] = {}


class QuestionnaireForm(Form):
    """A whole questionnaire."""

    code: Code
    version: str = "1"
    title: Texts = {}
    text: Texts = {}
    languages: list[Language] = ["en"]
    sections: list[SectionForm] = []
    scales: dict[str, list[OptionForm]] = {}
    questions: list[QuestionForm] = []
    settings: dict[str, str] = {}
    extras: dict[str, Any] = {}
