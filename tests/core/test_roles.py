"""The set-up with two roles that the documentation shows: the role that serves pages cannot take the guards off."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, connection, transaction

from commonground.core.queries.health import examine, kept_tables
from commonground.responses.models import Revision
from tests.docs.pages import text
from tests.fieldwork.factories import harbour, say

pytestmark = pytest.mark.django_db
SITE = "commonground_site"
REFUSED = r"must be owner|permission denied|only ever added|round is locked"


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def documented() -> list[str]:
    """The statements of the how-to, for whoever owns the tables here."""
    page = text("how-to/move-to-postgresql.md")
    written = re.search(r"```sql\n(.*?)```", page, re.DOTALL)[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    return [each.strip().replace("ROLE owner", f'ROLE "{owner}"') for each in written.split(";") if each.strip()]


@pytest.fixture
def site():
    """A round with an answer, and from then on the role of the site. PostgreSQL alone has roles."""
    if connection.vendor != "postgresql":
        return None
    made = harbour()
    made.part = made.agreed("ada", "coding")
    say(made.part, "A1", "50", by=made.user("ada"))
    run(*documented(), f"SET LOCAL ROLE {SITE}")
    return made


def test_the_site_works_as_before(site):
    if site is None:
        return
    say(site.part, "A1", "100", by=site.user("ada"))
    say(site.agreed("bob", "peers"), "A1", "0", by=site.user("bob"))
    assert Revision.objects.count() == 3
    assert [each.verdict for each in examine() if each.subject == "roles"] == ["well"]


def test_no_guard_is_taken_off(site):
    if site is None:
        return
    for table in sorted(kept_tables()):
        for statement in (
            f"TRUNCATE {table}",
            f"TRUNCATE {table} CASCADE",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"ALTER TABLE {table} ADD COLUMN more text",
            f"DROP TRIGGER kept_{table}_update ON {table}",
            f"DROP TABLE {table} CASCADE",
            f"CREATE OR REPLACE RULE quiet AS ON INSERT TO {table} DO INSTEAD NOTHING",
        ):
            with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
                run(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE responses_revision SET value = '\"0\"'",
        "DELETE FROM responses_revision",
        "UPDATE core_audit_entry SET verb = 'x'",
        "DELETE FROM core_audit_entry",
        "SET session_replication_role = replica",
        "DROP FUNCTION kept_rows() CASCADE",
        "CREATE OR REPLACE FUNCTION kept_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "DROP SCHEMA public CASCADE",
        "CREATE TABLE more (id integer)",
    ],
)
def test_nothing_else_gets_round_them(site, statement):
    if site is None:
        return
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        run(statement)
