"""The types of a form's rows, and what they are here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonground.methods.questionnaires.questionnaire import Kind

PLAIN = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.NUMBER,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "date": Kind.DATE,
    "note": Kind.NOTE,
    "calculate": Kind.CALCULATED,
}
KEPT = {
    "geography": {"geopoint", "geotrace", "geoshape", "gps", "location"},
    "media": {"image", "photo", "audio", "video", "file", "barcode", "background-audio"},
    "metadata": {
        "start", "end", "today", "deviceid", "device id", "imei", "subscriberid", "simserial", "phonenumber",
        "username", "email", "audit", "start-geopoint", "uri:deviceid",
    },
}  # fmt: skip
_SELECT = re.compile(
    r"(?:(?P<one>select[_ ]?one|select1)|(?P<many>select[_ ]multiple|select all that apply|select_many)|(?P<rank>rank))"
    r"(?P<outside>[_ ](?:external|from[_ ]file))?(?: from)? (?P<list>.+?)(?P<other> or[_ ]other)?",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"(?P<verb>begin|end)[_ ](?P<what>group|repeat|loop|lgroup|looped group)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """What a row is: a question of some kind with the list of its choices, or the beginning or end of a section."""

    kind: Kind = Kind.KEPT
    choices: str = ""
    other: bool = False
    whole: bool = False
    kept: str = ""
    begins: str = ""
    ends: str = ""


def row_type(written: str) -> RowType:
    """What the type of a row means here; a type that is not run is kept, and ``kept`` says why."""
    said = " ".join(written.split())
    if control := _CONTROL.fullmatch(said):
        what = "group" if control["what"].lower() == "group" else "repeat"
        return RowType(begins=what) if control["verb"].lower() == "begin" else RowType(ends=what)
    if select := _SELECT.fullmatch(said):
        return _select(select)
    plain = PLAIN.get(said.lower())
    if plain is not None:
        return RowType(kind=plain, whole=said.lower().startswith("int"))
    why = next((why for why, types in KEPT.items() if said.lower() in types), f'the type "{said}"')
    return RowType(kept=why)


def _select(match: re.Match[str]) -> RowType:
    if match["outside"]:
        return RowType(kept="choices in another file")
    if match["rank"]:
        return RowType(choices=match["list"], kept="ranking")
    kind = Kind.SINGLE if match["one"] else Kind.MULTIPLE
    return RowType(kind=kind, choices=match["list"], other=bool(match["other"]))
