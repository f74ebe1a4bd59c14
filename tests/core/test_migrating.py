"""Entries written before there were chains: brought over by key, hashed anew, the old head kept in the last entry."""

from __future__ import annotations

import json

import pytest

from tests.support.installation import empty_installation

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = """
import datetime as dt, sys
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from commonground.methods.canonical import canonical, digest
executor = MigrationExecutor(connection)
executor.migrate([("core", "0001_initial")])
apps = executor.loader.project_state([("core", "0001_initial")]).apps
User, AuditEntry = apps.get_model("core", "User"), apps.get_model("core", "AuditEntry")
ada, bob = (User.objects.create(email=f"{name}@example.org") for name in ("ada", "bob"))
previous, at = "0" * 64, dt.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=dt.UTC)
rows = [
    (None, "account:ada@example.org", {"role": "owner"}),
    (ada, "index:harbour", {"team": ["bob@example.org"], "n": 1.5}),
]
for actor, subject, detail in rows:
    email = actor.email if actor else ""
    said = {"at": at.isoformat(), "actor": email, "verb": "v", "subject": subject, "detail": detail}
    said["previous"] = previous
    entry = AuditEntry(at=at, actor=actor, verb="v", subject=subject, detail=detail, previous_hash=previous)
    entry.hash = previous = digest([canonical(said)])
    entry.save()
if sys.argv[1:]:
    AuditEntry.objects.filter(pk=entry.pk).update(verb="w")
print(previous)
"""
AFTER = """
import json
from commonground.core.models import AuditEntry, User
from commonground.core.queries.trail import verify
keys = {str(user.key): user.email.split("@")[0] for user in User.objects.all()}
text = json.dumps(list(AuditEntry.objects.values("number", "by", "subject", "detail")), default=str)
for key, name in keys.items(): text = text.replace(key, name)
faults = [fault.message for each in verify() for fault in each.faults]
print(json.dumps({"entries": json.loads(text), "faults": faults}))
"""


@pytest.mark.parametrize("harm", [(), ("harm",)])
def test_entries_are_brought_over(tmp_path, harm):
    with empty_installation(tmp_path / "old") as place:
        begun = place.run(*place.script(BEFORE), *harm)
        assert begun.stderr == ""
        assert place.run("-m", "django", "migrate", "core", "--verbosity", "0").stderr == ""
        found = json.loads(place.run(*place.script(AFTER)).stdout)
        assert found["faults"] == []
        first, second, last = found["entries"]
        assert first == {"number": 1, "by": None, "subject": "account:ada", "detail": {"role": "owner"}}
        assert second == {
            "number": 2,
            "by": "ada",
            "subject": "index:harbour",
            "detail": {"team": ["account:bob"], "n": 1.5},
        }
        whole = {"whole": False, "broken_at": 2} if harm else {"whole": True}
        assert last["detail"] == {"head": begun.stdout.strip(), "entries": 2, **whole}
