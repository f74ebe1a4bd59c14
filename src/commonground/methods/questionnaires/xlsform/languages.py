"""Languages as forms name them, and their tags."""

from __future__ import annotations

import re

NAMES = {
    "afrikaans": "af", "albanian": "sq", "amharic": "am", "arabic": "ar", "armenian": "hy", "bengali": "bn",
    "bosnian": "bs", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs",
    "danish": "da", "dutch": "nl", "english": "en", "estonian": "et", "finnish": "fi", "french": "fr",
    "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "icelandic": "is", "indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja", "khmer": "km",
    "korean": "ko", "kurdish": "ku", "latvian": "lv", "lithuanian": "lt", "macedonian": "mk", "maltese": "mt",
    "nepali": "ne", "norwegian": "no", "pashto": "ps", "persian": "fa", "polish": "pl", "portuguese": "pt",
    "romanian": "ro", "russian": "ru", "serbian": "sr", "slovak": "sk", "slovenian": "sl", "somali": "so",
    "spanish": "es", "swahili": "sw", "swedish": "sv", "tamil": "ta", "thai": "th", "tigrinya": "ti",
    "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip
UNKNOWN = "und"
"""The tag of a language that is not told."""

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def language_tag(said: str) -> str:
    """The tag of a language: ``fr`` for ``French (fr)``, ``French`` and ``fr``; one of our own where none is known."""
    name, _, rest = said.partition("(")
    within = rest.partition(")")[0].strip()
    if _TAG.fullmatch(within):
        return within
    name = name.strip()
    if name.lower() in NAMES:
        return NAMES[name.lower()]
    if _TAG.fullmatch(name):
        return name
    letters = re.sub(r"[^a-z0-9]", "", name.lower())[:8]
    return f"x-{letters}" if letters else UNKNOWN


def language_name(tag: str) -> str:
    """How a form names a language: ``French (fr)``."""
    name = next((name for name, each in NAMES.items() if each == tag), tag)
    return f"{name.capitalize()} ({tag})"
