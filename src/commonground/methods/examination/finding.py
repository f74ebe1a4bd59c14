"""Findings: one plain sentence each, tied to the figures it says and to the exhibit that shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Section(StrEnum):
    """The parts of a statistical audit."""

    COVERAGE = "coverage"
    COHERENCE = "coherence"
    ROBUSTNESS = "robustness"
    SENSITIVITY = "sensitivity"


class Exhibit(StrEnum):
    """The tables and charts of a statistical audit that findings point to."""

    UNITS = "coverage-of-units"
    INDICATORS = "coverage-of-indicators"
    WITHIN = "correlations-within"
    UPWARD = "correlations-upward"
    STRAYS = "correlations-with-areas"
    CONSISTENCY = "consistency"
    WEIGHTS = "effective-weights"
    OVERLAPS = "overlaps"
    SILENT = "silent-indicators"
    INFLUENCE = "influence"
    RANKS = "rank-intervals"
    NEIGHBOURS = "neighbours"
    SWAPS = "weight-changes"
    ACCEPTABILITY = "rank-acceptability"
    SOBOL = "sobol-indices"
    MOVES = "moves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found.

    ``figures`` are the numbers that the sentence rests on, at full precision; ``about`` are the codes of the
    nodes or units it names. ``look`` says what to look at, empty where nothing asks for it.
    """

    code: str
    section: Section
    exhibit: Exhibit
    text: str
    figures: Mapping[str, float | int] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    look: str = ""
