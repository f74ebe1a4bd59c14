"""The editions of an index, what changed between two of them, and the audit of a source file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from commonground.methods.index.compare import Change
from commonground.publishing.narrative.facts.editions import of_edition
from commonground.publishing.narrative.told import Narrative, narrative, note_of
from commonground.publishing.queries.earlier import Earlier
from commonground.publishing.queries.opened import EditionInfo, Opened, PeriodInfo
from commonground.publishing.queries.tables import Table
from commonground.scores.models import Edition
from commonground.scores.queries import differences
from commonground.scores.queries.findings import MISMATCH, Finding, findings


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionEntry:
    """One edition in the list, with the file it came from."""

    number: int
    label: str
    published: str
    file: str
    file_sha256: str
    recipe: str
    inputs_hash: str
    results_hash: str
    computed_with: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsPage:
    """All editions of an index, newest first."""

    edition: EditionInfo
    entries: tuple[EditionEntry, ...]

    def table(self) -> Table:
        return Table(
            columns=("number", "label", "published", "file", "file_sha256", "recipe", "inputs_hash", "results_hash"),
            rows=tuple(
                (e.number, e.label, e.published, e.file, e.file_sha256, e.recipe, e.inputs_hash, e.results_hash)
                for e in self.entries
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """What differs between an edition and another of its index, as a rule the one before it.

    ``others`` are the numbers of all other editions that it can be compared with.
    """

    edition: EditionInfo
    older: int
    others: tuple[int, ...]
    questionnaire_changed: bool
    framework_changed: bool
    period: PeriodInfo
    default_period: str
    narrative: Narrative
    note: str
    answers: tuple[Change, ...]
    figures: tuple[Change, ...]

    def table(self) -> Table:
        return Table(
            columns=("place", "period", "node", "kind", "before", "after"),
            rows=tuple(
                (c.place, c.period, c.node, kind, c.before, c.after)
                for kind, changes in (("answer", self.answers), ("figure", self.figures))
                for c in changes
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """What the audit of the source file found: figures that the rule does not give, and what else is worth a look."""

    edition: EditionInfo
    file: str
    published: int
    reproduced: int
    mismatches: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    kinds: tuple[tuple[str, int], ...]

    def table(self) -> Table:
        return Table(
            columns=("kind", "sheet", "cell", "place", "period", "node", "published", "recomputed", "note"),
            rows=tuple(
                (f.kind, f.sheet, f.cell, f.place, f.period, f.node, f.published, f.recomputed, f.note)
                for f in (*self.mismatches, *self.warnings)
            ),
        )


def editions_page(opened: Opened) -> EditionsPage:
    """The list of editions."""
    found = opened.edition.index.editions.select_related("snapshot__round").defer("audit", "snapshot__content")
    return EditionsPage(edition=opened.info, entries=tuple(map(_entry, found.order_by("-number"))))


def _entry(edition: Edition) -> EditionEntry:
    source = edition.snapshot.round
    return EditionEntry(
        number=edition.number,
        label=edition.label,
        published=edition.published_on,
        file=source.source_name,
        file_sha256=source.source_sha256,
        recipe=f"{source.recipe} {source.recipe_version}".strip(),
        inputs_hash=edition.inputs_hash,
        results_hash=edition.results_hash,
        computed_with=tuple(sorted(edition.platform.items())),
    )


def changes_page(opened: Opened, older: int | None = None) -> ChangesPage | None:
    """What changed against the edition ``older``, or the last one before; None where there is no such other edition."""
    editions = opened.edition.index.editions
    others = tuple(editions.exclude(pk=opened.edition.pk).order_by("number").values_list("number", flat=True))
    before_it = [number for number in others if number < opened.edition.number]
    number = max(before_it, default=None) if older is None else older
    if number not in others:
        return None
    before = editions.select_related("framework").defer("audit", "framework__document").get(number=number)
    found = differences(before, opened.edition)
    return ChangesPage(
        edition=opened.info,
        older=before.number,
        others=others,
        questionnaire_changed=found.questionnaire_changed,
        framework_changed=found.framework_changed,
        period=opened.default_period,
        default_period=opened.default_period.code,
        narrative=narrative(opened, of_edition(opened, Earlier(before), found)),
        note=note_of(opened),
        answers=found.comparison.answers,
        figures=found.comparison.figures,
    )


def audit_page(opened: Opened) -> AuditPage | None:
    """The audit kept with the edition; None where its source was not audited."""
    audit = opened.edition.audit
    if not audit:
        return None
    found = findings(opened.edition)
    warnings = tuple(each for each in found if each.kind != MISMATCH)
    counts = Counter(each.kind for each in warnings)
    return AuditPage(
        edition=opened.info,
        file=audit["workbook"],
        published=audit["published"],
        reproduced=audit["reproduced"],
        mismatches=tuple(each for each in found if each.kind == MISMATCH),
        warnings=warnings,
        kinds=tuple(counts.most_common()),
    )
