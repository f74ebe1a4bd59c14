"""The command line: each command is one call of a function."""

from commonground.cli.main import main

__all__ = ["main"]
