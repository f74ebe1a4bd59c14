"""What a questionnaire asks: each question's kind, options and wording, as answers are checked against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonground.instruments.models import Question, QuestionnaireVersion
from commonground.methods.canonical import canonical, digest
from commonground.methods.index import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question. ``options`` gives each code its points, or the reason for having none."""

    key: int
    code: str
    kind: str
    wording: str
    options: Mapping[str, float | Reason] = field(default_factory=dict)
    items: tuple[str, ...] = ()


def asked(questionnaire: QuestionnaireVersion) -> dict[str, Asked]:
    """Every question by its code."""
    rows = questionnaire.questions.prefetch_related("options")
    return {row.code: _asked(row) for row in rows}


def asked_one(questionnaire: QuestionnaireVersion, code: str) -> Asked | None:
    """One question, or None where there is no such."""
    row = questionnaire.questions.prefetch_related("options").filter(code=code).first()
    return _asked(row) if row else None


def _asked(row: Question) -> Asked:
    options = list(row.options.all())
    words = {
        "title": row.title,
        "text": row.text,
        "help": row.help,
        "options": [[option.code, option.label] for option in options],
    }
    return Asked(
        key=row.pk,
        code=row.code,
        kind="single" if options else "text",
        wording=digest([canonical(words)]),
        options={option.code: _meaning(option.points, option.reason) for option in options},
    )


def _meaning(points: float | None, reason: str) -> float | Reason:
    return Reason(reason) if points is None else points
