"""The state of a view, and the address in which all of it stands.

Reading an address and writing it back gives the same address, and reading that gives the same view. What a view does
not say is not written, so that a view has one address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from commonground.publishing.explorer.kinds import TRAITS, Kind

LONGEST = 6_000
"""Characters of a query; longer ones are refused, since neither browsers nor caches keep them."""
LARGEST = 1_000.0
SAFE = "-._~"
WEIGHT = re.compile(r"\d{1,4}(\.\d{1,3})?")

LISTS = ("measure", "places", "marked", "without", "hide")
NAMES = ("against", "period", "since", "place", "target")
PAIRS = ("weights", "changes")
HIDDEN = ("intervals", "others")
"""What can be left out of a drawing."""


class AddressError(Exception):
    """An address that no view has; the words say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is looked at. Empty means what the edition's own default is.

    ``measure`` are nodes, ``places`` places and groups (``group:eu``), ``marked`` the places set apart from the others.
    ``weights`` make an own index of nodes, ``without`` nodes that it leaves out; ``changes`` are answers (question and
    option) that ``place`` is supposed to have; ``target`` is ``rank:5`` or ``score:70``.
    """

    kind: Kind = Kind.RANKING
    measure: tuple[str, ...] = ()
    against: str = ""
    places: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    period: str = ""
    since: str = ""
    hide: tuple[str, ...] = ()
    weights: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()
    place: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    target: str = ""

    def used(self) -> View:
        """The view without what its kind makes no use of."""
        traits = TRAITS[self.kind]
        return replace(
            self,
            measure=self.measure if traits.several else self.measure[:1],
            against=self.against if traits.against else "",
            places=() if traits.supposes and self.place else self.places,
            marked=() if traits.supposes and self.place else self.marked,
            since=self.since if traits.since else "",
            weights=self.weights if traits.weighted else (),
            without=self.without if traits.weighted else (),
            place=self.place if traits.supposes else "",
            changes=self.changes if traits.supposes else (),
            target=self.target if traits.supposes else "",
        )

    def query(self, **other: object) -> str:
        """The query of the address, without its question mark; ``other`` stands at the end."""
        said = [(each.name, getattr(self, each.name)) for each in fields(self) if each.name != "kind"]
        parts = [f"{name}={_written(value)}" for name, value in said if value]
        return "&".join([*parts, *(f"{name}={_quoted(str(value))}" for name, value in other.items() if value)])


def read(kind: str, query: Mapping[str, Sequence[str]]) -> View:
    """The view that an address asks for. Lists may be given in parts, as forms send them; names only once."""
    values: dict[str, object] = {name: _list(query.get(name, ())) for name in LISTS}
    values |= {name: _one(name, query.get(name, ())) for name in NAMES}
    values |= {name: tuple(_pairs(name, query)) for name in PAIRS}
    if unknown := set(values["hide"]) - set(HIDDEN):  # type: ignore[call-overload]
        raise AddressError(_("“%(word)s” is nothing that can be left out of a drawing.") % {"word": min(unknown)[:40]})
    return View(kind=Kind(kind), **values)  # type: ignore[arg-type]


def _list(given: Sequence[str]) -> tuple[str, ...]:
    words = (unquote(word.strip()) for text in given for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def _one(name: str, given: Sequence[str]) -> str:
    said = {unquote(word.strip()) for word in given} - {""}
    if len(said) > 1:
        raise AddressError(_("The address says “%(name)s” more than once.") % {"name": name})
    return next(iter(said), "")


def _pairs(name: str, query: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """``A:2,B:1``; a form sends ``weights.A=2`` and the rest of its own fields."""
    found: dict[str, str] = {}
    listed = (word for text in query.get(name, ()) for word in text.split(",") if word.strip())
    for word in listed:
        key, colon, value = word.strip().partition(":")
        if not colon:
            raise AddressError(_("“%(word)s” is no pair of a name and a value.") % {"word": word[:40]})
        _put(found, name, unquote(key), unquote(value))
    for key, values in query.items():
        if key.startswith(f"{name}.") and (value := _one(key, values)):
            _put(found, name, key.removeprefix(f"{name}."), value)
    yield from found.items()


def _put(found: dict[str, str], name: str, key: str, value: str) -> None:
    if name == "weights":
        value = weight(value)
    if found.setdefault(key, value) != value:
        raise AddressError(_("The address says “%(name)s” more than once.") % {"name": key[:40]})


def weight(text: str) -> str:
    """A weight in its shortest form."""
    if not WEIGHT.fullmatch(text) or float(text) > LARGEST:
        raise AddressError(_("“%(word)s” is no weight: write a number from 0 to 1,000.") % {"word": text[:40]})
    return f"{float(text):.3f}".rstrip("0").rstrip(".")


def _written(value: str | Iterable[str | tuple[str, str]]) -> str:
    if isinstance(value, str):
        return _quoted(value)
    return ",".join(
        ":".join(_quoted(word, ":") for word in each) if isinstance(each, tuple) else _quoted(each) for each in value
    )


def _quoted(text: str, besides: str = "") -> str:
    """A word as it stands in an address: what would part it from others is written twice over."""
    for sign in ("%", ",", *besides):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return quote(text, safe=SAFE + ":")
