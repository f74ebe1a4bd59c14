"""A backup holds everything as it was at one moment; it is put back whole, checked by hash, or not at all."""

from __future__ import annotations

import json
import os
import stat
import zipfile

import pytest
from django.db import connection

from commonground.core.actions.audit import record
from tests.support.installation import empty_installation, installation
from tests.support.teams import team

pytestmark = pytest.mark.django_db(transaction=True)
ERASE = """
from django.db import connection
with connection.cursor() as c: c.execute("DELETE FROM core_place_membership")
"""


@pytest.fixture
def place(tmp_path):
    team("ports", "Ports")
    record(by=None, verb="v", subject="s", detail={"text": "“é”"})
    found = installation(tmp_path / "home")
    (found.home / "secret_key").write_text("a secret key of this installation", encoding="ascii")
    copies = found.home / "media" / "copies"
    copies.mkdir(parents=True)
    (copies / "law.pdf").write_bytes(os.urandom(3000))
    bundles = found.home / "bundles" / "ports"
    bundles.mkdir(parents=True)
    for name in ("ports-1-0123456789abcdef.zip", ".ports-1-fedcba9876543210.zip.unfinished"):
        (bundles / name).write_bytes(b"open data")
    return found


@pytest.fixture
def other(tmp_path, place):
    """An empty installation of the same kind."""
    with empty_installation(tmp_path / "other") as found:
        yield found


def scores(place) -> str:
    return place.command("export", "scores", "ports").stdout


def test_what_was_backed_up_is_put_back_by_hash(place, other, tmp_path):
    file = tmp_path / "b.zip"
    made = place.command("backup", str(file))
    assert (made.returncode, made.stderr) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    back = other.command("restore", str(file))
    assert (back.returncode, back.stderr) == (0, "")
    assert "every one as it was backed up" in back.stdout
    assert scores(other) == scores(place) != ""
    for name in ("secret_key", "media/copies/law.pdf", "bundles/ports/ports-1-0123456789abcdef.zip"):
        assert (other.home / name).read_bytes() == (place.home / name).read_bytes()
    assert len(list((other.home / "bundles").rglob("*.zip*"))) == 1
    well = other.command("doctor")
    assert (well.returncode, well.stderr) == (0, "")
    assert other.command("verify", "audit").stdout == place.command("verify", "audit").stdout
    second = tmp_path / "again.zip"
    other.command("backup", str(second))
    assert tables(second) == tables(file)


def tables(file) -> dict[str, object]:
    return json.loads(zipfile.ZipFile(file).read("manifest.json"))["tables"]


def test_nothing_is_overwritten_unless_one_says_so(place, tmp_path):
    file = tmp_path / "b.zip"
    place.command("backup", str(file))
    assert "[backup-exists]" in place.command("backup", str(file)).stderr
    assert place.command("backup", str(file), "--replace").returncode == 0
    assert "[restore-not-empty]" in place.command("restore", str(file)).stderr
    before = scores(place)
    place.run(*place.script(ERASE))
    (place.home / "media" / "later.txt").write_text("later")
    assert place.command("restore", str(file), "--replace").returncode == 0
    assert scores(place) == before
    assert not (place.home / "media" / "later.txt").exists()
    assert len(list(place.home.glob("media.before-*/later.txt"))) == 1
    assert place.command("restore", str(file), "--replace").returncode == 0
    assert scores(place) == before


@pytest.fixture(autouse=True)
def _one_schema():
    """What a restore lays aside on PostgreSQL is taken away after the test."""
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'public_before_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP SCHEMA {name} CASCADE")


def test_a_damaged_backup_is_refused_and_touches_nothing(place, other, tmp_path):
    file = tmp_path / "b.zip"
    place.command("backup", str(file))
    for harm in ("cut", "text", "part", "manifest", "outside"):
        bad = tmp_path / f"{harm}.zip"
        damage(file, bad, harm)
        refused = other.command("restore", str(bad))
        assert (refused.returncode, "[backup-damaged]" in refused.stderr) == (1, True), harm
        assert not (other.home / "media").exists(), harm
        assert not (tmp_path / "thief").exists(), harm


def damage(file, bad, harm) -> None:
    if harm in {"cut", "text"}:
        content = file.read_bytes()
        bad.write_bytes(content[: len(content) // 2] if harm == "cut" else b"no backup")
        return
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if harm == "part" and name.endswith("law.pdf"):
                content = bytes(len(content))
            if harm == "manifest" and name == "manifest.json":
                content = b"{}"
            if harm == "outside" and name == "manifest.json":
                said = json.loads(content)
                said["parts"]["files/../../thief"] = said["parts"]["files/secret_key"]
                content = json.dumps(said).encode()
            target.writestr(name, content)


def test_a_file_that_is_not_there_and_a_folder_that_is_not_there(place, tmp_path):
    assert "[backup-not-found]" in place.command("restore", str(tmp_path / "none.zip")).stderr
    assert "[backup-folder]" in place.command("backup", str(tmp_path / "none" / "b.zip")).stderr


def test_a_backup_of_another_kind_of_database_is_refused(place, tmp_path):
    file = tmp_path / "b.zip"
    place.command("backup", str(file))
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            said = source.read(name)
            target.writestr(
                name, said.replace(f'"{connection.vendor}"'.encode(), b'"oracle"') if name.endswith("json") else said
            )
    assert "[restore-other-database]" in place.command("restore", str(bad), "--replace").stderr


def test_without_its_programs_postgresql_is_not_copied_and_that_is_said(place, tmp_path):
    if connection.vendor != "postgresql":
        return
    place.variables["PATH"] = str(tmp_path)
    assert "[backup-no-program]" in place.command("backup", str(tmp_path / "b.zip")).stderr
