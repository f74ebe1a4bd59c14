"""The doctor finds what is not well, and says what to do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from commonground.core.actions.audit import record
from commonground.core.actions.mail import queue_mail
from commonground.core.actions.work import beat
from commonground.core.migrations_support import allow_changes
from commonground.core.models import AuditEntry, Mail, WorkerBeat
from commonground.core.queries import health
from commonground.core.queries.health import examine, kept_tables
from tests.support.append_only import lifted

pytestmark = pytest.mark.django_db


def verdicts(subject: str) -> list[str]:
    return [finding.verdict for finding in examine() if finding.subject == subject]


def test_a_new_installation_is_well_but_for_mail_and_a_worker():
    found = {finding.subject: finding.verdict for finding in examine()}
    assert {found[name] for name in ("database", "triggers", "audit trail", "disk", "limits")} == {"well"}
    assert {found[name] for name in ("mail", "worker", "settings")} == {"note"}
    assert all(finding.remedy for finding in examine() if finding.verdict != "well")


def test_every_table_that_is_only_added_to_is_guarded():
    assert "core_audit_entry" in kept_tables()
    allow_changes(connection, "core_audit_entry")
    assert verdicts("triggers") == ["wrong"]


def test_a_broken_chain_is_wrong():
    record(by=None, verb="v", subject="s", detail={})
    with lifted("core_audit_entry"):
        AuditEntry.objects.update(verb="w")
    assert verdicts("audit trail") == ["wrong"]


def test_mails_that_wait_too_long_are_wrong_and_those_given_up_are_noted(settings):
    settings.EMAIL_HOST = "mail.example"
    assert verdicts("mail") == ["well"]
    queue_mail(key="k", to="a@example.org", template="reminder", context={"round": "R"}, by=None)
    Mail.objects.update(due_at=timezone.now() - dt.timedelta(hours=1))
    assert verdicts("mail") == ["well", "wrong"]
    Mail.objects.update(state="failed")
    assert verdicts("mail") == ["well", "note"]


def test_a_worker_at_work_is_well():
    beat(worker="w")
    assert verdicts("worker") == ["well"]
    WorkerBeat.objects.update(at=timezone.now() - dt.timedelta(hours=1))
    assert verdicts("worker") == ["note"]


@pytest.mark.parametrize(("free", "verdict"), [(10 << 30, "well"), (1 << 30, "note"), (1 << 20, "wrong")])
def test_a_disk_that_fills_up(monkeypatch, free, verdict):
    usage = health.shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _path: usage)
    assert verdicts("disk") == [verdict]


def test_limits_that_cannot_be_counted(settings, tmp_path):
    settings.COUNTS = tmp_path / "counts"
    settings.COUNTS.write_text("a file where the folder should be")
    assert verdicts("limits") == ["wrong"]


def test_settings_that_are_not_safe(settings):
    key = settings.HOME / "secret_key"
    key.chmod(0o644)
    settings.SECRET_KEY, settings.DEBUG = "short", True
    assert verdicts("settings") == ["wrong", "wrong", "wrong", "note"]
    key.chmod(0o600)
    settings.SECRET_KEY, settings.DEBUG, settings.HTTPS = "x" * 50, False, True
    settings.REQUIRE_MFA = False
    assert verdicts("settings") == ["note"]
    settings.REQUIRE_MFA = True
    assert verdicts("settings") == ["well"]


def test_a_role_that_owns_the_tables_is_noted():
    assert verdicts("roles") == (["note"] if connection.vendor == "postgresql" else [])


def test_a_form_that_is_behind_is_wrong():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core' AND name = '0006_mail_and_invitations'")
    assert "wrong" in verdicts("database")


def test_what_cannot_be_looked_at_is_wrong(monkeypatch):
    def broken(_subject):
        raise OSError("no such disk")
        yield

    monkeypatch.setitem(health.LOOKS, "disk", broken)
    assert verdicts("disk") == ["wrong"]
