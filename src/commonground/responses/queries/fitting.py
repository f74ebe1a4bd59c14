"""Whether what was sent fits its question. Everything that does not is named at once."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from commonground.methods.errors import Problem
from commonground.responses.models import Basis, Confidence, Origin, Response, State
from commonground.responses.queries.asked import Asked
from commonground.responses.queries.cells import Value
from commonground.responses.queries.given import Given

MOST_CHARACTERS = 50_000
WORDS = (("state", State, False), ("confidence", Confidence, True), ("basis", Basis, True), ("origin", Origin, False))
BROUGHT = {Origin.CARRIED, Origin.FILLED}


def malformed(given: Given) -> list[Problem]:
    """What no answer to any question may hold."""
    return [*_bad_words(given), *_bad_texts(given)]


def misfits(given: Given, response: Response, question: Asked | None) -> list[Problem]:
    """What does not fit the question, or nothing."""
    if question is None:
        return [_problem(given, code="answer-question", message=_("There is no such question here."))]
    problems = list(_misplaced(given, response, question))
    if given.state == State.ANSWERED:
        problems += value_problems(given, question)
    elif given.value is not None:
        problems.append(_problem(given, code="answer-value", message=_("A cell that is not answered holds no value.")))
    return problems


def value_problems(given: Given, question: Asked) -> list[Problem]:
    """What is wrong with the value of an answer to ``question``."""
    expected = KINDS[question.kind](given.value, question)
    return [_problem(given, code="answer-value", message=expected)] if expected else []


def _single(value: Value, question: Asked) -> str:
    if isinstance(value, str) and value in question.options:
        return ""
    return _("This is no option of the question. Choose one of: %(codes)s.") % {"codes": ", ".join(question.options)}


def _multiple(value: Value, question: Asked) -> str:
    if isinstance(value, list) and value and all(isinstance(code, str) for code in value):
        once = set(value)
        if len(once) == len(value) and once <= set(question.options):
            return ""
    return _("These are no options of the question. Choose any of: %(codes)s.") % {"codes": ", ".join(question.options)}


def _number(value: Value, _question: Asked) -> str:
    if isinstance(value, str) and value.isascii():
        try:
            if math.isfinite(float(value)) and "_" not in value:
                return ""
        except ValueError:
            pass
    return _("This is no number. Write digits, with a full stop before decimals.")


def _date(value: Value, _question: Asked) -> str:
    try:
        fits = isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        fits = False
    return "" if fits else _("This is no date. Write year-month-day, such as 2026-03-01.")


def _text(value: Value, _question: Asked) -> str:
    return "" if isinstance(value, str) and value.strip() else _("Write an answer, or mark it as having none.")


KINDS = {"single": _single, "multiple": _multiple, "number": _number, "date": _date, "text": _text}


def _bad_words(given: Given) -> Iterator[Problem]:
    for name, allowed, may_be_empty in WORDS:
        word = getattr(given, name)
        if word not in allowed.values and not (may_be_empty and word == ""):
            told = _("“%(name)s” must be one of: %(words)s.") % {"name": name, "words": ", ".join(allowed.values)}
            yield _problem(given, code="answer-word", message=told)
    if given.origin in BROUGHT and given.basis != Basis.UNCHANGED:
        yield _problem(
            given, code="answer-silent", message=_("An answer that is carried forward is confirmed as unchanged.")
        )


def _bad_texts(given: Given) -> Iterator[Problem]:
    values: Collection[object] = given.value if isinstance(given.value, list) else [given.value]
    for text in (given.comment, given.wording, *values):
        if not isinstance(text, str):
            continue
        if len(text) > MOST_CHARACTERS:
            most = {"most": MOST_CHARACTERS}
            yield _problem(given, code="answer-text", message=_("A text may have at most %(most)d characters.") % most)
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            yield _problem(given, code="answer-text", message=_("The text holds a sign that no text can hold."))


def _misplaced(given: Given, response: Response, question: Asked) -> Iterator[Problem]:
    if given.cell.period not in (response.period_codes or ("",)):
        yield _problem(given, code="answer-period", message=_("There is no such period here."))
    if given.cell.item not in (question.items or ("",)):
        yield _problem(given, code="answer-item", message=_("The question has no such row."))


def _problem(given: Given, *, code: str, message: str) -> Problem:
    return Problem(code=code, message=message, place=str(given.cell))
