"""All that coherence has to say about an index, in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonground.methods.coherence import (
    Components,
    Consistency,
    Correlation,
    CorrelationTable,
    Importance,
    Influence,
    Method,
    Overlap,
    Silent,
    Stray,
    Thresholds,
    components,
    consistency,
    importances,
    influence,
    overlaps,
    silent,
    strays,
    upward,
    within,
)
from commonground.methods.examination.subject import Subject
from commonground.methods.seeds import generator


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coherence:
    """The results of every method of ``methods.coherence``.

    ``within[method]`` holds a table for each group, the top first, as do ``consistencies``, ``components`` and
    ``importances`` (by group). ``upward`` are the correlations of nodes with those above them (Pearson).
    """

    thresholds: Thresholds
    groups: tuple[str, ...]
    within: Mapping[Method, tuple[CorrelationTable, ...]]
    upward: tuple[Correlation, ...]
    consistencies: tuple[Consistency, ...]
    components: tuple[Components, ...]
    importances: Mapping[str, tuple[Importance, ...]]
    overlaps: tuple[Overlap, ...]
    silent: tuple[Silent, ...]
    strays: tuple[Stray, ...]
    influences: tuple[Influence, ...]


def coherence(subject: Subject, *, seed: int, thresholds: Thresholds = Thresholds()) -> Coherence:
    """Everything at once, for groups of two children or more; ``seed`` is for the parallel analyses' random data."""
    levels = subject.levels
    groups = tuple(code for code in levels.groups if len(levels.children(code)) > 1)
    random = generator(seed)
    return Coherence(
        thresholds=thresholds,
        groups=groups,
        within={method: tuple(within(levels, group, method=method) for group in groups) for method in Method},
        upward=upward(levels, thresholds=thresholds),
        consistencies=tuple(consistency(levels, group) for group in groups),
        components=tuple(components(levels, group, random=random) for group in groups),
        importances={group: importances(levels, group) for group in groups},
        overlaps=overlaps(levels, thresholds=thresholds),
        silent=silent(levels, thresholds=thresholds),
        strays=strays(levels),
        influences=influence(levels.units, subject.parts, levels.values(levels.top)[:, 0], subject.without),
    )
