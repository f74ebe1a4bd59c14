"""The command that runs an index in files under other assumptions; it needs no database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commonground.cli.limits import RUN_RANGE
from commonground.methods.robustness import (
    Assumption,
    Disagreement,
    FrameworkModel,
    robustness_document,
    robustness_of,
    usual,
)
from commonground.methods.robustness.intervals import LEVEL
from commonground.methods.robustness.table import robustness_table
from commonground.methods.robustness.whole import BASE
from commonground.methods.tables.answers import read_answers
from commonground.methods.tables.framework import read_framework
from commonground.methods.tables.ratings import read_ratings

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("framework", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--runs", default=1000, type=RUN_RANGE, help="How many runs to draw.")
@click.option("--seed", default=1, type=click.IntRange(0), help="What they are drawn from; the same gives the same.")
@click.option("--period", default="", help="The period; the last if left out.")
@click.option("--node", default="", help="The group whose ranks are examined; the headline if left out.")
@click.option("--level", default=LEVEL, type=float, help="The share of runs that an interval holds.")
@click.option("--base", default=BASE, type=RUN_RANGE, help="N of the Sobol design.")
@click.option("--ratings", type=FILE, default=None, help="What several coders answered (CSV or XLSX); varied too.")
@click.option("--json", "as_json", is_flag=True, help="Print a document for programs instead of a table.")
def robustness(
    framework: Path,
    answers: Path,
    *,
    runs: int,
    seed: int,
    period: str,
    node: str,
    level: float,
    base: int,
    ratings: Path | None,
    as_json: bool,
) -> None:
    """Tell how far the ranks in ANSWERS (CSV or XLSX) by FRAMEWORK (YAML) rest on choices of method."""
    file = read_framework(framework)
    read = read_answers(answers, file).answers
    assumptions: tuple[Assumption, ...] = usual(file.framework)
    if ratings:
        coded = read_ratings(ratings, file, read)
        assumptions = (*assumptions, Disagreement.from_coders(coded, seed=seed))
    model = FrameworkModel(
        framework=file.framework,
        answers=read,
        assumptions=assumptions,
        seed=seed,
        period=period,
        node=node,
    )
    found = robustness_of(model, runs=runs, seed=seed, level=level, base=base)
    if as_json:
        named = {"framework": file.framework.code, "version": file.framework.version}
        named |= {"period": model.period, "node": model.node}
        click.echo(json.dumps(named | robustness_document(found), ensure_ascii=False, allow_nan=False))
    else:
        click.echo("\n".join(robustness_table(found)))
