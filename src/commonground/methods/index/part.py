"""What a page prints to explain a score: parts, their arithmetic, and why a figure does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from commonground.methods.index.rules import Missing, Rule


class Why(StrEnum):
    """Why a node has no score."""

    NO_ANSWER = "no_answer"
    NOT_APPLICABLE = "not_applicable"
    BELOW_MINIMUM_COVERAGE = "below_minimum_coverage"
    CHILD_MISSING = "child_missing"
    NO_ROW_FITS = "no_row_fits"
    WITHHELD = "withheld"
    NO_VALUE = "no_value"
    SCREENED_OUT = "screened_out"

    @property
    def sentence(self) -> str:
        """The reason as a sentence for readers."""
        return _SENTENCES[self]


_SENTENCES = {
    Why.NO_ANSWER: "No question is answered here.",
    Why.NOT_APPLICABLE: "No question applies here.",
    Why.BELOW_MINIMUM_COVERAGE: "Too few questions are answered for a score.",
    Why.CHILD_MISSING: "A part that the rule needs has no score.",
    Why.NO_ROW_FITS: "No row of the lookup table fits these answers.",
    Why.WITHHELD: "The figure could be computed, but its owner does not publish it.",
    Why.NO_VALUE: "There is no value here.",
    Why.SCREENED_OUT: "The place was left out: too few of its values are there.",
}


class Operation(StrEnum):
    """What a rule does with its terms."""

    MEAN = "mean"
    WEIGHTED = "weighted"
    LOOKUP = "lookup"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    MEDIAN = "median"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    GENERALISED = "generalised"
    COPELAND = "copeland"
    OUTRANKING = "outranking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A child that counted.

    ``value`` is what entered the rule: the child's score, or the points that stand in for it
    (``substituted``), or the floor of a geometric mean (``raised``). ``weight`` is its share in the result:
    shares sum to 1, and the result is the sum of weight x value (the exponent, in a geometric mean). It is 0
    for a child that a minimum, maximum or median passes over, and None in a lookup.
    """

    node: str
    title: str
    value: float
    weight: float | None
    substituted: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """The arithmetic of one group in exact numbers: ``terms`` in the order of its children.

    ``row`` is the lookup row that fitted, counted from 0; a lookup's terms are the children that the row names.
    ``power`` is that of a generalised mean. The last four operations are those of numeric indices only.
    """

    operation: Operation
    terms: tuple[Term, ...]
    result: float
    row: int | None = None
    power: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One node of a trace.

    ``value`` is None where there is no score, and ``why`` then says why. ``points`` are a question's answer
    as given, also where the figure is withheld. ``coverage`` (0 to 1) is ``answered`` over ``applicable``
    questions, None where none applies. ``rule``, ``missing`` and ``formula`` are a group's; ``formula`` is
    None without a score. ``children`` hold all children, also those that did not count.
    """

    node: str
    title: str
    value: float | None
    coverage: float | None
    answered: int
    applicable: int
    why: Why | None = None
    points: float | None = None
    rule: Rule | None = None
    missing: Missing | None = None
    formula: Formula | None = None
    children: tuple[Part, ...] = ()

    @property
    def note(self) -> str:
        """Why there is no score, in a sentence; empty where there is one."""
        return self.why.sentence if self.why else ""
