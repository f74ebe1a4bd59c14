"""Answers as they stand in a spreadsheet's cells, and what was typed as an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice

from commonground.methods.errors import Problem
from commonground.methods.questionnaires import Kind, Question, said
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import FEW, number_text, quoted
from commonground.methods.workbooks.grid import Cell

LONGEST = 32_767
"""Characters that a cell of a spreadsheet can hold."""
FIRST_DAY = date(1899, 12, 30)
LAST_SERIAL = 2_958_465.0
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a sheet writes a sign that XML cannot hold; where a text itself says so, no two programs read it alike."""
NO_SIGNS = "\ufffe\uffff"
"""Signs that XML has no way to write."""
_BETWEEN = re.compile(r"[;\n]")
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was typed, as an answer: its state, and its value where it has one."""

    state: str
    value: str | list[str] | None = None


def choices_of(question: Question, languages: Sequence[str], reserved: Sequence[str] = ()) -> dict[str, str]:
    """The codes of a question's options by their texts: labels, with the code where two look alike."""
    labels = {each.code: " ".join(said(each.label, *languages).split()) or each.code for each in question.options}
    many = Counter(map(key_of, labels.values())) + Counter(map(key_of, reserved))
    codes = Counter(map(key_of, labels))
    return {
        label
        if many[key_of(label)] == 1 and codes[key_of(label)] == (key_of(label) == key_of(code))
        else f"{label} [{code}]": code
        for code, label in labels.items()
    }


def shown(state: str, value: str | Sequence[str] | None, choices: Mapping[str, str], states: Mapping[str, str]) -> str:
    """An answer as a cell shows it."""
    if state != "answered":
        return states.get(state, "")
    texts = {code: text for text, code in choices.items()}
    if isinstance(value, str):
        return texts.get(value, value)
    return "; ".join(value or ())


def typed_answer(text: str, kind: Kind, choices: Mapping[str, str], states: Mapping[str, str]) -> Answer | Problem:
    """What ``text`` says as an answer of this kind; whether it fits the question is for the question to say."""
    if not text.strip():
        return Answer(state="cleared")
    state = next((code for code, word in states.items() if key_of(word) == key_of(text)), "")
    if state:
        return Answer(state=state)
    match kind:
        case Kind.SINGLE:
            code = _code(text, choices)
            return Answer(state="answered", value=code) if code is not None else no_option(text, choices)
        case Kind.MULTIPLE:
            return _several(text, choices)
        case Kind.TEXT:
            return Answer(state="answered", value=text)
        case _:
            return Answer(state="answered", value=text.strip())


def _several(text: str, choices: Mapping[str, str]) -> Answer | Problem:
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if (whole := _code(text, choices)) is not None:
        return Answer(state="answered", value=[whole])
    codes = [_code(part, choices) for part in parts]
    found = [code for code in codes if code is not None]
    if len(found) < len(parts) or not found:
        wrong = next((part for part, code in zip(parts, codes, strict=True) if code is None), text)
        return no_option(wrong, choices)
    return Answer(state="answered", value=list(dict.fromkeys(found)))


def _code(text: str, choices: Mapping[str, str]) -> str | None:
    """The option that ``text`` names: its text, else its code."""
    if text.strip() in choices.values():
        return text.strip()
    wanted = key_of(text)
    return next((code for label, code in choices.items() if wanted in {key_of(label), key_of(code)}), None)


def no_option(text: str, choices: Iterable[str]) -> Problem:
    """The refusal of a text that none of the choices is."""
    return Problem(
        code="offline-option",
        message=Sentence("%(text)s is not in the list.", text=quoted(text)),
        remedy=Sentence("Choose from: %(some)s.", some=", ".join(islice(choices, FEW))),
    )


def key_of(text: str) -> str:
    """A text as far as it matters for naming an option."""
    return " ".join(text.split()).casefold()


def text_in(cell: Cell) -> str:
    """What a cell says, to the byte: signs that XML cannot hold are written ``_x000D_``, and days are numbers."""
    if cell.number is not None:
        if cell.dated and 1 <= cell.number <= LAST_SERIAL and cell.number.is_integer():
            return (FIRST_DAY + timedelta(days=cell.number)).isoformat()
        return number_text(cell.number)
    text = cell.error if cell.value is None else str(cell.value)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def fits(text: str) -> bool:
    """Whether a cell can hold this text and give it back."""
    short = len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST
    return short and not _ESCAPE.search(text) and not any(sign in text for sign in NO_SIGNS)


def as_number(text: str) -> float | None:
    """The number that reads back as this very text, if there is one."""
    try:
        number = float(text)
        return number if number_text(number) == text else None
    except ValueError:
        return None


def mark(*parts: str) -> str:
    """A short name for something; spreadsheet programs write line ends and blanks at the ends as they like."""
    folded = [part.replace("\r\n", "\n").replace("\r", "\n").strip() for part in parts]
    return sha256("\0".join(folded).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS] if any(folded) else ""
