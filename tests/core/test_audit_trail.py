"""The audit trail is a chain: what is altered is found."""

from __future__ import annotations

import pytest

from commonground.core.actions.audit import first_broken, record
from commonground.core.models import AuditEntry, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[AuditEntry]:
    by = User.objects.create_user("ada@example.org")
    return [
        record(by=by if n else None, verb="import", subject=f"edition:ports@{n}", detail={"n": n}) for n in range(4)
    ]


def test_a_chain_left_alone_is_whole(chain):
    assert first_broken() is None
    assert [b.previous_hash for b in chain[1:]] == [a.hash for a in chain[:-1]]


@pytest.mark.parametrize(
    "change", [{"detail": {"n": 9}}, {"verb": "publish"}, {"subject": "edition:ports@7"}, {"actor": None}]
)
def test_one_altered_entry_is_found(chain, change):
    AuditEntry.objects.filter(pk=chain[2].pk).update(**change)
    assert first_broken() == chain[2]


def test_a_removed_entry_is_found(chain):
    chain[1].delete()
    assert first_broken() == chain[2]
