"""Several processes write to the same chains at once: every entry stands, each has its number, every chain holds."""

from __future__ import annotations

import pytest

from tests.support.installation import installation

WRITE = """
from commonground.core.actions.audit import record
for n in range(25):
    record(by=None, verb="write", subject=f"thing:{n}", detail={"n": n}, chain=("", "round:a/1", "round:b/1")[n % 3])
"""


@pytest.mark.django_db(transaction=True)
def test_four_writers_lose_and_break_nothing(tmp_path):
    place = installation(tmp_path / "home")
    writers = [place.start(*place.script(WRITE)) for _ in range(4)]
    assert [(writer.communicate(timeout=600)[1], writer.returncode) for writer in writers] == [("", 0)] * 4
    found = place.command("verify", "audit")
    assert (found.returncode, found.stderr) == (0, "")
    counts = {
        line.split(":")[0] if line.startswith("the") else line.rsplit(":", 1)[0]: line
        for line in found.stdout.splitlines()
    }
    assert counts["the rest"].startswith("the rest: 38 entries")  # 36, and the beginnings of two chains
    assert counts["round:a/1"].startswith("round:a/1: 32 entries")
    assert counts["round:b/1"].startswith("round:b/1: 32 entries")
    one = place.command("verify", "audit", "a/1")
    assert one.stdout.startswith("round:a/1: 32 entries")
    head = one.stdout.split()[-1]
    assert place.command("verify", "audit", "a/1", "--head", head).returncode == 0
    assert "written anew" in place.command("verify", "audit", "a/1", "--head", "0" * 64).stderr
    assert "[verify-unknown]" in place.command("verify", "audit", "none/1").stderr
