"""Patterns for ``regex``, of which only those are run whose cost is known: none can be made to run for minutes."""

from __future__ import annotations

import re
from functools import lru_cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from commonground.methods.sentences import Sentence

LONGEST_PATTERN = 300
LONGEST_TEXT = 200
MOST_WAYS = 1e7
MANY = 65536

REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}
PLAIN = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT", "CATEGORY"}


class CostlyPatternError(ValueError):
    """A pattern that is no pattern, or that a text could make run for too long."""


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str]:
    """The pattern that ``text`` writes. Raises ``CostlyPatternError``."""
    if len(text) > LONGEST_PATTERN:
        raise CostlyPatternError(Sentence("it is too long"))
    try:
        ways = _ways(list(_parser.parse(text)))
        compiled = re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise CostlyPatternError(Sentence("it is no pattern (%(error)s)", error=error)) from None
    if ways > MOST_WAYS:
        raise CostlyPatternError(Sentence("it could be read in too many ways"))
    return compiled


def matches(text: str, written: str) -> bool:
    """Whether the whole of ``text`` fits the pattern; a text of more than 200 signs fits none."""
    return len(text) <= LONGEST_TEXT and pattern(written).fullmatch(text) is not None


def _ways(parts: list[Any]) -> float:
    """In how many ways a pattern can be laid over a text, at most."""
    ways = 1.0
    for operator, argument in parts:
        name = str(operator)
        if name in PLAIN:
            continue
        ways *= _ways_of(name, argument)
    return ways


def _ways_of(name: str, argument: Any) -> float:  # noqa: ANN401 -- the parser's own
    if name == "SUBPATTERN":
        return _ways(list(argument[3]))
    if name == "BRANCH":
        return sum(_ways(list(branch)) for branch in argument[1])
    if name in REPEATS:
        least, most, inner = argument
        within = _ways(list(inner))
        if within > 1 and int(most) > 1:
            raise CostlyPatternError(Sentence("it repeats what may itself be read in several ways"))
        spread = min(int(most), LONGEST_TEXT) - min(int(least), LONGEST_TEXT) + 1
        return within + 1 if within > 1 else float(spread)
    raise CostlyPatternError(Sentence("it looks back or ahead, which is not run here"))
