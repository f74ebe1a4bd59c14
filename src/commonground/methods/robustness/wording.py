"""Settings in words, for the labels of alternatives."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass


def words(setting: object, *, only: str = "") -> str:
    """A typed setting in words: its name and its numbers, such as "min max lower 1 upper 100".

    ``only`` names the field of a larger setting that tells its alternatives apart. No setting is "none".
    """
    if only and setting is not None:
        return words(getattr(setting, only))
    match setting:
        case None | ():
            return "none"
        case tuple():
            return ", ".join(map(words, setting))
        case float() | int() if not isinstance(setting, bool):
            return f"{setting:g}"
        case _ if is_dataclass(setting):
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(setting).__name__).lower()
            shown = [(field.name, getattr(setting, field.name)) for field in fields(setting)]
            return " ".join([name, *(f"{key} {words(value)}" for key, value in shown if _tells(value))])
        case _:
            return str(setting)


def _tells(value: object) -> bool:
    """Whether a field is worth a word: numbers and names are."""
    return isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""
