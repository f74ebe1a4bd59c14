"""How often Python seeks garbage, in servers and in commands."""

from __future__ import annotations

import gc


def seek_garbage_seldom() -> None:
    """Leave out what is loaded by now, and search less often.

    Were everything searched every few requests, as by default, readers would wait for a third of a second; bringing a
    new database to its form would take a quarter longer.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
