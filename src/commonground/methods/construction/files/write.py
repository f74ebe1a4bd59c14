"""Writing the table of every step as CSV, all or none."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from errno import ELOOP
from pathlib import Path

import numpy as np

from commonground.methods.construction.build import STEPS, Build
from commonground.methods.errors import FileError, Problem
from commonground.methods.tables.rows import guard


def write_build(build: Build, folder: Path) -> None:
    """Write ``raw.csv`` and so on, a file for each of ``STEPS``, into ``folder``.

    The first column is ``place``, the second, where there are several, ``period``; then a column for each
    indicator, and in ``aggregated.csv`` for each composite too. Rows stand in the order of codes and periods;
    from ``imputed`` on, places that were screened out have none. Numbers are written at full precision,
    missing ones as nothing.

    The files appear together or not at all. A folder that is there may hold the tables of an earlier build,
    which are replaced; raises FileError where it holds anything else, or cannot be written.
    """
    target = _target(folder)
    try:
        _refuse_strangers(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        # On the same disk as the tables, whatever is mounted there.
        within = target if target.exists() else target.parent
        with tempfile.TemporaryDirectory(prefix=".build-", dir=within) as beside:
            new, old = Path(beside) / "new", Path(beside) / "old"
            new.mkdir()
            for step in STEPS:
                _write(build, step, new / f"{step}.csv")
            _put(new, target, old)
    except OSError as error:
        raise FileError(_unwritten(folder, error)) from None


def _target(folder: Path) -> Path:
    try:
        return folder.resolve()
    except RuntimeError:
        raise FileError(_unwritten(folder, OSError(ELOOP, "its link leads back to itself"))) from None


def _put(new: Path, target: Path, old: Path) -> None:
    """Put the files of ``new`` where ``target`` is; what was there comes back if that fails.

    A folder that is there stays, since it may be the one that somebody stands in.
    """
    if not target.exists():
        new.rename(target)
        return
    old.mkdir()
    try:
        _move(target, old)
        try:
            _move(new, target)
        except BaseException:
            _move(target, new)
            raise
    except BaseException:
        _move(old, target)
        raise


def _move(source: Path, target: Path) -> None:
    for step in STEPS:
        if (source / f"{step}.csv").exists():
            (source / f"{step}.csv").rename(target / f"{step}.csv")


def _refuse_strangers(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise FileError(
            Problem(
                code="file-not-a-folder",
                place=str(target),
                message="This is a file, not a folder.",
                remedy="Name a folder, which may be one that does not exist yet.",
            )
        )
    known = {f"{step}.csv" for step in STEPS}
    strangers = sorted(path.name for path in target.glob("*") if path.name not in known or path.is_dir())
    if strangers:
        raise FileError(
            Problem(
                code="file-folder-used",
                place=str(target),
                message=f'The folder holds other files, such as "{strangers[0]}".',
                remedy="Name an empty folder, one that does not exist yet, or one with an earlier build.",
            )
        )


def _unwritten(folder: Path, error: OSError) -> Problem:
    return Problem(
        code="file-unwritable",
        place=str(folder),
        message=f"The folder cannot be written: {(error.strerror or 'unknown reason').lower()}.",
        remedy="Check the name, the room on the disk, and whether you may write there.",
    )


def _write(build: Build, step: str, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_rows(build, step))


def _rows(build: Build, step: str) -> Iterator[list[str]]:
    hierarchy, data, table = build.spec.hierarchy, build.data, build.tables[step]
    panel = len(data.periods) > 1
    codes = hierarchy.nodes if step == "aggregated" else hierarchy.codes
    yield ["place", *(["period"] if panel else []), *codes]
    all_places = step in {"raw", "denominated"}
    for at in sorted(range(len(data.places)), key=data.places.__getitem__):
        for when, period in enumerate(data.periods):
            if all_places or build.kept[at, when]:
                numbers = ("" if np.isnan(number) else repr(float(number)) for number in table[at, when])
                yield [guard(data.places[at]), *([guard(period)] if panel else []), *numbers]
