"""The ``commonground`` command: its groups, and how errors reach the user."""

from __future__ import annotations

import click

from commonground import __version__
from commonground.cli.build import build
from commonground.cli.bundles import bundle, mirror, reproduce
from commonground.cli.care import backup, doctor, dump, erase, load, mail_bounce, mail_test, restore, verify
from commonground.cli.data import export, import_
from commonground.cli.examinations import audit_build, audit_index
from commonground.cli.files import audit, score
from commonground.cli.progress import plain
from commonground.cli.questionnaires import diff
from commonground.cli.robustness import robustness
from commonground.cli.serving import demo, serve, worker
from commonground.methods.errors import CommongroundError, Problem

STOPPED = 130
TOO_MUCH = Problem(
    code="memory",
    message="There is not enough memory for this.",
    remedy="Ask for fewer runs, or for fewer places and indicators at a time.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commonground")
def commands() -> None:
    """Measure policies by expert-coded indices, and publish every number with its working."""


for command in (demo, serve, worker, import_, audit, score, build, robustness, export, diff):
    commands.add_command(command)
for command in (bundle, mirror, reproduce):
    commands.add_command(command)
for command in (verify, backup, restore, dump, load, doctor, mail_test, mail_bounce, erase):
    commands.add_command(command)
for command in (audit_index, audit_build):
    audit.add_command(command)


def main(arguments: list[str] | None = None) -> int:
    """Run a command. 0 where it did what was asked; 1, with one clear line, where the user has to mend something."""
    try:
        return int(commands.main(arguments, prog_name="commonground", standalone_mode=False) or 0)
    except CommongroundError as error:
        return _refuse(*map(str, error.problems))
    except MemoryError:
        return _refuse(str(TOO_MUCH))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 1
    except click.ClickException as error:
        return _refuse(" ".join(error.format_message().split()))
    except (click.Abort, KeyboardInterrupt):
        _refuse("stopped; nothing half-done was kept")
        return STOPPED


def _refuse(*lines: str) -> int:
    for line in lines:
        click.echo(f"commonground: {plain(line)}", err=True)
    return 1
