"""An import that is killed leaves nothing behind, and the next one works."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ATLANTIS = Path(__file__).parents[2] / "demo" / "atlantis"
WORDS = ["import", "index", str(ATLANTIS / "framework.yaml"), str(ATLANTIS / "answers.csv"), "--as", "killed"]
TABLES = ("instruments_index", "fieldwork_round", "fieldwork_decision", "scores_edition", "core_place")
KILLED_AT = """
import os, signal, sys
from commonground.cli import main
from commonground.cli.django import start
start()
from commonground.scores.importers import bundles
step = getattr(bundles, sys.argv[1])
def killed(**words):
    step(**words)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(bundles, sys.argv[1], killed)
main(sys.argv[2:])
"""


STOPPED_WHILE_LOADING = """
import builtins
load = builtins.__import__
def stopped(name, *rest):
    if name == "commonground.cli.main":
        raise KeyboardInterrupt
    return load(name, *rest)
builtins.__import__ = stopped
import commonground.cli
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    made = {**{k: v for k, v in os.environ.items() if k != "DATABASE_URL"}, "COMMONGROUND_HOME": str(home)}
    python(made, "-m", "commonground.cli", "export", "scores", "nothing")  # prepares the database
    return made


def python(environment: dict[str, str], *words: str) -> int:
    return subprocess.run([sys.executable, *words], env=environment, check=False, capture_output=True).returncode


def rows(environment: dict[str, str]) -> list[int]:
    with sqlite3.connect(Path(environment["COMMONGROUND_HOME"]) / "commonground.sqlite3") as database:
        return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]  # noqa: S608 -- ours


@pytest.mark.parametrize("step", ["add_questionnaire", "ensure_places", "record_round", "freeze", "compute", "record"])
def test_an_import_killed_after_any_step_leaves_nothing(environment, step):
    assert python(environment, "-c", KILLED_AT, step, *WORDS) == -signal.SIGKILL
    assert rows(environment) == [0] * len(TABLES)


def test_the_next_import_works(environment):
    assert python(environment, "-m", "commonground.cli", *WORDS) == 0
    assert all(rows(environment))


def test_stopped_while_the_libraries_load():
    done = subprocess.run([sys.executable, "-c", STOPPED_WHILE_LOADING], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (130, "commonground: stopped; nothing half-done was kept\n")
