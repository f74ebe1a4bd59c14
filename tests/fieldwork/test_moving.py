"""A site with a locked round is moved into another database: whole and guarded as before, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from commonground.core.backup import dump, load
from commonground.core.backup.guards import guards
from commonground.core.migrations_support import allow_changes, forbid_changes
from commonground.core.models import AuditEntry, User
from commonground.core.queries.trail import head_of
from commonground.fieldwork.actions import locking
from commonground.fieldwork.models import Assignment, Round, RoundState
from commonground.methods.errors import CommongroundError
from commonground.responses.models import Revision
from commonground.scores.models import Edition
from tests.fieldwork.factories import Harbour, harbour
from tests.support.append_only import lifted
from tests.support.installation import Installation, empty_installation, installation

pytestmark = pytest.mark.django_db(transaction=True)
SQL = (
    "UPDATE fieldwork_period SET code = 'x'",
    "DELETE FROM fieldwork_unit",
    "UPDATE fieldwork_assignment SET state = 'working'",
    "UPDATE fieldwork_decision SET points = 0",
    "DELETE FROM core_audit_entry",
    "UPDATE responses_revision SET comment = 'x'",
    "UPDATE instruments_questionnaire_version SET number = 9",
)


@pytest.fixture
def world() -> Harbour:
    """A locked round: two coders of XA, one of XB, and the decisions that came of their answers."""
    made = harbour()
    made.accepted("ada", "coding")
    made.accepted("pia", "peers")
    made.accepted("bea", "coding", "XB")
    made.in_adjudication()
    locking.lock_round(round_=made.round, by=made.owner)
    made.reload()
    return made


@pytest.fixture
def dumped(world, tmp_path) -> Path:
    """The dump of that world, and the database without it."""
    file = tmp_path / "all.jsonl"
    dump(file=file)
    empty()
    return file


def empty() -> None:
    with lifted():
        Round.objects.update(state=RoundState.PLANNED)
        call_command("flush", interactive=False, verbosity=0)


def end_of(file: Path) -> dict[str, list]:
    """How many rows each table has in a dump, with their hash."""
    return json.loads(file.read_text(encoding="utf-8").splitlines()[-1])["tables"]


def code_of(file: Path) -> str:
    with pytest.raises(CommongroundError) as refused:
        load(file=file)
    (problem,) = refused.value.problems
    return problem.code


def is_untouched() -> bool:
    return not (User.objects.exists() or AuditEntry.objects.exists() or Round.objects.exists())


def test_every_row_of_a_locked_round_is_moved_and_guarded_as_before(world, tmp_path):
    before, head = guards(), head_of(world.round.key)
    dump(file=tmp_path / "a.jsonl")
    empty()
    assert load(file=tmp_path / "a.jsonl").keys() == end_of(tmp_path / "a.jsonl").keys()
    dump(file=tmp_path / "b.jsonl")
    assert end_of(tmp_path / "b.jsonl") == end_of(tmp_path / "a.jsonl")
    assert (Round.objects.get().state, head_of(world.round.key)) == (RoundState.LOCKED, head)
    assert guards() == before
    assert User.objects.create_user("new@example.org").pk > world.owner.pk


@pytest.mark.parametrize("statement", SQL)
def test_what_was_moved_is_refused_as_before(dumped, statement):
    load(file=dumped)
    with (
        pytest.raises(IntegrityError, match=r"round is locked|only ever added|never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nothing_is_loaded_over_something(dumped):
    User.objects.create_user("ada@example.org")
    assert code_of(dumped) == "load-not-empty"
    assert (User.objects.count(), Round.objects.count()) == (1, 0)


def cut(lines: list[str]) -> list[str]:
    return lines[:-1]


def half_a_line(lines: list[str]) -> list[str]:
    return [*lines[:-5], lines[-5][:9]]


def text(_lines: list[str]) -> list[str]:
    return ["no dump"]


def another_form(lines: list[str]) -> list[str]:
    head = json.loads(lines[0])
    return [json.dumps({**head, "migrations": head["migrations"][1:]}), *lines[1:]]


def one_answer(lines: list[str]) -> list[str]:
    return [line.replace('"isles"', '"seas"') for line in lines]


def one_row_less(lines: list[str]) -> list[str]:
    return without_first_row_of("core_audit_entry", lines)


def a_user_less(lines: list[str]) -> list[str]:
    return without_first_row_of("core_user", lines)


def without_first_row_of(table: str, lines: list[str]) -> list[str]:
    at = next(at for at, line in enumerate(lines) if line.startswith(f'{{"table":"{table}",'))
    return lines[: at + 1] + lines[at + 2 :]


def a_row_twice(lines: list[str]) -> list[str]:
    at = next(at for at, line in enumerate(lines) if line.startswith('{"table":"responses_revision"'))
    return [*lines[: at + 2], *lines[at + 1 :]]


def another_table(lines: list[str]) -> list[str]:
    return [line.replace('{"table":"responses_revision"', '{"table":"sqlite_master"') for line in lines]


def no_date(lines: list[str]) -> list[str]:
    return [line.replace("2023-12-31", "soon") for line in lines]


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (cut, "load-damaged"),
        (half_a_line, "load-damaged"),
        (text, "load-damaged"),
        (another_form, "load-other-form"),
        (one_answer, "load-differs"),
        (one_row_less, "load-differs"),
        (a_user_less, "load-refused"),
        (a_row_twice, "load-refused"),
        (another_table, "load-damaged"),
        (no_date, "load-damaged"),
    ],
)
def test_a_dump_that_is_not_as_it_was_written_leaves_nothing_behind(dumped, harm, code):
    before = guards()
    lines = dumped.read_text(encoding="utf-8").splitlines()
    dumped.write_text("\n".join(harm(lines)) + "\n", encoding="utf-8")
    assert code_of(dumped) == code
    assert is_untouched()
    assert guards() == before


def test_a_file_that_is_not_there(tmp_path):
    assert code_of(tmp_path / "none.jsonl") == "backup-not-found"


def test_a_trail_that_was_altered_before_is_not_taken_over(world, tmp_path):
    with lifted("core_audit_entry"):
        AuditEntry.objects.filter(chain=world.round.key, number=2).update(verb="x")
    dump(file=tmp_path / "all.jsonl")
    empty()
    assert code_of(tmp_path / "all.jsonl") == "load-trail"
    assert is_untouched()


def test_a_database_that_does_not_guard_what_is_kept_gets_nothing(dumped):
    allow_changes(connection, "fieldwork_decision")
    try:
        assert code_of(dumped) == "load-guards"
        assert is_untouched()
    finally:
        forbid_changes(connection, "fieldwork_decision")


def test_who_does_not_own_the_tables_is_told_so(dumped):
    """PostgreSQL alone has roles."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE tests_site")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tests_site")
        try:
            for right in ("GRANT USAGE ON SCHEMA public TO", "REVOKE USAGE ON SCHEMA public FROM"):
                cursor.execute(f"{right} PUBLIC")
                cursor.execute("SET ROLE tests_site")
                assert code_of(dumped) == "load-role"
                cursor.execute("RESET ROLE")
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
            cursor.execute("DROP OWNED BY tests_site")
            cursor.execute("DROP ROLE tests_site")
    assert is_untouched()


