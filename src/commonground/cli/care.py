"""Commands that look after an installation: backups, its health, its audit trail, its mail."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from commonground.cli.django import set_up, start
from commonground.cli.progress import say
from commonground.methods.errors import CommongroundError, Problem

FILE = click.Path(path_type=Path)
REPLACE = click.option("--replace", is_flag=True, help="Overwrite what is there.")


@click.command()
@click.argument("file", type=FILE)
@REPLACE
def backup(file: Path, *, replace: bool) -> None:
    """Write the database, the secret key and all files into FILE, while the site runs."""
    set_up()
    from commonground.core.backup import backup as make  # noqa: PLC0415 -- needs Django set up

    say("Copying the database and the files")
    manifest = make(file=file.expanduser(), replace=replace)
    rows = sum(count for count, _hash in manifest.tables.values())
    click.echo(f"{file}: {len(manifest.tables)} tables, {rows} rows, {len(manifest.parts) - 1} files.")
    click.echo("Keep it where others cannot read it: it holds accounts, unpublished answers and the secret key.")


@click.command()
@click.argument("file", type=FILE)
@REPLACE
def restore(file: Path, *, replace: bool) -> None:
    """Put an installation back from FILE. Stop the server first."""
    set_up()
    from commonground.core.backup import restore as put_back  # noqa: PLC0415 -- needs Django set up

    say("Checking the backup and putting it back")
    manifest = put_back(file=file.expanduser(), replace=replace)
    click.echo(f"Restored as of {manifest.made_at}: {len(manifest.tables)} tables, every one as it was backed up.")


@click.command()
@click.argument("file", type=FILE)
@REPLACE
def dump(file: Path, *, replace: bool) -> None:
    """Write all rows of the database into FILE, for `load` into another database. Stop the server first."""
    start()
    from commonground.core.backup import dump as write  # noqa: PLC0415 -- needs Django set up

    say("Writing all rows")
    tables = write(file=file.expanduser(), replace=replace)
    click.echo(f"{file}: {len(tables)} tables, {sum(count for count, _hash in tables.values())} rows.")
    click.echo("Delete it once it is loaded: it holds accounts and unpublished answers.")


@click.command()
@click.argument("file", type=FILE)
def load(file: Path) -> None:
    """Bring the rows of FILE, which `dump` wrote, into an empty database, as the role that owns its tables."""
    start()
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up

    from commonground.core.backup import load as bring_in  # noqa: PLC0415 -- needs Django set up

    say("Bringing all rows in, and comparing them")
    tables = bring_in(file=file.expanduser())
    call_command("update_index", verbosity=0)
    rows = sum(count for count, _hash in tables.values())
    click.echo(f"Loaded: {len(tables)} tables, {rows} rows, every table as it was dumped.")
    click.echo("The audit trail is whole, and the triggers stand and refuse as before.")


@click.command()
def doctor() -> None:
    """Look at the installation, and say what is not well and what to do."""
    set_up()
    from commonground.core.queries.health import examine  # noqa: PLC0415 -- needs Django set up

    findings = examine()
    for each in findings:
        click.echo(f"{each.verdict:5}  {each.subject:11}  {' '.join(filter(None, (each.message, each.remedy)))}")
    if wrong := [each.subject for each in findings if each.verdict == "wrong"]:
        raise CommongroundError(
            Problem(code="doctor", message=f"Not well: {', '.join(wrong)}.", remedy="What to do stands above.")
        )


@click.group()
def verify() -> None:
    """Show that what was written is still what was written."""


@verify.command(name="audit")
@click.argument("round_", metavar="[ROUND]", required=False)
@click.option("--head", default="", help="A head of this chain that you kept elsewhere.")
def verify_audit(round_: str | None, head: str) -> None:
    """Walk the audit trail, of all or of ROUND (INDEX/CODE), and name every entry altered, removed or put in."""
    set_up()
    from commonground.core.queries.trail import has_entry  # noqa: PLC0415 -- needs Django set up
    from commonground.core.queries.trail import verify as walk  # noqa: PLC0415 -- needs Django set up

    chain = None if round_ is None else f"round:{round_.removeprefix('round:')}"
    reports = walk(chain)
    faults = [f"{report.name}: {fault.message}" for report in reports for fault in report.faults]
    if chain is not None and not reports[0].entries and not faults:
        raise CommongroundError(
            Problem(code="verify-unknown", message=f"There is no chain {chain}.", remedy="Name a round as INDEX/CODE.")
        )
    if head and not has_entry(chain=chain or "", head=head):
        faults.append(f"{chain or 'the rest'}: no entry has the hash {head}, so the chain was written anew")
    for report in reports:
        erased = f", {report.erased} personal texts erased" if report.erased else ""
        click.echo(f"{report.name}: {report.entries} entries{erased}, head {report.head}")
    if faults:
        raise CommongroundError(*(_fault(each) for each in faults))


def _fault(message: str) -> Problem:
    return Problem(code="audit-trail", message=f"{message}.", remedy="Compare with a backup.")


@click.command(name="mail-test")
@click.argument("address")
def mail_test(address: str) -> None:
    """Send a mail to ADDRESS now, and say what came of it."""
    start()
    from commonground.core.actions.sending import send_test  # noqa: PLC0415 -- needs Django set up

    click.echo(send_test(address=address))


@click.command(name="mail-bounce")
def mail_bounce() -> None:
    """Take a mail that came back from standard input, as a mail server hands it over."""
    set_up()
    from commonground.core.actions.bounces import BIGGEST, take_bounce  # noqa: PLC0415 -- needs Django set up

    ours = take_bounce(content=sys.stdin.buffer.read(BIGGEST))
    click.echo("It is noted." if ours else "It is not about a mail of ours that failed.")


@click.command(name="erase-person")
@click.argument("address")
@click.option("--yes", is_flag=True, help="Do it without asking.")
def erase(address: str, *, yes: bool) -> None:
    """Take away all that tells who the person with ADDRESS is. What they did stays, and audit chains still hold."""
    set_up()
    from commonground.core.actions.accounts import erase_person  # noqa: PLC0415 -- needs Django set up
    from commonground.core.queries.accounts import person_at  # noqa: PLC0415 -- needs Django set up

    person = person_at(address)
    if not yes:
        click.confirm(f"Erase {person} for good?", abort=True)
    erase_person(person=person, by=None)
    click.echo(f"Erased. What they did stands under the key {person.key}.")
