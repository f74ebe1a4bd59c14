"""What is asked: questions in sections, in several languages, with what an answer must be and when it is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from commonground.methods.index.framework import Reason
from commonground.methods.questionnaires.structure import check
from commonground.methods.questionnaires.texts import Texts, said

Extras = Mapping[str, Any]
"""What another format says and we do not run, kept as it came: texts, lists and mappings of texts."""


class Kind(StrEnum):
    """What sort of answer a question takes."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    TABLE = "table"
    NOTE = "note"
    CALCULATED = "calculated"
    KEPT = "kept"


ANSWERED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.TABLE})
"""Kinds that a person answers; the others show a text, are worked out, or are only kept."""


class Translated(StrEnum):
    """How far the translation of a question is."""

    SOURCE = "source"
    MISSING = "missing"
    PARTIAL = "partial"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What is known of a translation: ``draft`` or ``reviewed``, and the hash of the source text that it renders."""

    state: Translated = Translated.DRAFT
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that is offered: points, or a reason for having none, or neither where nothing is scored."""

    code: str
    label: Texts = field(default_factory=dict)
    points: float | None = None
    reason: Reason | None = None
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A row of a table, such as one target group."""

    code: str
    label: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What must stand behind an answer: at least so many citations, a comment, and the rule in words."""

    citations: int = 0
    comment: bool = False
    text: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the questionnaire. ``parent`` is the code of the section around it; ``kept`` says why it is not run."""

    code: str
    title: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    parent: str = ""
    relevance: str = ""
    kept: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. ``relevance``, ``constraint`` and ``calculation`` are expressions (``expressions``).

    ``scale`` names options that several questions share. A table asks for every one of its ``items`` what ``row``
    says. ``guidance`` is the reviewer's. ``kept`` says why a question cannot be answered here; empty where it can.
    """

    code: str
    kind: Kind = Kind.SINGLE
    title: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    section: str = ""
    options: tuple[Option, ...] = ()
    scale: str = ""
    items: tuple[Item, ...] = ()
    row: Kind = Kind.SINGLE
    whole: bool = False
    law_or_practice: str = ""
    weight: float | None = None
    relevance: str = ""
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    calculation: str = ""
    evidence: Evidence = Evidence()
    guidance: Texts = field(default_factory=dict)
    required: bool = False
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    translations: Mapping[str, Translation] = field(default_factory=dict)
    kept: str = ""
    extras: Extras = field(default_factory=dict)

    @property
    def answerable(self) -> bool:
        """Whether a person can answer it here."""
        return self.kind in ANSWERED and not self.kept

    @property
    def cells(self) -> tuple[str, ...]:
        """The items that are answered one by one; one empty item where the question is no table."""
        return tuple(item.code for item in self.items) if self.kind is Kind.TABLE else ("",)

    @property
    def answer_kind(self) -> Kind:
        """The kind of one answer: a table's rows have their own."""
        return self.row if self.kind is Kind.TABLE else self.kind

    def heading(self, *languages: str) -> str:
        """The shortest text that names the question: its title, else its text, else its code."""
        return said(self.title, *languages) or said(self.text, *languages) or self.code


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """Questions in order, and the sections that they stand in.

    ``languages`` begins with the source language, from which the others are translated. A questionnaire that
    contradicts itself (codes used twice, unknown sections, circles of sections, shared scales that differ) raises
    ``QuestionnaireError``; what is allowed in a draft and not in a frozen version is told by ``freezing``.
    """

    code: str
    version: str = "1"
    title: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    extras: Extras = field(default_factory=dict)

    def __post_init__(self) -> None:
        check(self)

    @property
    def source(self) -> str:
        """The language that the others are translated from."""
        return self.languages[0]

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.code: section for section in self.sections}

    def question(self, code: str) -> Question:
        """The question called ``code``; a ``KeyError`` if there is none."""
        return self._questions[code]

    def section(self, code: str) -> Section:
        """The section called ``code``; a ``KeyError`` if there is none."""
        return self._sections[code]

    def __contains__(self, code: object) -> bool:
        return code in self._questions

    def around(self, section: str) -> Iterator[Section]:
        """The section called ``section`` and those around it, from the inside."""
        while section:
            found = self._sections[section]
            yield found
            section = found.parent
