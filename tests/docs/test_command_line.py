"""The page of the command line has every command with its arguments and options, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from commonground.cli.main import commands
from tests.docs.pages import text

SECTIONS = dict(
    re.findall(
        r"^## `commonground ([^`]+)`\n(.*?)(?=^## |\Z)", text("reference/command-line.md"), re.MULTILINE | re.DOTALL
    )
)


def walk(group: click.Group, *names: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from walk(command, *names, name)
        else:
            yield " ".join((*names, name)), command


def heading(name: str, command: click.Command) -> str:
    arguments = [
        each.make_metavar(click.Context(command)) for each in command.params if isinstance(each, click.Argument)
    ]
    return " ".join((name, *arguments))


COMMANDS = {heading(name, command): command for name, command in walk(commands)}


def test_every_command_has_its_section_in_the_same_words():
    assert set(SECTIONS) == set(COMMANDS)


def options(command: click.Command) -> dict[str, click.Option]:
    """Options by what click's own help calls them, except ``--help``."""
    context = click.Context(command)
    return {each.get_help_record(context)[0]: each for each in command.params if isinstance(each, click.Option)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_its_row_with_its_default(name):
    rows = re.findall(r"^\| `(--[^`]+)` \| ([^|]*) \|", SECTIONS[name].replace("\\|", "¦"), re.MULTILINE)
    stated = {row.replace("¦", "|"): default for row, default in rows}
    known = options(COMMANDS[name])
    assert list(stated) == list(known)
    for row, each in known.items():
        if each.default and not each.is_flag and not each.required:
            assert stated[row].startswith(str(each.default))
