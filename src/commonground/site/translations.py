"""Words in other languages: texts that people edit (.po), compiled for the program (.mo) when they change."""

from __future__ import annotations

import os
from pathlib import Path

SOURCES = Path(__file__).parent / "locale"
OF_REPORTS = frozenset({"de", "es", "it"})
"""Languages that reports are printed in and pages are not: their catalogues hold what a report can print."""


def compiled(folder: Path) -> Path:
    """The folder with every language compiled, for ``LOCALE_PATHS``. What is up to date is left alone."""
    for source in SOURCES.glob("*/LC_MESSAGES/django.po"):
        target = folder / source.relative_to(SOURCES).with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns != source.stat().st_mtime_ns:
            _compile(source, target)
    return folder


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 -- slow import, and seldom needed
    from babel.messages.pofile import read_po  # noqa: PLC0415 -- slow import, and seldom needed

    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    stamp = source.stat().st_mtime_ns
    os.utime(unfinished, ns=(stamp, stamp))
    unfinished.replace(target)
