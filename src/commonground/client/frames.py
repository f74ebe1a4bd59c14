"""Rows as a data frame, where one can be made."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Literal

Frames = Literal["auto", "rows", "pandas", "polars"]
LIBRARIES = ("pandas", "polars")


def table(row: type, rows: Sequence[Any], frames: Frames) -> Any:  # noqa: ANN401 -- a frame of whichever library
    """``rows`` as ``frames`` says; by itself, the first library that is installed, else the list.

    Raises ``ImportError`` where a library is asked for by name and is not there.
    """
    library = _installed() if frames == "auto" else frames
    if library in {"", "rows"}:
        return list(rows)
    columns = [each.name for each in fields(row)]
    values = {name: [getattr(each, name) for each in rows] for name in columns}
    return importlib.import_module(library).DataFrame(values)


def _installed() -> str:
    return next((name for name in LIBRARIES if importlib.util.find_spec(name) is not None), "")
