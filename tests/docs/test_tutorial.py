"""The tutorials work as written: their files are saved, commands run and outputs compared, in order."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import REPOSITORY, text

pytestmark = pytest.mark.long
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
    example = doctest.DocTestParser().get_doctest(block, names, "the tutorial", None, 0)
    said: list[str] = []
    doctest.DocTestRunner().run(example, out=said.append, clear_globs=False)
    names.update(example.globs)
    assert not said, "".join(said)


def works(page: str, folder: Path) -> None:
    names: dict[str, object] = {}
    blocks = BLOCK.findall(text(f"tutorial/{page}"))
    assert blocks
    for language, file, block in blocks:
        if file:
            (folder / file).write_text(block)
        elif language == "console":
            console(block)
        elif language == "pycon":
            python(block, names)
        else:
            assert language in {"r", "yaml"}


def test_every_block_of_the_first_index_works_in_order(folder):
    works("first-index.md", folder)


def test_every_block_of_the_numeric_index_works_in_order(folder, shared_data):
    shutil.copy(shared_data / "coinr/asem_input.csv", folder)
    shutil.copy(REPOSITORY / "examples/asem.yaml", folder)
    works("numeric-index.md", folder)
    shown = re.search(r"^```yaml\n(.*?)^```$", text("tutorial/numeric-index.md"), re.MULTILINE | re.DOTALL)
    without_remarks = re.sub(r"^ *#.*\n", "", (folder / "asem.yaml").read_text(), flags=re.MULTILINE)
    assert shown
    assert shown[1] in without_remarks
