"""The tutorial works as written: its files are saved, its commands run and its outputs compared, in order."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import text

BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with an installation of its own, and the commands within reach."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path / "var"))
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def console(block: str) -> None:
    for command, expected in COMMAND.findall(block):
        said = subprocess.run(f"({command}) 2>&1", shell=True, stdout=subprocess.PIPE, text=True, check=False).stdout  # noqa: S602 -- as a reader types it
        assert said == expected, f"$ {command}"


def python(block: str, names: dict[str, object]) -> None:
    example = doctest.DocTestParser().get_doctest(block, names, "the tutorial", "first-index.md", 0)
    said: list[str] = []
    doctest.DocTestRunner().run(example, out=said.append, clear_globs=False)
    names.update(example.globs)
    assert not said, "".join(said)


def test_every_block_works_in_order(folder):
    names: dict[str, object] = {}
    blocks = BLOCK.findall(text("tutorial/first-index.md"))
    assert blocks
    for language, file, block in blocks:
        if file:
            (folder / file).write_text(block)
        elif language == "console":
            console(block)
        else:
            assert language == "pycon"
            python(block, names)
