"""Countries called by their names in the reader's language, and put in its order."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from unicodedata import combining, normalize

from commonground.core.languages import spoken
from commonground.publishing.narrative.facts.bits import place_name
from commonground.publishing.narrative.languages import LANGUAGES
from commonground.publishing.queries.opened import Opened


def named_for_reader(opened: Opened) -> Opened:
    """The edition with its countries called as the page's language calls them."""
    return named_in(opened, spoken())


def named_in(opened: Opened, language: str) -> Opened:
    """The edition with its countries called by their names in a language.

    In English, and in the index's own language, they keep the names that their owner gave them, as do places that
    ISO 3166 does not know.
    """
    if language in {"en", opened.info.language} or language not in LANGUAGES:
        return opened
    rules = LANGUAGES[language].rules
    places = {}
    for code, place in opened.places.items():
        named = place_name(opened, code)
        own = copy(place)
        own.name = rules.territories.get(named.territory, named.text)
        places[code] = own
    return replace(opened, places=dict(sorted(places.items(), key=lambda each: unmarked(each[1].name))))


def unmarked(name: str) -> str:
    """A name as it is put in order and looked for: letters with marks stand beside those without."""
    return "".join(letter for letter in normalize("NFKD", name).casefold() if not combining(letter))
