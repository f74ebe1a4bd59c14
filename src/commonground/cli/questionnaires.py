"""Commands for questionnaires: in, out, and two of them side by side."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import click

from commonground.cli.data import export, import_
from commonground.cli.django import start
from commonground.methods.questionnaires import Questionnaire
from commonground.methods.questionnaires.compare import Difference, compare
from commonground.methods.questionnaires.files import read_questionnaire

ENDINGS = {".xlsx": "xlsform", ".docx": "docx", ".pdf": "pdf"}
VERSION = re.compile(r"(?P<index>[a-z0-9-]+)(?:@(?P<number>\d+))?")


@import_.command(name="questionnaire")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--index", "code", required=True, help="The index's name in addresses; made where there is none.")
def import_one(file: Path, code: str) -> None:
    """Import a questionnaire (XLSForm, YAML, or the handbook's CSV) as a draft of an index."""
    start()
    from commonground.instruments.importers import import_questionnaire  # noqa: PLC0415 -- needs Django set up

    done = import_questionnaire(file=file, index=code)
    version = done.version
    click.echo(f"{version.index.code}, questionnaire {version.number} ({version.state}): {done.questions} questions")
    click.echo(f"languages: {', '.join(version.languages)}; answerable here: {done.answerable}")
    kept = Counter(remark.message for remark in done.remarks if remark.code == "xlsform-kept")
    for message, count in kept.items():
        click.echo(f"{count} x {message}")
    for remark in done.remarks:
        if remark.code != "xlsform-kept":
            click.echo(str(remark))


@import_.command(name="framework")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--index", "code", required=True, help="The index's name in addresses.")
@click.option("--number", type=int, default=None, help="The questionnaire's number; the newest if left out.")
@click.option("--dry-run", is_flag=True, help="Say what it would be, and keep nothing.")
def import_scoring(file: Path, code: str, number: int | None, *, dry_run: bool) -> None:
    """Import a scoring framework (YAML) for a questionnaire that the index has."""
    start()
    from commonground.instruments.importers import import_framework  # noqa: PLC0415 -- needs Django set up

    done = import_framework(file=file, index=code, number=number, dry_run=dry_run)
    kept = f"framework {done.version.number}" if done.version else "dry run, nothing was kept"
    parts = f"{len(done.framework.questions)} questions in {len(done.framework.areas)} areas"
    click.echo(f"{code}, questionnaire {done.questionnaire.number}: {parts}; {kept}")


@export.command(name="questionnaire")
@click.argument("index")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "xlsform", "docx", "pdf"]),
    default=None,
    help="What it becomes; by the ending of --out if left out, else YAML.",
)
@click.option("--language", default=None, help="For Word and PDF: one of its languages; the first if left out.")
@click.option("--number", type=int, default=None, help="The version's number; the newest if left out.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file to write.")
def export_one(index: str, form: str | None, language: str | None, number: int | None, out: Path | None) -> None:
    """Write a questionnaire of INDEX as YAML, an XLSForm (.xlsx), a Word document (.docx) or a PDF."""
    start()
    from commonground.instruments.exporters import export_questionnaire  # noqa: PLC0415 -- needs Django set up

    wanted = form or ENDINGS.get(out.suffix.lower() if out else "", "yaml")
    content = export_questionnaire(index=index, number=number, form=wanted, language=language)
    if out is None:
        click.echo(content, nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from None


@click.group()
def diff() -> None:
    """Put two things side by side and say what differs."""


@diff.command()
@click.argument("before")
@click.argument("after")
def questionnaires(before: str, after: str) -> None:
    """Compare BEFORE and AFTER: files, or versions as INDEX or INDEX@NUMBER. Needs no database for files."""
    click.echo("\n".join(lines(compare(questionnaire(before), questionnaire(after)))))


def questionnaire(named: str) -> Questionnaire:
    """The questionnaire in a file, or the version of an index."""
    match = VERSION.fullmatch(named)
    if match is None or Path(named).is_file():
        return read_questionnaire(Path(named)).questionnaire
    start()
    from commonground.instruments.queries.questionnaires import find_version  # noqa: PLC0415 -- needs Django set up

    return find_version(match["index"], int(match["number"]) if match["number"] else None).questionnaire()


def lines(difference: Difference) -> list[str]:
    """The difference for reading: how much of what, then each in turn."""
    said = [", ".join(f"{count} {kind}" for kind, count in difference.kinds.items())]
    for link in difference.links:
        if link.kind != "identical" or link.before != link.after:
            mapped = ", ".join(f"{old}={new}" for old, new in link.options.items() if old != new)
            ends = "the series goes on" if link.goes_on else "the series ends"
            why = "; ".join(filter(None, (link.reason, mapped, ends)))
            said.append(f"{link.kind}: {' + '.join(link.before)} -> {' + '.join(link.after)} ({why})")
    said += [f"removed: {code}" for code in difference.removed]
    said += [f"added: {code}" for code in difference.added]
    said += [f"same words in another section, not linked: {old} / {new}" for old, new in difference.elsewhere]
    return said
