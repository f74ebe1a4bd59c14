"""Commands that write the statistical audit of an index: of an imported one, or of a numeric one in files."""

from __future__ import annotations

from pathlib import Path

import click

from commonground.cli.django import start
from commonground.cli.limits import RUN_RANGE
from commonground.cli.progress import say
from commonground.methods.errors import CommongroundError, Problem

FILE = click.Path(path_type=Path)
OUT = click.option("--out", type=FILE, required=True, help="The report: a name that ends in .html, .pdf or .json.")
RUNS = click.option("--runs", default=1000, type=RUN_RANGE, help="How many runs with other assumptions.")
SEED = click.option("--seed", default=1, type=click.IntRange(0), help="What is drawn follows from it.")
PERIOD = click.option("--period", default="", help="The period to examine.")


@click.command(name="index")
@click.argument("index")
@OUT
@click.option("--edition", type=int, default=None, help="The edition's number; the latest if left out.")
@click.option("--runs", default=None, type=RUN_RANGE, help="How many runs; the edition's own if left out.")
@click.option("--seed", default=None, type=click.IntRange(0), help="The seed; the edition's own if left out.")
@PERIOD
def audit_index(index: str, out: Path, edition: int | None, runs: int | None, seed: int | None, period: str) -> None:
    """Write the statistical audit of INDEX: coverage, coherence, robustness, sensitivity, and what to look at."""
    from commonground.scores.examinations.documents import require_ending, write  # noqa: PLC0415 -- slow import

    require_ending(out)
    start()
    from commonground.scores.examinations.editions import examination  # noqa: PLC0415 -- needs Django set up
    from commonground.scores.exporters import find_edition  # noqa: PLC0415 -- needs Django set up
    from commonground.scores.queries import scorecard  # noqa: PLC0415 -- needs Django set up

    found = find_edition(index, edition)
    require_period(period, scorecard(found).answers.periods)
    say(f"Examining {index}")
    write(examination(found, runs=runs, seed=seed, period=period), out)
    say(f"Wrote {out}")


@click.command(name="build")
@click.argument("spec", type=FILE)
@click.argument("data", type=FILE)
@OUT
@RUNS
@SEED
@PERIOD
def audit_build(spec: Path, data: Path, out: Path, runs: int, seed: int, period: str) -> None:
    """Write the statistical audit of a numeric index built from SPEC (YAML) and DATA (CSV or XLSX)."""
    from commonground.methods.construction import build  # noqa: PLC0415 -- slow import
    from commonground.methods.construction.files import read_data, read_spec  # noqa: PLC0415 -- slow import
    from commonground.methods.examination import examine, subject_of_build, usual_of_build  # noqa: PLC0415 -- slow import
    from commonground.methods.robustness import BuildModel  # noqa: PLC0415 -- slow import
    from commonground.scores.examinations.documents import require_ending, write  # noqa: PLC0415 -- slow import

    require_ending(out)
    file = read_spec(spec)
    values = read_data(data, file)
    require_period(period, values.periods)
    say(f"Examining {file.spec.code}")
    built = build(file.spec, values)
    subject = subject_of_build(built, period=period or values.periods[-1])
    model = BuildModel(spec=file.spec, data=values, assumptions=usual_of_build(built), seed=seed, period=subject.period)
    write(examine(subject, model, runs=runs, seed=seed), out)
    say(f"Wrote {out}")


def require_period(period: str, known: tuple[str, ...]) -> None:
    """Refuse a period that there is not; none named is one to be chosen."""
    if period and period not in known:
        named = ", ".join(filter(None, known))
        raise CommongroundError(
            Problem(
                code="unknown-period",
                message=f'There is no period "{period}".',
                remedy=f"There are: {named}." if named else "Leave it out: the data have no periods.",
            )
        )
