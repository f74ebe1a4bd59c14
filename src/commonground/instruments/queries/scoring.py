"""Scoring frameworks of a questionnaire version: those there are, and what one of an earlier version comes to here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from commonground.instruments.models import FrameworkVersion, QuestionnaireVersion
from commonground.instruments.queries.questionnaires import series
from commonground.methods.construction.document import SPEC_SCHEMA
from commonground.methods.errors import Problem
from commonground.methods.index import Framework, framework_from_document
from commonground.methods.index.rules import Weighted
from commonground.methods.questionnaires.carrying import Carried, Placing, carry
from commonground.methods.questionnaires.compare import Became, Link, compare
from commonground.methods.questionnaires.scoring import fit_problems, leaves
from commonground.methods.tables.framework import measured


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkLine:
    """A scoring framework in a list. ``problems`` are of one that does not fit its questionnaire any more."""

    number: int
    questionnaire: int
    title: str
    questions: int
    areas: int
    made: datetime
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A line of a framework's structure; ``weight`` is its share in the group above, where that has weights."""

    code: str
    title: str
    depth: int
    scored: bool
    weight: float | None


def frameworks_for(version: QuestionnaireVersion) -> QuerySet[FrameworkVersion]:
    """Those that score the answers to ``version``, the newest first: its own, and those to the same in other words."""
    rows = FrameworkVersion.objects.filter(
        questionnaire__index=version.index_id, questionnaire__meaning_hash=version.meaning_hash
    )
    return rows.exclude(document__schema=SPEC_SCHEMA).select_related("questionnaire__index").order_by("-number")


def frameworks_before(version: QuestionnaireVersion) -> QuerySet[FrameworkVersion]:
    """Those of earlier versions, which may be carried over, the newest first."""
    rows = FrameworkVersion.objects.filter(
        questionnaire__index=version.index_id, questionnaire__number__lt=version.number
    )
    return rows.exclude(document__schema=SPEC_SCHEMA).select_related("questionnaire").order_by("-number")


def framework_lines(
    rows: Sequence[FrameworkVersion], version: QuestionnaireVersion | None = None
) -> tuple[FrameworkLine, ...]:
    """Frameworks for reading; with ``version``, what of them does not fit it."""
    return tuple(_line(row, version) for row in rows)


def _line(row: FrameworkVersion, version: QuestionnaireVersion | None) -> FrameworkLine:
    framework = framework_from_document(row.document)
    return FrameworkLine(
        number=row.number,
        questionnaire=row.questionnaire.number,
        title=framework.title,
        questions=len(framework.questions),
        areas=len(framework.areas),
        made=row.created_at,
        problems=tuple(fit_problems(version.questionnaire(), framework)) if version else (),
    )


def fit_of(framework: FrameworkVersion, version: QuestionnaireVersion) -> tuple[Problem, ...]:
    """What of a framework does not fit a questionnaire: nothing of one whose index is of measured values."""
    if framework.is_numeric:
        return (measured(str(framework)),)
    return tuple(fit_problems(version.questionnaire(), framework_from_document(framework.document)))


def carried_over(
    framework: FrameworkVersion, version: QuestionnaireVersion, placed: Mapping[str, Placing] | None = None
) -> Carried:
    """What ``framework``, which is of an earlier version, comes to for ``version``: nothing is written."""
    document = framework_from_document(framework.document)
    before = framework.questionnaire.questionnaire()
    links, open_ = _links(framework.questionnaire, version)
    known = leaves(before)
    scored = {known[each.code][0].code for each in document.questions if each.code in known}
    return carry(
        document,
        before,
        version.questionnaire(),
        links,
        unsettled=[code for code in open_ if code in scored],
        placed=placed or {},
        version=str(version.number),
    )


def _links(older: QuestionnaireVersion, newer: QuestionnaireVersion) -> tuple[Mapping[str, Link], Sequence[str]]:
    """The links that count, and the questions of which nobody has said what became of them.

    A question that is identical needs nobody to say so.
    """
    links = dict(series(older, newer))
    found = [
        link for link in compare(older.questionnaire(), newer.questionnaire()).links if link.before[0] not in links
    ]
    taken = {code for link in links.values() for code in link.after}
    same = [link for link in found if link.kind is Became.IDENTICAL and link.after[0] not in taken]
    links |= {link.before[0]: link for link in same}
    return links, [code for link in found for code in link.before if code not in links]


def structure(framework: Framework) -> tuple[Branch, ...]:
    """The aggregates, and every area with all below it."""
    tops = [code for code in framework.aggregates if code not in framework.areas]
    return (
        *(Branch(code=code, title=framework.group(code).title, depth=0, scored=False, weight=None) for code in tops),
        *(line for code in framework.areas for line in _below(framework, code, 1, None)),
    )


def _below(framework: Framework, code: str, depth: int, weight: float | None) -> Iterator[Branch]:
    groups = {group.code: group for group in framework.groups}
    group = groups.get(code)
    yield Branch(code=code, title=framework.node(code).title, depth=depth, scored=group is None, weight=weight)
    for child in group.children if group else ():
        weights = group.rule.weights if group and isinstance(group.rule, Weighted) else {}
        yield from _below(framework, child, depth + 1, weights.get(child))
