"""Reading a whole index from its files."""

from __future__ import annotations

from pathlib import Path

from commonground.methods.tables.answers import read_answers
from commonground.methods.tables.bundle import IndexBundle, Source
from commonground.methods.tables.files import fingerprint
from commonground.methods.tables.framework import read_framework
from commonground.methods.tables.published import read_published


def read_index(
    framework_path: Path, answers_path: Path, published_path: Path | None = None, *, strict: bool = True
) -> IndexBundle:
    """Read a framework, its answers and, where there are any, the figures published for it.

    Raises CommongroundError with every problem of the first file that has any; ``strict`` is explained at
    ``read_answers``.
    """
    file = read_framework(framework_path)
    answers = read_answers(answers_path, file, strict=strict)
    paths = [path for path in (framework_path, answers_path, published_path) if path]
    return IndexBundle(
        code=file.framework.code,
        edition_label=file.edition_label,
        framework=file.framework,
        answers=answers.answers,
        places=file.places,
        periods=file.periods,
        source=Source(name=", ".join(path.name for path in paths), sha256=fingerprint(paths)),
        notes=answers.notes,
        choices=answers.choices,
        published=read_published(published_path, file) if published_path else (),
        summary=file.summary,
        fictional=file.fictional,
        licence=file.licence,
        finding=file.finding,
    )
