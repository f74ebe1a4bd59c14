"""Bringing the catalogues of translations up to date with the code: ``python -m commonground.site.messages``.

A tool of developers. It needs no program of GNU gettext: Django turns templates into something that Babel reads.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from commonground.site.translations import OF_REPORTS, SOURCES

ROOT = Path(__file__).parents[1]
FUNCTIONS = {
    "_": None,
    "Sentence": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Found = tuple[str | tuple[str, ...], str | None, bool]
PRINTED = (
    "publishing/display.py",
    "publishing/explorer/findings.py",
    "publishing/explorer/mapped.py",
    "publishing/explorer/moves.py",
    "publishing/explorer/rankings.py",
    "publishing/explorer/scope.py",
    "publishing/queries/findings.py",
    "publishing/queries/index_page.py",
    "publishing/queries/place_groups.py",
    "publishing/queries/place_page.py",
    "publishing/queries/varied.py",
    "publishing/reports/**/*.py",
    "publishing/settings_words.py",
    "publishing/words.py",
)
"""Where the words of reports stand. A test builds every report, and fails for one that stands elsewhere."""


def found(language: str = "") -> dict[tuple[str | tuple[str, ...], str | None], bool]:
    """The messages of a language with their context, and whether they hold variables as ``%(name)s``."""
    messages = _printed() if language in OF_REPORTS else _all()
    return {(message, context): percent for message, context, percent in messages}


def template(language: str = "") -> Catalog:
    """The messages of a language, without translations, in a fixed order."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    ordered = sorted(found(language).items(), key=lambda each: (str(each[0][0]), each[0][1] or ""))
    for (message, context), percent in ordered:
        catalogue.add(message, context=context, flags=("python-format",) if percent else ())
    return catalogue


def update() -> None:
    """Add to every language what the code has and the language lacks, and take out what the code has no more."""
    for source in sorted(SOURCES.glob("*/LC_MESSAGES/django.po")):
        language = source.parts[-3]
        with source.open("rb") as file:
            known = read_po(file, locale=language)
        known.update(template(language), no_fuzzy_matching=True)
        known.obsolete.clear()
        _write(source, known)
        missing = sum(1 for message in known if message.id and not all(_texts(message.string)))
        sys.stdout.write(f"{language}: {len(known)} messages, {missing} without translation\n")


def _write(target: Path, known: Catalog) -> None:
    """The header stays as it is: dates and names of programs in it would change at every run."""
    head, _, _ = target.read_text(encoding="utf-8").partition("\n\n")
    out = BytesIO()
    write_po(out, known, width=116, no_location=True, omit_header=True, sort_output=True)
    target.write_text(f"{head.rstrip()}\n\n{out.getvalue().decode().lstrip()}", encoding="utf-8")


def _texts(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return said if isinstance(said, tuple) else (said,)


def _printed() -> Iterator[Found]:
    for pattern in PRINTED:
        for path in sorted(ROOT.glob(pattern)):
            yield from _read(path.read_text(encoding="utf-8"))


def _all() -> Iterator[Found]:
    for path in sorted(ROOT.rglob("*.py")):
        yield from _read(path.read_text(encoding="utf-8"))
    for folder in sorted(ROOT.rglob("templates")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".html", ".txt"}:
                yield from _read(templatize(path.read_text(encoding="utf-8"), origin=str(path)))


def _read(source: str) -> Iterator[Found]:
    file = BytesIO(source.encode())
    for _line, message, _comments, context in extract(
        "python", file, keywords=FUNCTIONS, options={"encoding": "utf-8"}
    ):
        texts = message if isinstance(message, tuple) else (message,)
        if all(texts):
            yield message, context, any("%(" in text for text in texts)


if __name__ == "__main__":
    update()
