"""The command line: each command is one call of a function."""

import sys

try:
    from commonground.cli.main import main
except KeyboardInterrupt:  # while the libraries load, before any command could say so
    sys.stderr.write("commonground: stopped; nothing half-done was kept\n")
    sys.exit(130)

__all__ = ["main"]
