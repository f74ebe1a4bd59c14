"""The audit trail is a set of chains: what is altered, removed or put in is found, and erasing a person breaks none."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction

from commonground.cli import main
from commonground.core.actions.audit import record
from commonground.core.models import AuditEntry, AuditHead, PersonalText, User
from commonground.core.queries.trail import GENESIS, entry_hash, head_of, verify
from tests.support.append_only import lifted

pytestmark = pytest.mark.django_db
ROUND = "round:ports/2025"


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org")


@pytest.fixture
def chain(ada) -> list[AuditEntry]:
    return [
        record(by=ada if n else None, verb="import", subject=f"edition:ports@{n}", detail={"n": n}, chain=ROUND)
        for n in range(4)
    ]


@pytest.fixture
def forger():
    """Whoever owns the table can lift its triggers."""
    with lifted("core_audit_entry"):
        yield AuditEntry.objects


def faults(chain: str | None = None) -> list[tuple[str, int, str]]:
    return [(report.chain, fault.number, fault.kind) for report in verify(chain) for fault in report.faults]


def rehash(entry: AuditEntry) -> None:
    entry.hash = entry_hash(entry)
    entry.save()


def test_chains_left_alone_are_whole(chain):
    assert faults() == []
    assert [b.previous_hash for b in chain] == [GENESIS, *(a.hash for a in chain[:-1])]
    rest, own = verify()
    assert (own.entries, own.head, own.name) == (4, head_of(ROUND), ROUND)
    assert (rest.entries, rest.name) == (1, "the rest")
    assert AuditEntry.objects.get(chain="").subject == f"chain:{ROUND}"


def test_each_chain_counts_from_one(chain):
    record(by=None, verb="open", subject="round:other", detail={}, chain="round:other")
    assert list(AuditEntry.objects.filter(chain="round:other").values_list("number", "previous_hash")) == [(1, GENESIS)]
    assert faults("round:other") == []


def test_what_is_written_says_no_more_than_codes(ada, chain):
    told = str(list(AuditEntry.objects.values()))
    assert "ada@" not in told
    assert chain[1].by == ada.key


@pytest.mark.parametrize(
    "change",
    [
        {"detail": {"n": 9}},
        {"verb": "publish"},
        {"subject": "edition:ports@7"},
        {"by": None},
        {"by": uuid.UUID(int=1)},
        {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"personal": "f" * 64},
    ],
)
def test_one_altered_entry_is_found(chain, forger, change):
    forger.filter(pk=chain[2].pk).update(**change)
    assert (ROUND, 3, "altered") in faults()


def test_an_altered_entry_that_was_hashed_anew_is_found(chain, forger):
    chain[1].detail = {"n": 9}
    rehash(chain[1])
    assert faults() == [(ROUND, 3, "replaced")]


def test_an_altered_last_entry_that_was_hashed_anew_is_found(chain, forger):
    chain[3].detail = {"n": 9}
    rehash(chain[3])
    assert faults() == [(ROUND, 4, "replaced")]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_removed_entry_is_found_also_at_either_end(chain, forger, number):
    forger.filter(chain=ROUND, number=number).delete()
    assert faults() == [(ROUND, number, "removed")]
    assert "missing" in verify(ROUND)[0].faults[0].message


def test_several_removed_entries_are_found(chain, forger):
    forger.filter(chain=ROUND, number__in=(2, 3)).delete()
    assert verify(ROUND)[0].faults[0].message == "entries 2 to 3 are missing"


def test_a_chain_that_was_taken_away_whole_is_found(chain, forger):
    forger.filter(chain=ROUND).delete()
    assert faults() == [(ROUND, 1, "removed")]


def test_an_entry_put_in_at_the_end_is_found(chain, forger):
    last = chain[3]
    extra = AuditEntry(chain=ROUND, number=5, at=last.at, verb="v", subject="s", detail={}, previous_hash=last.hash)
    rehash(extra)
    assert faults() == [(ROUND, 5, "inserted")]


def test_an_entry_put_in_between_is_found(chain, forger):
    for entry in reversed(chain[2:]):
        forger.filter(pk=entry.pk).update(number=entry.number + 1)
    extra = AuditEntry(
        chain=ROUND, number=3, at=chain[1].at, verb="v", subject="s", detail={}, previous_hash=chain[1].hash
    )
    rehash(extra)
    assert (ROUND, 4, "replaced") in faults()


def test_two_entries_exchanged_are_found(chain, forger):
    for number, pk in ((9, chain[1].pk), (2, chain[2].pk), (3, chain[1].pk)):
        forger.filter(pk=pk).update(number=number)
    assert {(ROUND, 2, "altered"), (ROUND, 3, "altered")} <= set(faults())


def test_a_chain_put_in_whole_is_found(chain, forger):
    AuditHead.objects.create(chain="round:false", number=1, hash="f" * 64)
    rehash(AuditEntry(chain="round:false", number=1, at=chain[0].at, verb="v", subject="s", previous_hash=GENESIS))
    assert {kind for name, _, kind in faults() if name == "round:false"} == {"replaced", "inserted"}


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(chain, verb):
    rows = AuditEntry.objects.filter(pk=chain[0].pk)
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        rows.update(verb="x") if verb == "update" else rows.delete()


def test_dates_keys_and_sets_are_written_as_texts_and_what_is_absent_is_left_out(ada):
    detail = {"day": dt.date(2025, 4, 3), "who": ada.key, "none": None, "list": ("a", None, {"b": None}), "x": 1.5}
    entry = record(by=None, verb="v", subject="s", detail=detail | {"other": type})
    entry.refresh_from_db()
    assert entry.detail == {
        "day": "2025-04-03",
        "who": str(ada.key),
        "list": ["a", {}],
        "x": 1.5,
        "other": "<class 'type'>",
    }
    assert faults() == []


def test_personal_text_stands_apart_and_its_hash_in_the_chain(ada):
    entry = record(by=ada, verb="v", subject="s", detail={}, personal={"reason": "Ada was ill"}, about=ada)
    kept = PersonalText.objects.get()
    assert (kept.hash, kept.person, kept.text) == (entry.personal, ada.key, {"reason": "Ada was ill"})
    assert faults() == []


def test_altered_personal_text_is_found(ada):
    record(by=ada, verb="v", subject="s", detail={}, personal={"reason": "Ada was ill"}, about=ada)
    PersonalText.objects.update(text={"reason": "Ada was well"})
    assert faults() == [("", 1, "text")]


def test_personal_text_that_went_without_a_recorded_erasure_is_found(ada):
    record(by=ada, verb="v", subject="s", detail={}, personal={"reason": "Ada was ill"}, about=ada)
    PersonalText.objects.all().delete()
    assert faults() == [("", 1, "text")]
    assert "no erasure" in verify()[0].faults[0].message


@pytest.fixture
def said(chain, capsys):
    """What ``commonground verify audit`` says of the round: its exit code, what it prints, and its errors."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["verify", "audit", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_the_command_prints_the_head_of_a_round_that_is_whole(chain, said):
    head = chain[-1].hash
    for words in (("ports/2025",), (ROUND,), ("ports/2025", "--head", head)):
        assert said(*words) == (0, f"{ROUND}: 4 entries, head {head}\n", "")
    code, out, err = said()
    assert (code, len(out.splitlines()), err) == (0, 2, "")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda rows: rows.filter(number=2).update(detail={"n": 9}), "entry 2 is not what was written"),
        (lambda rows: rows.filter(number=3).update(by=None), "entry 3 is not what was written"),
        (lambda rows: rows.filter(number=2).delete(), "entry 2 is missing"),
        (lambda rows: rows.filter(number=4).delete(), "entry 4 is missing from the end"),
        (lambda rows: rows.delete(), "entries 1 to 4 are missing from the end"),
    ],
)
def test_the_command_names_what_was_altered_or_removed(chain, forger, said, harm, told):
    harm(forger.filter(chain=ROUND))
    for words in (("ports/2025",), ()):
        code, _out, err = said(*words)
        assert (code, f"commonground: {ROUND}: {told}. " in err, "[audit-trail]" in err) == (1, True, True)


def test_the_command_names_an_entry_that_was_hashed_anew(chain, forger, said):
    chain[1].detail = {"n": 9}
    rehash(chain[1])
    code, _out, err = said("ports/2025")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "entry 3 does not follow from entry 2" in err


def test_the_command_finds_a_chain_that_was_written_anew_by_its_old_head(chain, forger, said):
    old, previous = chain[-1].hash, GENESIS
    for entry in chain:
        entry.detail, entry.previous_hash = {"n": 7}, previous
        rehash(entry)
        previous = entry.hash
    AuditHead.objects.filter(pk=ROUND).update(hash=previous)
    assert said("ports/2025")[0] == 0
    code, _out, err = said("ports/2025", "--head", old)
    assert (code, "so the chain was written anew" in err) == (1, True)


def test_the_command_knows_no_round_that_is_not_there(said):
    code, out, err = said("ports/1999")
    assert (code, out, "[verify-unknown]" in err) == (1, "", True)
