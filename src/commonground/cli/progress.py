"""Saying what is being done: on a terminal, and never in a pipe."""

from __future__ import annotations

import sys
import unicodedata

import click

JOINERS = "\u00ad\u200c\u200d"
"""Signs that are not seen and belong to words."""


def say(text: str) -> None:
    """A line about work in progress, to a terminal only."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def plain(text: str) -> str:
    """A line as a terminal prints it: what a file says moves no cursor, ends no line and turns no letters round."""
    hidden = {"Cc", "Cf", "Zl", "Zp"}
    return "".join(" " if unicodedata.category(sign) in hidden and sign not in JOINERS else sign for sign in text)
