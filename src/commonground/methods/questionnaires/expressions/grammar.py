"""Reading expressions: their size is judged first, then elementpath reads them, then only what is ours is taken."""

from __future__ import annotations

import re
from typing import Any

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.errors import ExpressionError
from commonground.methods.questionnaires.expressions.functions import FUNCTIONS
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import hint, quoted

MOST_SIGNS = 8_000
MOST_TOKENS = 2_000
MOST_DEPTH = 40

_TOKENS = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|\$\{(?P<reference>[^{}]*)\}|(?P<call>[A-Za-z_][\w:.-]*)\s*\(|(?P<open>\()|(?P<close>\))"""
    r"""|(?P<other>[^\s\w])|(?P<word>\w+)"""
)
OPERATORS = {"and", "or", "div", "mod"}


PREFIX = "f-"
"""Before every function, so that none is taken for a word of XPath."""


def problem(code: str, expression: str, message: str, remedy: str) -> ExpressionError:
    """The one error with which an expression is refused."""
    said = Sentence("The expression %(expression)s %(message)s", expression=quoted(expression), message=message)
    return ExpressionError(Problem(code=code, message=said, remedy=remedy))


def references(expression: str) -> tuple[str, ...]:
    """The names that stand in ``${}``, each once, in their order."""
    found = (match["reference"] for match in _TOKENS.finditer(expression[:MOST_SIGNS]))
    return tuple(dict.fromkeys(each.strip() for each in found if each is not None))


def foreign_functions(expression: str) -> tuple[str, ...]:
    """The functions that an expression calls and we do not run, each once."""
    names = (match["call"] for match in _TOKENS.finditer(expression[:MOST_SIGNS]))
    return tuple(dict.fromkeys(name for name in names if name and name not in FUNCTIONS and name not in OPERATORS))


def parse(expression: str) -> tuple[Any, tuple[str, ...]]:
    """Elementpath's tree of an expression, and the names that its variables ``q0``, ``q1`` ... stand for."""
    from commonground.methods.questionnaires.expressions.xpath import ElementPathError, Parser  # noqa: PLC0415 -- slow import

    _judge(expression)
    foreign = foreign_functions(expression)
    if foreign:
        raise problem(
            "expression-function",
            expression,
            Sentence("calls %(foreign)s, which is not run here.", foreign=", ".join(foreign)),
            hint(foreign[0], tuple(FUNCTIONS)) or Sentence("Use the functions that the reference lists."),
        )
    names = references(expression)
    places = {name: f"$q{position}" for position, name in enumerate(names)}
    written = _TOKENS.sub(lambda match: _ours(match, places), expression)
    try:
        return Parser().parse(written), names
    except RecursionError:
        raise _too_large(expression) from None
    except (ElementPathError, ValueError, ArithmeticError) as error:
        raise problem(
            "expression-syntax",
            expression,
            Sentence("is not well formed: %(why)s.", why=_reason(error)),
            Sentence("Compare it with the reference."),
        ) from None


def _reason(error: Exception) -> str:
    return str(error).rpartition("] ")[2].rstrip(".")[:120]


def _ours(match: re.Match[str], places: dict[str, str]) -> str:
    if match["reference"] is not None:
        return f" {places[match['reference'].strip()]} "
    return f" {PREFIX}{match[0]}" if match["call"] and match["call"] not in OPERATORS else match[0]


def _judge(expression: str) -> None:
    if len(expression) > MOST_SIGNS:
        raise _too_large(expression)
    if "$" in re.sub(r"\$\{[^{}]*\}", "", re.sub(r""""[^"]*"|'[^']*'""", "", expression)):
        raise problem(
            "expression-syntax", expression, Sentence("has a $ that names no question."), Sentence("Write ${code}.")
        )
    depth = 0
    for tokens, match in enumerate(_TOKENS.finditer(expression), start=1):
        depth += bool(match["open"] or match["call"]) - bool(match["close"])
        if depth > MOST_DEPTH or tokens > MOST_TOKENS:
            raise _too_large(expression)


def _too_large(expression: str) -> ExpressionError:
    return problem(
        "expression-too-large",
        expression,
        Sentence(
            "is longer than %(signs)s signs or %(words)s words, or nested more than %(depth)s deep.",
            signs=f"{MOST_SIGNS:,}",
            words=f"{MOST_TOKENS:,}",
            depth=MOST_DEPTH,
        ),
        Sentence("Split it, by questions that are calculated."),
    )
