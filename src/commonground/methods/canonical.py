"""Canonical JSON lines: the one way in which content is written down to be hashed.

The same content gives the same bytes, whatever database it came from and in whatever order it lay there:

- the first line names the schema and its version; then one line a record, sorted by its natural key;
- keys are sorted by code point; text is in Unicode's form NFC with line feeds;
- numbers are written as their shortest repr. An integral float is written as an integer, so 1.0 is ``1``
  and -0.0 is ``0``: the same number hashes the same whether it was kept as a float or as an integer;
- what is absent is left out. There is no null, no NaN and no infinity.

The rules follow RFC 8785 (JSON Canonicalization Scheme) but for the order of keys (code points, not UTF-16
units) and the numbers from 2 to the power of 53 on, which keep their repr.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from math import isfinite
from unicodedata import normalize

Value = str | bool | int | float | Sequence["Value"] | Mapping[str, "Value"]
"""What canonical JSON can hold."""

INTEGRAL_BELOW = 2.0**53


def canonical(value: Value) -> str:
    """A value as canonical JSON; a ``ValueError`` or ``TypeError`` for what cannot be written."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_lines(
    schema: str, version: int, records: Iterable[tuple[tuple[str, ...], Mapping[str, Value]]]
) -> Iterator[str]:
    """The header and one line a record. A record is its natural key and its values; no key may occur twice."""
    yield canonical({"schema": schema, "version": version})
    keyed: dict[tuple[str, ...], Mapping[str, Value]] = {}
    for key, record in records:
        natural = tuple(map(_text, key))
        if natural in keyed:
            raise ValueError(f"Two records have the key {natural}.")
        keyed[natural] = record
    for natural in sorted(keyed):
        yield canonical({"key": natural, "value": keyed[natural]})


def digest(lines: Iterable[str]) -> str:
    """The SHA-256 of lines in UTF-8, each ended by a line feed, in hexadecimal."""
    hashed = sha256()
    for line in lines:
        hashed.update(f"{line}\n".encode())
    return hashed.hexdigest()


def round9(value: float) -> float:
    """A result rounded to 1e-9, as it is hashed; never -0.0."""
    return round(value, 9) + 0.0


def _text(text: str) -> str:
    return normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def _plain(value: Value) -> object:
    match value:
        case str():
            return _text(value)
        case float():
            return _number(value)
        case int():
            return value
        case Mapping():
            return _object(value)
        case Sequence():
            return [_plain(each) for each in value]
    raise TypeError(f"{value!r} has no canonical form.")


def _number(value: float) -> float:
    if not isfinite(value):
        raise ValueError(f"{value!r} has no canonical form; leave it out.")
    return int(value) if value.is_integer() and abs(value) < INTEGRAL_BELOW else value


def _object(value: Mapping[str, Value]) -> dict[str, object]:
    plain = {_text(key): _plain(each) for key, each in value.items()}
    if len(plain) != len(value):
        raise ValueError(f"Two keys of {sorted(value)} are the same text.")
    return plain
