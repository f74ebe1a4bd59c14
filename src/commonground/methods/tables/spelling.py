"""Help with a word that is not known: the nearest known one, or the list of those allowed."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from commonground.methods.sentences import Sentence

FEW = 12
LONGEST = 60


@lru_cache(maxsize=4096)
def hint(word: str, known: tuple[str, ...]) -> str:
    """Return a remedy for ``word``: what was probably meant, else the known words where they are few."""
    by_folded = {each.casefold(): each for each in reversed(known)}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    if close:
        return Sentence('Did you mean "%(word)s"?', word=by_folded[close[0]])
    if known and len(known) <= FEW:
        return Sentence("Use %(words)s.", words=alternatives(known))
    return ""


def quoted(text: str) -> str:
    """Return what stands in a file as messages quote it: on one line, and cut where it is long."""
    line = " ".join(text.split())
    return f'"{line[:LONGEST]}..."' if len(line) > LONGEST else f'"{line}"'


def alternatives(words: tuple[str, ...]) -> str:
    """Return words as a list in prose: ``0, 50 or 100``."""
    if len(words) == 1:
        return words[0]
    return Sentence("%(words)s or %(last)s", words=", ".join(words[:-1]), last=words[-1])


def number_text(value: float) -> str:
    """Return a number as people write it, and as it reads back: ``50``, ``33.3``."""
    return str(int(value)) if value.is_integer() else repr(value)
