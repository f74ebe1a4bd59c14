"""A fact said in a language: templates with values, forms and plurals; figures by the language's own rules.

``{score}`` is a value, ``{period:in}`` a form of it, ``{n?one=a place|other=# places}`` a choice by the number of ``n``
(``0=`` comes before the categories of the language, ``#`` is the figure). A choice may hold values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from commonground.publishing.display import END, LEFT, MINUS, decimals, isolated, rounded
from commonground.publishing.narrative.values import (
    Clause,
    Clauses,
    Count,
    Fact,
    Named,
    Names,
    Ordinal,
    Points,
    Quoted,
    Score,
    Share,
    Value,
    When,
)

Forms = Mapping[str, str]
PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?(?:\?((?:[^{}]|\{[\w:]+\})*))?\}")
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language of sentences: its rules and its templates. ``correct`` mends a list once it is joined."""

    code: str
    name: str
    locale: str
    quotes: tuple[str, str]
    ordinals: Forms
    nouns: Mapping[str, Mapping[str, Forms]]
    when: Mapping[str, str]
    templates: Mapping[str, str]
    correct: Callable[[str], str] = str

    @cached_property
    def rules(self) -> Locale:
        return Locale.parse(self.locale)

    @property
    def direction(self) -> str:
        return "rtl" if self.rules.text_direction == "rtl" else "ltr"

    def say(self, fact: Fact | Clause) -> str:
        """The sentence, with a capital letter where the language has any."""
        text = self.filled(self.templates[fact.code], fact.values)
        return text[:1].upper() + text[1:] if isinstance(fact, Fact) else text

    def filled(self, template: str, values: Mapping[str, Value]) -> str:
        """The template with its values in it."""

        def put(found: re.Match[str]) -> str:
            name, form, choice = found.groups()
            value = values[name]
            if choice is not None:
                return self.filled(self.chosen(choice, value), values)
            return self.said(value, form or "")

        return PLACEHOLDER.sub(put, template)

    def chosen(self, choice: str, value: Value) -> str:
        """The alternative for a number."""
        if not isinstance(value, Count):
            raise TypeError(f"{choice!r} needs a count")
        forms = dict(each.split("=", 1) for each in choice.split("|"))
        return self.plural(forms, value.value)

    def plural(self, forms: Forms, number: int) -> str:
        form = forms.get(str(number)) or forms.get(self.rules.plural_form(number)) or forms["other"]
        return form.replace("#", self.figure(number, 0))

    def said(self, value: Value, form: str) -> str:
        """A value in the language."""
        match value:
            case Count() | Ordinal():
                return self.counted(value, form)
            case Score() | Points() | Share():
                return self.measured(value)
            case When(label=label):
                return self.dated(label, form)
            case Clause():
                return self.say(value)
            case Clauses(clauses=clauses):
                return self.listed([self.say(each) for each in clauses])
        return self.worded(value)

    def counted(self, value: Count | Ordinal, form: str) -> str:
        """A number, alone, of something, or in an order."""
        if isinstance(value, Ordinal):
            category = self.rules.ordinal_form(value.value)
            found = self.ordinals.get(str(value.value)) or self.ordinals.get(category, self.ordinals["other"])
            return found.replace("#", self.figure(value.value, 0))
        if not value.noun:
            return self.figure(value.value, 0)
        cases = self.nouns[value.noun]
        return self.plural(cases.get(form, cases["nom"]), value.value)

    def measured(self, value: Score | Points | Share) -> str:
        """A figure of a scale, with its sign where it is below nothing or a change."""
        match value:
            case Share(value=share):
                return self.percent(share)
            case Points(value=points, signed=signed):
                return (self.signed if signed else self.figure)(points if signed else abs(points), decimals() + 1)
            case Score(value=score):
                return (self.signed if score < 0 else self.figure)(score, decimals())

    def worded(self, value: Named | Names | Quoted) -> str:
        match value:
            case Named():
                return self.named(value)
            case Names(names=names):
                return self.listed([self.named(each) for each in names])
            case Quoted(text=text):
                return self.isolated(text).join(self.quotes)

    def figure(self, number: float, places: int) -> str:
        """A figure, rounded as everywhere on the pages."""
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return str(format_decimal(rounded(number, places), format=pattern, locale=self.rules))

    def signed(self, number: float, places: int) -> str:
        """A figure with its sign; nothing has none."""
        near = rounded(number, places)
        text = ("+" if near > 0 else MINUS if near < 0 else "") + self.figure(abs(number), places)
        return self.forward(text)

    def percent(self, share: float) -> str:
        pattern = self.rules.percent_formats[None].pattern
        text = str(format_decimal(rounded(share * 100, 0), format="0", locale=self.rules))
        return self.forward(text.join(pattern.replace("#,##0", "\0").split("\0")))

    def forward(self, text: str) -> str:
        """A figure that is written from left to right."""
        return f"{LEFT}{text}{END}" if self.direction == "rtl" else text

    def dated(self, label: str, form: str) -> str:
        """A period: ``in 2024``, ``since 2018``, or its label alone."""
        if not form:
            return self.isolated(label)
        kind = "year" if YEAR.fullmatch(label) else "label"
        return self.when[f"{form}_{kind}"].replace("#", self.isolated(label) if kind == "label" else label)

    def named(self, name: Named) -> str:
        """A name as the language has it, where it has one."""
        return self.isolated(self.rules.territories.get(name.territory, name.text))

    def isolated(self, text: str) -> str:
        """A text that may run the other way, so that it does not turn its neighbours round."""
        return isolated(text) if self.direction == "rtl" else text

    def listed(self, parts: list[str]) -> str:
        return self.correct(str(format_list(parts, locale=self.rules))) if parts else ""
