"""Commands that take an edition away: into one file, which another computes anew, or into a folder of pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from commonground.cli.django import start
from commonground.cli.progress import plain, say
from commonground.publishing.bundles import Reproduction
from commonground.publishing.bundles import reproduce as reproduce_bundle

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("edition")
@click.option("--out", type=FILE, required=True, help="The file to write, a name that ends in .zip.")
def bundle(edition: str, out: Path) -> None:
    """Write the open data of EDITION (INDEX, or INDEX@NUMBER) into one file. Private indices included."""
    start()
    from commonground.publishing.exporters.bundles import export_bundle  # noqa: PLC0415 -- needs Django set up

    say(f"Writing {edition}")
    made = export_bundle(edition=edition, out=out.expanduser())
    click.echo(f"{out}: {made.files} files, {made.size} bytes, sha256 {made.sha256}")


@click.command()
@click.argument("edition")
@click.argument("folder", metavar="DIR", type=FILE)
@click.option(
    "--language", type=click.Choice(["en-gb", "fr", "ar"]), default="en-gb", help="The language of the pages."
)
@click.option("--one-period", is_flag=True, help="The default period only; links to others lead to the site.")
def mirror(edition: str, folder: Path, language: str, *, one_period: bool) -> None:
    """Write every public page and file of EDITION (INDEX, or INDEX@NUMBER) into DIR, for any file server."""
    start()
    from commonground.publishing.exporters.bundles import opened_by_name  # noqa: PLC0415 -- needs Django set up
    from commonground.publishing.mirrors import mirror as write  # noqa: PLC0415 -- needs Django set up

    name = opened_by_name(edition).info.pinned
    period = "" if one_period else None
    made = write(name=name, folder=folder.expanduser(), language=language, period=period, say=say)
    click.echo(f"{folder}: {made.files} files, {made.size} bytes. Open index.html.")


@click.command()
@click.argument("file", metavar="BUNDLE", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print a document for programs instead of words.")
def reproduce(file: Path, *, as_json: bool) -> None:
    """Check BUNDLE and compute every number in it anew. Needs no database and writes nothing."""
    say("Checking the files and computing every number")
    found = reproduce_bundle(file.expanduser())
    click.echo(json.dumps(asdict(found)) if as_json else "\n".join(map(plain, _told(found))))


def _told(found: Reproduction) -> list[str]:
    results = "the same" if found.same_results else "not the same, by rounding alone"
    lines = [
        f"{found.name}: {found.title}",
        f"Files: {found.files}, every one as it was written.",
        f"Inputs: the same, calculation hash {found.calculation_hash}",
        f"Scores: {found.scores} computed anew, largest difference {found.score_difference:.3g}.",
    ]
    if found.runs:
        lines.append(
            f"Intervals: {found.intervals} computed anew from {found.runs} runs, "
            f"largest difference {found.interval_difference:.3g}."
        )
    return [*lines, f"Results: hash {results}, {found.results_hash}", "Reproduced."]
