"""What is well and what is not with an installation."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from tempfile import NamedTemporaryFile
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from commonground.core.migrations_support import AppendOnly, guarded_tables
from commonground.core.models import WorkerBeat
from commonground.core.queries.mail import outbox_state
from commonground.core.queries.trail import verify

Verdict = Literal["well", "note", "wrong"]
LOW, FULL = 2 << 30, 200 << 20
"""Free bytes below which the disk is noted, and below which it is wrong."""
LATE = timedelta(minutes=15)
SHORT_KEY = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: ``well``, worth a ``note``, or ``wrong``; with what to do about it."""

    subject: str
    verdict: Verdict
    message: str
    remedy: str = ""


def examine() -> tuple[Finding, ...]:
    """Look at everything; what cannot be looked at is wrong itself."""
    found: list[Finding] = []
    for subject, look in LOOKS.items():
        try:
            found += look(subject)
        except (DatabaseError, OSError) as error:
            found.append(_wrong(subject, f"This could not be looked at: {' '.join(str(error).split())[:300]}", ""))
    return tuple(found)


def _well(subject: str, message: str) -> Finding:
    return Finding(subject=subject, verdict="well", message=message)


def _note(subject: str, message: str, remedy: str) -> Finding:
    return Finding(subject=subject, verdict="note", message=message, remedy=remedy)


def _wrong(subject: str, message: str, remedy: str) -> Finding:
    return Finding(subject=subject, verdict="wrong", message=message, remedy=remedy)


def _form(subject: str) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield _wrong(subject, f"{len(plan)} changes of form are missing.", "Start the server or any command once.")
    else:
        yield _well(subject, f"{connection.display_name}, in the newest form.")
    if connection.vendor == "sqlite":
        yield from _sqlite(subject)


def _sqlite(subject: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        whole = cursor.fetchall() == [("ok",)]
        cursor.execute("PRAGMA foreign_key_check")
        loose = len(cursor.fetchall())
    if not whole or loose:
        yield _wrong(subject, f"The file is damaged ({loose} loose keys).", "Restore the last whole backup.")


def kept_tables() -> frozenset[str]:
    """The tables that migrations say are only ever added to."""
    migrations = MigrationLoader(connection).disk_migrations.values()
    return frozenset(
        operation.table for each in migrations for operation in each.operations if isinstance(operation, AppendOnly)
    )


def _triggers(subject: str) -> Iterator[Finding]:
    wanted = kept_tables()
    bare = sorted(wanted - set(guarded_tables(connection)))
    if bare:
        remedy = "Somebody took their triggers off: find out who and why, then restore a backup or migrate anew."
        yield _wrong(subject, f"These tables can be changed: {', '.join(bare)}.", remedy)
    else:
        yield _well(subject, f"{len(wanted)} tables are only ever added to.")


def _trail(subject: str) -> Iterator[Finding]:
    reports = verify()
    faults = [f"{report.name}: {fault.message}" for report in reports for fault in report.faults]
    if faults:
        yield _wrong(subject, "; ".join(faults[:5]), "commonground verify audit lists them all.")
    else:
        entries = sum(report.entries for report in reports)
        yield _well(subject, f"{entries} entries in {len(reports)} chains, all as they were written.")


def _disk(subject: str) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    said = f"{free / (1 << 30):.1f} GiB are free at {settings.HOME}."
    if free < LOW:
        yield (_wrong if free < FULL else _note)(subject, said, "Make room.")
    else:
        yield _well(subject, said)


def _limits(subject: str) -> Iterator[Finding]:
    try:
        settings.COUNTS.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=settings.COUNTS):
            yield _well(subject, "What each address asks for is counted.")
    except OSError:
        remedy = "Let the site's user write there."
        yield _wrong(subject, f"Nothing can be counted in {settings.COUNTS}, so nobody is limited.", remedy)


def _mail(subject: str) -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield _note(
            subject, "No mail server is set; mails are printed and nothing leaves.", "Set COMMONGROUND_MAIL_HOST."
        )
    else:
        yield _well(subject, f"Mails go by {settings.EMAIL_HOST}:{settings.EMAIL_PORT}.")
    state = outbox_state()
    if state.overdue_since and timezone.now() - state.overdue_since > LATE:
        said = f"Mails have been waiting since {state.overdue_since:%Y-%m-%d %H:%M} UTC."
        yield _wrong(subject, said, "Run commonground worker; commonground mail-test ADDRESS tells what is wrong.")
    if failed := state.counts.get("failed", 0):
        yield _note(subject, f"{failed} mails were given up.", "The outbox says why.")


def _work(subject: str) -> Iterator[Finding]:
    last = WorkerBeat.objects.order_by("-at").first()
    if last and timezone.now() - last.at < LATE:
        yield _well(subject, "A worker is at work.")
    else:
        yield _note(subject, "No worker is at work; mails wait for one.", "Run commonground worker.")


def _settings(subject: str) -> Iterator[Finding]:
    key = settings.HOME / "secret_key"
    if len(settings.SECRET_KEY) < SHORT_KEY:
        yield _wrong(subject, "The secret key is short.", "Set a longer one in COMMONGROUND_SECRET_KEY.")
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield _wrong(subject, "Others can read the secret key.", f"chmod 600 {key}")
    if settings.DEBUG:
        yield _wrong(subject, "Errors are shown to everybody.", "Take DEBUG out of the settings.")
    if not settings.HTTPS:
        yield _note(
            subject, f"{settings.SITE_ADDRESS} is not encrypted.", "In public, set COMMONGROUND_ADDRESS=https://…"
        )
    elif not settings.REQUIRE_MFA:
        yield _note(subject, "The team signs in without a second factor.", "Set COMMONGROUND_REQUIRE_MFA=1.")
    else:
        yield _well(subject, f"{settings.SITE_ADDRESS}, with a second factor for the team.")


def _roles(subject: str) -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user")
        role, rules = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND tablename = ANY(%s) "
            "AND schemaname = ANY(current_schemas(false))",
            [sorted(kept_tables())],
        )
        (owned,) = cursor.fetchone()
    if rules or owned:
        why = "is a superuser" if rules else f"owns {owned} of the tables that are only ever added to"
        remedy = "Let the site run as a role that owns nothing: docs/how-to/move-to-postgresql.md."
        yield _note(subject, f"The role {role} {why}, so it could take the triggers off.", remedy)
    else:
        yield _well(subject, f"The role {role} owns none of the tables that are only ever added to.")


LOOKS: dict[str, Callable[[str], Iterator[Finding]]] = {
    "database": _form,
    "triggers": _triggers,
    "audit trail": _trail,
    "roles": _roles,
    "disk": _disk,
    "limits": _limits,
    "mail": _mail,
    "worker": _work,
    "settings": _settings,
}
