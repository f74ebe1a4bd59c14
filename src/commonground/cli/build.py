"""The command that builds a numeric index from files."""

from __future__ import annotations

from pathlib import Path

import click

from commonground.cli.progress import say

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("spec", type=FILE)
@click.argument("data", type=FILE)
@click.option("--out", "folder", type=FILE, required=True, help="The folder for the table of every step.")
def build(spec: Path, data: Path, folder: Path) -> None:
    """Build a numeric index from SPEC (YAML) and DATA (CSV or XLSX), and write the table of every step."""
    from commonground.methods.construction import build as build_index  # noqa: PLC0415 -- slow import
    from commonground.methods.construction.files import read_data, read_spec, write_build  # noqa: PLC0415 -- slow import

    file = read_spec(spec)
    built = build_index(file.spec, read_data(data, file))
    write_build(built, folder)
    say(f"Wrote the tables of {file.spec.code} to {folder}")
