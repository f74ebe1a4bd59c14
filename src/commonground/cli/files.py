"""Commands that read files and need no database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commonground.methods.index import score as score_answers
from commonground.methods.tables.answers import read_answers
from commonground.methods.tables.framework import read_framework
from commonground.methods.tables.scores import scores_csv, scores_document
from commonground.methods.workbooks import audit as audit_reading
from commonground.methods.workbooks import read_mipex
from commonground.methods.workbooks.report import table

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("framework", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print a document for programs instead of CSV.")
def score(framework: Path, answers: Path, *, as_json: bool) -> None:
    """Score ANSWERS (CSV or XLSX) by FRAMEWORK (YAML)."""
    file = read_framework(framework)
    card = score_answers(file.framework, read_answers(answers, file).answers)
    click.echo(json.dumps(scores_document(card), ensure_ascii=False) if as_json else scores_csv(card), nl=as_json)


@click.group()
def audit() -> None:
    """Check a file that publishes figures against its own rule."""


@audit.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print a document for programs instead of a table.")
def mipex(file: Path, *, as_json: bool) -> None:
    """Recompute every published figure of a MIPEX workbook and list what stands out in it."""
    found = audit_reading(read_mipex(file))
    if as_json:
        click.echo(json.dumps(found.document(), ensure_ascii=False))
    else:
        click.echo("\n".join(table(found)))
