"""Numeric indices as files: the specification in YAML, the data as a table, the steps as CSV."""

from __future__ import annotations

from commonground.methods.construction.files.data import read_data
from commonground.methods.construction.files.spec import Columns, SpecFile, read_spec
from commonground.methods.construction.files.write import write_build

__all__ = ["Columns", "SpecFile", "read_data", "read_spec", "write_build"]
