"""What an index is made of: questions with scales, groups with rules, bands and profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from commonground.methods.index.checks import check
from commonground.methods.index.names import unknown
from commonground.methods.index.rules import Mean, Missing, Require, Rule
from commonground.methods.index.structure import Structure, build


class Reason(StrEnum):
    """Why an option carries no points."""

    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer a question allows: ``points``, or a ``reason`` for having none."""

    code: str
    label: str = ""
    points: float | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A leaf of the framework. ``tags`` maps an axis to the question's values on it."""

    code: str
    title: str
    text: str = ""
    help: str = ""
    options: tuple[Option, ...] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A node with children (codes of groups or questions), a rule, and a rule for missing data."""

    code: str
    title: str
    children: tuple[str, ...]
    text: str = ""
    rule: Rule = Mean()
    missing: Missing = Require()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named stretch of the scale: ``lower <= score < upper``; the last band includes its upper end.

    ``level`` (0-5) is the colour step of the stylesheet.
    """

    code: str
    label: str
    lower: float
    upper: float
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A dimension of a profile: the mean of ``children``; met where it reaches ``threshold``."""

    code: str
    title: str
    children: tuple[str, ...]
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """A named pattern of met (``True``) and unmet (``False``) dimensions; a dimension left out may be either."""

    code: str
    title: str
    when: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Named dimensions, and the approaches that their pattern is called; the first that fits holds."""

    code: str
    title: str
    dimensions: tuple[Dimension, ...]
    approaches: tuple[Approach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """Questions and the tree above them.

    ``areas`` are the top groups of the tree; ``aggregates`` are the named scores over them (such as
    MIPEX's three overalls), the first being the headline. ``groups`` holds every group, aggregates and
    areas included, by code in any order. ``bands`` may be empty; otherwise they cover the scale without
    gap or overlap. A group may stand under several groups, so several aggregates can share their areas.

    A framework that contradicts itself raises ``FrameworkError`` with every problem found.
    """

    code: str
    version: str
    title: str
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    aggregates: tuple[str, ...]
    areas: tuple[str, ...]
    text: str = ""
    scale: tuple[float, float] = (0.0, 100.0)
    bands: tuple[Band, ...] = ()
    profiles: tuple[Profile, ...] = ()
    _structure: Structure = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check(self)
        object.__setattr__(self, "_structure", build(self))

    @property
    def structure(self) -> Structure:
        """The tree as the arithmetic needs it, worked out once."""
        return self._structure

    @property
    def order(self) -> tuple[str, ...]:
        """Every node's code in framework order: the aggregates, then each area with all below it, depth first.

        Nodes that only an aggregate reaches come last, in the aggregates' order. Each code stands once.
        """
        return self._structure.order

    @property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """The groups that each node is a child of, in framework order."""
        return self._structure.parents

    def node(self, code: str) -> Group | Question:
        """The group or question called ``code``; a ``KeyError`` that suggests a name if there is none."""
        return self._structure.find(code)

    def group(self, code: str) -> Group:
        """The group called ``code``; a ``KeyError`` that suggests a name if there is none."""
        node = self._structure.nodes.get(code)
        if not isinstance(node, Group):
            raise unknown("group", code, [group.code for group in self.groups])
        return node

    def question(self, code: str) -> Question:
        """The question called ``code``; a ``KeyError`` that suggests a name if there is none."""
        node = self._structure.nodes.get(code)
        if not isinstance(node, Question):
            raise unknown("question", code, [question.code for question in self.questions])
        return node

    def leaves(self, code: str) -> tuple[str, ...]:
        """The questions below a node, each once, in framework order; a question is its own leaf."""
        self._structure.find(code)
        return self._structure.leaves[code]

    def path(self, question: str) -> tuple[str, ...]:
        """The codes from a question up to the headline aggregate.

        Where the headline does not hold the question, the path ends at the first aggregate or area that does.
        """
        return self._structure.path(self.question(question).code, (*self.aggregates, *self.areas))
