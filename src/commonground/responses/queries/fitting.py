"""Whether what was sent fits its question. Everything that does not is named at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.methods.errors import Problem
from commonground.methods.questionnaires import Question, Values, check_value
from commonground.responses.models import Basis, Confidence, Origin, Response, State
from commonground.responses.queries.cells import Cell, Value
from commonground.responses.queries.given import Given
from commonground.responses.queries.revisions import current

MOST_CHARACTERS = 50_000
WORDS = (("state", State, False), ("confidence", Confidence, True), ("basis", Basis, True), ("origin", Origin, False))
BROUGHT = {Origin.CARRIED, Origin.FILLED}


def malformed(given: Given) -> list[Problem]:
    """What no answer to any question may hold."""
    return [*_bad_words(given), *_bad_texts(given)]


def misfits(given: Given, response: Response, question: Question | None) -> list[Problem]:
    """What does not fit the question, or nothing."""
    if question is None:
        return [_problem(given, code="answer-question", message=_("There is no such question here."))]
    problems = list(_misplaced(given, response, question))
    if given.state == State.ANSWERED:
        found = check_value(
            question,
            given.value,
            item=given.cell.item,
            values=values_in(current(response), given.cell.period) if question.constraint else None,
            today=timezone.localdate().isoformat(),
        )
        problems += [replace(problem, place=str(given.cell)) for problem in found]
    elif given.value is not None:
        problems.append(_problem(given, code="answer-value", message=_("A cell that is not answered holds no value.")))
    return problems


class Valued(Protocol):
    """Anything that holds the value of a cell."""

    @property
    def value(self) -> Value: ...


def values_in(said: Mapping[Cell, Valued], period: str) -> Values:
    """The answers of one period, as conditions of other questions see them."""
    single: dict[str, Value] = {}
    tables: defaultdict[str, dict[str, str | list[str]]] = defaultdict(dict)
    for cell, each in said.items():
        if cell.period == period and each.value is not None:
            if cell.item:
                tables[cell.question][cell.item] = each.value
            else:
                single[cell.question] = each.value
    return {**single, **tables}


def _bad_words(given: Given) -> Iterator[Problem]:
    for name, allowed, may_be_empty in WORDS:
        word = getattr(given, name)
        if word not in allowed.values and not (may_be_empty and word == ""):
            told = _("“%(name)s” must be one of: %(words)s.") % {"name": name, "words": ", ".join(allowed.values)}
            yield _problem(given, code="answer-word", message=told)
    if given.origin in BROUGHT and given.basis != Basis.UNCHANGED:
        told = _("An answer that is carried forward is confirmed as unchanged.")
        yield _problem(given, code="answer-silent", message=told)


def _bad_texts(given: Given) -> Iterator[Problem]:
    values = given.value if isinstance(given.value, list) else [given.value]
    if not all(isinstance(value, str) or value is None for value in values):
        yield _problem(given, code="answer-value", message=_("A value is a text or a list of texts."))
    for text in (given.comment, given.wording, given.cell.period, given.cell.item, *values):
        if not isinstance(text, str):
            continue
        if len(text) > MOST_CHARACTERS:
            most = {"most": MOST_CHARACTERS}
            yield _problem(given, code="answer-text", message=_("A text may have at most %(most)d characters.") % most)
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            yield _problem(given, code="answer-text", message=_("The text holds a sign that no text can hold."))


def _misplaced(given: Given, response: Response, question: Question) -> Iterator[Problem]:
    if given.cell.period not in (response.period_codes or ("",)):
        yield _problem(given, code="answer-period", message=_("There is no such period here."))
    if given.state != State.ANSWERED and given.cell.item not in question.cells:
        yield _problem(given, code="answer-item", message=_("The question has no such row."))


def _problem(given: Given, *, code: str, message: str) -> Problem:
    return Problem(code=code, message=message, place=str(given.cell))
