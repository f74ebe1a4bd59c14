"""The languages of sentences, by the code that addresses name them by."""

from __future__ import annotations

from collections.abc import Mapping

from commonground.publishing.narrative.grammar import Language
from commonground.publishing.narrative.languages.ar import ARABIC
from commonground.publishing.narrative.languages.de import GERMAN
from commonground.publishing.narrative.languages.en import ENGLISH
from commonground.publishing.narrative.languages.es import SPANISH
from commonground.publishing.narrative.languages.fr import FRENCH
from commonground.publishing.narrative.languages.it import ITALIAN

LANGUAGES: Mapping[str, Language] = {each.code: each for each in (ENGLISH, FRENCH, GERMAN, SPANISH, ITALIAN, ARABIC)}
