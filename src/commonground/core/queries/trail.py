"""Reading the audit trail, and telling whether it is as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from commonground.core.models import AuditEntry, AuditHead, PersonalText
from commonground.methods.canonical import canonical, digest

GENESIS = "0" * 64
REST = ""
"""The chain of what belongs to no round."""
SCHEMA = 2
ERASURE = "erase-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong at a number of a chain: ``altered``, ``removed``, ``inserted``, ``replaced`` or ``text``."""

    number: int
    kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """A chain as it was found: how many entries, its head, how many personal texts were erased, and every fault."""

    chain: str
    entries: int
    head: str
    erased: int
    faults: tuple[Fault, ...]

    @property
    def name(self) -> str:
        return self.chain or "the rest"


@dataclass(slots=True)
class _Walk:
    """Where a walk along a chain has come to."""

    number: int = 0
    hash: str = GENESIS
    entries: int = 0
    erased: int = 0
    faults: list[Fault] = field(default_factory=list)

    def note(self, number: int, kind: str, message: str) -> None:
        self.faults.append(Fault(number=number, kind=kind, message=message))


def entry_hash(entry: AuditEntry) -> str:
    """The SHA-256 of all that an entry says, its place in its chain and its predecessor's hash."""
    said = {
        "schema": SCHEMA,
        "chain": entry.chain,
        "number": entry.number,
        "at": entry.at.isoformat(),
        "by": str(entry.by) if entry.by else "",
        "verb": entry.verb,
        "subject": entry.subject,
        "detail": entry.detail,
        "personal": entry.personal,
        "previous": entry.previous_hash,
    }
    return digest([canonical(said)])


def personal_hash(salt: str, text: Mapping[str, Any]) -> str:
    """The hash under which a personal text stands in the chain."""
    return digest([salt, canonical(text)])


def head_of(chain: str = REST) -> str:
    """The hash of the chain's last entry, to be kept outside: a local chain cannot show its own rewriting."""
    return AuditHead.objects.filter(pk=chain).values_list("hash", flat=True).first() or GENESIS


def verify(chain: str | None = None) -> tuple[ChainReport, ...]:
    """Every chain, or the one named, walked from its first entry to its head."""
    known = _chains() if chain is None else (chain,)
    return tuple(_verified(each) for each in known)


def _chains() -> tuple[str, ...]:
    """All chains that there are, and all that were begun, whether or not anything of them is left."""
    begun = AuditEntry.objects.filter(chain=REST, verb="begin-chain").values_list("subject", flat=True)
    found = {subject.removeprefix("chain:") for subject in begun}
    found |= set(AuditEntry.objects.order_by().values_list("chain", flat=True).distinct())
    return tuple(sorted(found | set(AuditHead.objects.values_list("chain", flat=True)) | {REST}))


def _verified(chain: str) -> ChainReport:
    walk = _Walk()
    known = _Known()
    for entry in AuditEntry.objects.filter(chain=chain).order_by("number").iterator():
        _step(walk, entry)
        if entry.personal:
            _personal(walk, entry, known)
    _end(walk, chain)
    return ChainReport(chain=chain, entries=walk.entries, head=walk.hash, erased=walk.erased, faults=tuple(walk.faults))


def _step(walk: _Walk, entry: AuditEntry) -> None:
    if entry.number > walk.number + 1:
        walk.note(walk.number + 1, "removed", f"{_entries_are(walk.number + 1, entry.number - 1)} missing")
    elif entry.previous_hash != walk.hash:
        walk.note(
            entry.number,
            "replaced",
            f"entry {entry.number} does not follow from entry {walk.number}: one of the two was put in or replaced",
        )
    if entry.hash != entry_hash(entry):
        walk.note(entry.number, "altered", f"entry {entry.number} is not what was written")
    walk.number, walk.hash, walk.entries = entry.number, entry.hash, walk.entries + 1


def _entries_are(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"


def _end(walk: _Walk, chain: str) -> None:
    head = AuditHead.objects.filter(pk=chain).first() or AuditHead(chain=chain, number=0, hash=GENESIS)
    if head.number > walk.number:
        walk.note(walk.number + 1, "removed", f"{_entries_are(walk.number + 1, head.number)} missing from the end")
    elif head.number < walk.number:
        walk.note(
            head.number + 1, "inserted", f"entries {head.number + 1} to {walk.number} stand after the chain's head"
        )
    elif head.hash != walk.hash:
        walk.note(head.number, "replaced", f"entry {head.number} is not the one that the chain's head names")
    if chain != REST and max(head.number, walk.number) and not _begun(chain):
        walk.note(0, "inserted", "the rest of the trail knows nothing of this chain's beginning")


def _begun(chain: str) -> bool:
    return AuditEntry.objects.filter(chain=REST, verb="begin-chain", subject=f"chain:{chain}").exists()


def _personal(walk: _Walk, entry: AuditEntry, known: _Known) -> None:
    kept = PersonalText.objects.filter(pk=entry.personal).first()
    if kept and personal_hash(kept.salt, kept.text) != entry.personal:
        walk.note(entry.number, "text", f"the personal text of entry {entry.number} is not what was written")
    elif kept is None and entry.personal in known.erased:
        walk.erased += 1
    elif kept is None:
        walk.note(
            entry.number, "text", f"the personal text of entry {entry.number} is gone, and no erasure is recorded"
        )


class _Known:
    """The hashes that recorded erasures name, read once and only where they are asked for."""

    def __init__(self) -> None:
        self._erased: frozenset[str] | None = None

    @property
    def erased(self) -> frozenset[str]:
        if self._erased is None:
            self._erased = frozenset(_erased())
        return self._erased


def _erased() -> Iterator[str]:
    for detail in AuditEntry.objects.filter(chain=REST, verb=ERASURE).values_list("detail", flat=True):
        yield from detail.get("texts", ())


def has_entry(*, chain: str, head: str) -> bool:
    """Whether a chain has, or had as its head, the entry of this hash."""
    return AuditEntry.objects.filter(chain=chain, hash=head).exists()