def carried(source: Installation, target: Installation, file: Path) -> None:
    written, brought = source.command("dump", str(file)), target.command("load", str(file))
    assert (written.returncode, brought.returncode) == (0, 0), written.stderr + brought.stderr
    assert "every table as it was dumped" in brought.stdout
    assert target.command("verify", "audit").stdout == source.command("verify", "audit").stdout


def test_the_commands_move_a_site_to_and_fro_between_the_kinds_of_database(world, tmp_path):
    """From this run's database into SQLite, and from PostgreSQL there and back."""
    first = installation(tmp_path / "first_")
    second = Installation(tmp_path / "second", dict(first.variables))
    second.home.mkdir()
    second.variables["COMMONGROUND_HOME"] = str(second.home)
    second.variables.pop("DATABASE_URL", None)
    carried(first, second, tmp_path / "1.jsonl")
    well = second.command("doctor")
    assert (well.returncode, well.stderr) == (0, "")
    again = second.command("load", str(tmp_path / "1.jsonl"))
    assert (again.returncode, again.stderr.count("\n"), "[load-not-empty]" in again.stderr) == (1, 1, True)
    if connection.vendor == "postgresql":
        with empty_installation(tmp_path / "third") as third:
            carried(second, third, tmp_path / "2.jsonl")
        assert end_of(tmp_path / "2.jsonl") == end_of(tmp_path / "1.jsonl")


def test_a_backup_of_a_locked_round_is_put_back(world, tmp_path):
    with empty_installation(tmp_path / "other") as other:
        place = installation(tmp_path / "home_")
        assert place.command("backup", str(tmp_path / "b.zip")).stderr == ""
        back = other.command("restore", str(tmp_path / "b.zip"))
        assert (back.returncode, back.stderr) == (0, "")
        assert other.command("verify", "audit").stdout == place.command("verify", "audit").stdout
        assert other.command("doctor").returncode == 0
        source = "from commonground.fieldwork.models import Period\nPeriod.objects.update(code='x')"
        assert "the round is locked" in other.run(*other.script(source)).stderr


def test_rows_that_nobody_reads_yet_are_moved_too(dumped):
    """The answers, and the edition that is not published: managers leave it out, a move does not."""
    load(file=dumped)
    assert (Assignment.objects.count(), Revision.objects.count()) == (3, 30)
    assert (Edition.objects.count(), Edition.every.count()) == (0, 1)
