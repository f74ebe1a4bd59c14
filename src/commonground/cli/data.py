"""Commands that bring indices in and take scores out."""

from __future__ import annotations

from pathlib import Path

import click

from commonground.cli.django import start
from commonground.cli.progress import say

FILE = click.Path(path_type=Path)
LICENCE = click.option("--licence", default="", help="The licence you publish it under; without one it stays private.")
COMMENTS = click.option(
    "--comments",
    type=click.Choice(["undecided", "publish", "withhold"]),
    default="undecided",
    help="What happens to the experts' comments.",
)
CODE = click.option("--as", "code", default="", help="The index's name in addresses.")


@click.group(name="import")
def import_() -> None:
    """Bring an index in from files."""


@import_.command()
@click.argument("file", type=FILE)
@CODE
@LICENCE
@COMMENTS
def mipex(file: Path, code: str, licence: str, comments: str) -> None:
    """Import an official MIPEX workbook. It stays private until a licence and a comments policy are stated."""
    start()
    from commonground.scores.importers import Terms, report  # noqa: PLC0415 -- needs Django set up
    from commonground.scores.importers.workbooks import import_mipex  # noqa: PLC0415 -- needs Django set up

    terms = Terms(licence=licence, comments=comments)
    click.echo("\n".join(report(import_mipex(path=file, code=code, terms=terms, progress=say))))


@import_.command()
@click.argument("framework", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--published", type=FILE, default=None, help="Figures published elsewhere, for the audit (CSV).")
@CODE
@LICENCE
@COMMENTS
def index(framework: Path, answers: Path, published: Path | None, code: str, licence: str, comments: str) -> None:
    """Import an index from FRAMEWORK (YAML) and ANSWERS (CSV or XLSX)."""
    start()
    from commonground.scores.importers import Terms, report  # noqa: PLC0415 -- needs Django set up
    from commonground.scores.importers.tables import import_index  # noqa: PLC0415 -- needs Django set up

    terms = Terms(licence=licence, comments=comments)
    done = import_index(framework=framework, answers=answers, published=published, code=code, terms=terms, progress=say)
    click.echo("\n".join(report(done)))


@click.group()
def export() -> None:
    """Take data out."""


@export.command()
@click.argument("index")
@click.option("--edition", type=int, default=None, help="The edition's number; the latest if left out.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
def scores(index: str, edition: int | None, form: str) -> None:
    """Print the scores of INDEX: groups and questions, one line a place, period and node."""
    start()
    from commonground.scores.exporters import export_scores  # noqa: PLC0415 -- needs Django set up

    click.echo(export_scores(index=index, number=edition, form=form), nl=False)
