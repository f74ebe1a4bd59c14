"""Commands that bring indices in and take scores out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from commonground.cli.django import start
from commonground.cli.progress import say
from commonground.methods.audit import Audit
from commonground.methods.tables import audit_index, read_index
from commonground.methods.tables.address import check_address
from commonground.methods.tables.bundle import IndexBundle, Source
from commonground.methods.tables.files import fingerprint
from commonground.methods.workbooks import audit as audit_reading
from commonground.methods.workbooks import read_mipex

FILE = click.Path(path_type=Path)
LICENCE = click.option("--licence", default="", help="The licence you publish it under; without one it stays private.")
COMMENTS = click.option(
    "--comments",
    type=click.Choice(["undecided", "publish", "withhold"]),
    default="undecided",
    help="What happens to the experts' comments.",
)


def address(_context: click.Context, _parameter: click.Parameter, code: str) -> str:
    """The name given to an index, refused before any work is done where no address can hold it."""
    if code:
        check_address(code)
    return code


CODE = click.option("--as", "code", default="", callback=address, help="The index's name in addresses.")


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
    bring_in(*read_workbook(file), code=code, licence=licence, comments=comments)


@import_.command()
@click.argument("framework", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--published", type=FILE, default=None, help="Figures published elsewhere, for the audit (CSV).")
@CODE
@LICENCE
@COMMENTS
def index(framework: Path, answers: Path, published: Path | None, code: str, licence: str, comments: str) -> None:
    """Import an index from FRAMEWORK (YAML) and ANSWERS (CSV or XLSX)."""
    bring_in(*read_files(framework, answers, published), code=code, licence=licence, comments=comments)


@import_.command()
@click.argument("spec", type=FILE)
@click.argument("data", type=FILE)
@CODE
@click.option("--edition", default="", help="What this edition is called; the specification's version if left out.")
@click.option("--period", default="", help="What the data's one period is called where they name none.")
@click.option("--title", default="", help="The index's title; the specification's if left out.")
@click.option("--summary", default="", help="What the index is about, in a sentence.")
@click.option("--fictional", is_flag=True, help="Say on every page that places and figures are invented.")
@LICENCE
def numeric(spec: Path, data: Path, *, code: str, edition: str, period: str, **more: str | bool) -> None:
    """Import a numeric index from SPEC (YAML) and DATA (CSV or XLSX): settings of every step, and values."""
    from commonground.methods.construction import build  # noqa: PLC0415 -- slow import
    from commonground.methods.construction.files import read_data, read_spec  # noqa: PLC0415 -- slow import

    say(f"Reading {spec.name} and {data.name}")
    file = read_spec(spec)
    values = read_data(data, file)
    build(file.spec, values)
    start()
    from commonground.scores.importers import import_numeric, numeric_index, report  # noqa: PLC0415 -- needs Django set up

    found = numeric_index(
        spec=file.spec,
        data=values,
        source=Source(name=f"{spec.name}, {data.name}", sha256=fingerprint((spec, data))),
        code=code,
        label=edition,
        period=period,
        **more,
    )
    done = import_numeric(index=found, progress=say)
    make_open_data(done.edition.pk)
    click.echo("\n".join(report(done)))


def read_workbook(file: Path) -> tuple[IndexBundle, Audit]:
    """An official workbook, read and audited before any database is touched."""
    say(f"Reading {file.name}")
    reading = read_mipex(file)
    say("Auditing every published figure")
    return reading.bundle, audit_reading(reading)


def read_files(framework: Path, answers: Path, published: Path | None) -> tuple[IndexBundle, Audit]:
    """An index in our own files, read and audited before any database is touched."""
    say(f"Reading {framework.name} and {answers.name}")
    bundle = read_index(framework, answers, published, strict=False)
    return bundle, audit_index(bundle)


def bring_in(
    bundle: IndexBundle, found: Audit, *, code: str = "", licence: str = "", comments: str = "undecided"
) -> None:
    """Import what was read, under ``code`` or its own name, and say what it came to."""
    start()
    from commonground.scores.importers import Terms, import_bundle, report  # noqa: PLC0415 -- needs Django set up

    done = import_bundle(
        bundle=replace(bundle, code=code or bundle.code),
        audit=found,
        terms=Terms(licence=licence, comments=comments),
        progress=say,
    )
    make_open_data(done.edition.pk)
    click.echo("\n".join(report(done)))


def make_open_data(edition: int) -> None:
    """Make what the first reader would wait for. Where that fails, the import stands."""
    from commonground.publishing.actions.bundles import make_bundle  # noqa: PLC0415 -- needs Django set up

    say("open data")
    try:
        make_bundle.call(edition)
    except OSError as error:
        told = f"The open data could not be written ({error.strerror}); they are made when somebody asks for them."
        click.echo(told, err=True)


@click.group()
def export() -> None:
    """Take data out."""


@export.command()
@click.argument("index")
@click.option("--edition", type=int, default=None, help="The edition's number; the latest if left out.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", help="CSV for tables, JSON.")
def scores(index: str, edition: int | None, form: str) -> None:
    """Print the scores of INDEX: groups and questions, one line a place, period and node."""
    start()
    from commonground.scores.exporters import export_scores  # noqa: PLC0415 -- needs Django set up

    click.echo(export_scores(index=index, number=edition, form=form), nl=False)
