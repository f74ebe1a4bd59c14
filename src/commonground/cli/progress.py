"""Saying what is being done: on a terminal, and never in a pipe."""

from __future__ import annotations

import sys

import click


def say(text: str) -> None:
    """A line about work in progress, to a terminal only."""
    if sys.stderr.isatty():
        click.echo(text, err=True)
