"""One place in one period as a programme: what may change, and what every node then comes to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from commonground.methods.index import (
    TOLERANCE,
    Geometric,
    Group,
    Lookup,
    Mean,
    Question,
    Require,
    Scorecard,
    Substitute,
    Weighted,
)
from commonground.methods.index.structure import reachable
from commonground.methods.whatif.changes import AnswerChange, points_of
from commonground.methods.whatif.reforms.linear import ONE, Linear, add
from commonground.methods.whatif.reforms.programme import Programme
from commonground.methods.whatif.reforms.rules import arithmetic, logarithmic, lookup, ordered
from commonground.methods.whatif.reforms.settings import Cost, Unanswered, cost_of
from commonground.methods.whatif.reforms.state import ABSENT, Choices, Members, State, chosen, constant, filled
from commonground.methods.whatif.reforms.tables import tabulated


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A change that may be made: its flag, what it costs, and where its question stands in framework order."""

    change: AnswerChange
    flag: Linear
    cost: float
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The programme of one node, built upward from the questions below it.

    ``card`` holds the scores of the one place and period. ``states`` has no node that does not apply.
    """

    card: Scorecard
    cost: Cost
    unanswered: Unanswered
    programme: Programme = field(default_factory=Programme)
    options: list[Option] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)
    answered: dict[str, Linear] = field(default_factory=dict)

    def build(self, node: str) -> State:
        """The state of ``node``; of a geometric mean that a change can move, the state of its logarithm."""
        framework = self.card.framework
        for code in framework.leaves(node):
            self._question(framework.question(code))
        below = set(reachable({group.code: group.children for group in framework.groups}, [node]))
        geometric = self.geometric(node)
        for code in framework.structure.upward:
            if code in below and not (code == node and geometric):
                self._group(framework.group(code))
        return self._logarithm(framework.group(node), geometric) if geometric else self.states.get(node, ABSENT)

    def geometric(self, node: str) -> Geometric | None:
        """The rule of a geometric mean that a change can move; None for any other node."""
        group = self.card.framework.structure.nodes[node]
        return group.rule if self.options and isinstance(group, Group) and isinstance(group.rule, Geometric) else None

    def now(self, code: str) -> float | None:
        """The score that a node has."""
        return self.card[code, self.card.answers.places[0], self.card.answers.periods[0]]

    def _withheld(self, code: str) -> bool:
        return any(node == code for _, _, node in self.card.answers.withheld)

    def _question(self, question: Question) -> None:
        place, period = self.card.answers.places[0], self.card.answers.periods[0]
        part = self.card.trace(question.code, place, period)
        if part.coverage is None:
            return
        if self._withheld(question.code):
            self.answered[question.code] = ONE * part.coverage
            self.states[question.code] = ABSENT
            return
        options = [*self._options(question, part.points)]
        flags = add(option.flag for option in options)
        if len(options) > 1:
            self.programme.require(flags, high=1.0)
        choices = [(option.change.after, option.flag) for option in options]
        state = chosen(choices if part.points is None else [(part.points, ONE - flags), *choices])
        if part.points is not None:
            state = replace(state, present=ONE)
        self.options.extend(options)
        self.states[question.code], self.answered[question.code] = state, state.present

    def _options(self, question: Question, before: float | None) -> list[Option]:
        if before is None and self.unanswered is Unanswered.KEEP:
            return []
        changes = [
            AnswerChange(question=question.code, before=before, after=after)
            for after in points_of(question)
            if before is None or abs(after - before) > TOLERANCE
        ]
        position = self.card.framework.structure.position[question.code]
        costs = [cost_of(self.cost, change) for change in changes]
        return [
            Option(change=change, flag=self.programme.binary(), cost=cost, position=position)
            for change, cost in zip(changes, costs, strict=True)
            if cost < float("inf")
        ]

    def _group(self, group: Group) -> None:
        members, covered = self._members(group), self._covered(group)
        if not members:
            return
        still = all(member.fixed for member in members.values()) and covered.fixed
        if still or self._withheld(group.code):
            score = self.now(group.code)
            self.states[group.code] = ABSENT if score is None else constant(score)
        elif isinstance(group.rule, Lookup):
            self.states[group.code] = self._lookup(group, group.rule, covered)
        else:
            self.states[group.code] = self._state(group, members, covered)

    def _members(self, group: Group) -> Members:
        """The children that apply, filled in where the group substitutes points for a missing score."""
        found = {code: self.states[code] for code in group.children if code in self.states}
        if isinstance(group.missing, Substitute):
            return {code: filled(state, group.missing.points) for code, state in found.items()}
        return found

    def _covered(self, group: Group) -> Linear:
        """1 where the group's coverage reaches its minimum, else 0."""
        if isinstance(group.missing, Require):
            return ONE
        asked = [self.answered[code] for code in self.card.framework.leaves(group.code) if code in self.answered]
        minimum = group.missing.minimum
        needed = next((n for n in range(len(asked)) if n / len(asked) >= minimum), len(asked))
        return self.programme.at_least(add(asked), needed, len(asked))

    def _gate(self, group: Group, members: Members, covered: Linear) -> Linear:
        present = [member.present for member in members.values()]
        if isinstance(group.missing, Require):
            return self.programme.all_of(present)
        return self.programme.all_of([covered, self.programme.any_of(present)])

    def _lookup(self, group: Group, rule: Lookup, covered: Linear) -> State:
        named = {code for row in rule.rows for code in row.when}
        choices = {code: self._choices(code) for code in named if code in self.states}
        if isinstance(group.missing, Substitute):
            missing = {code: ONE - self.states[code].present for code in choices}
            choices = {code: (*each, (group.missing.points, missing[code])) for code, each in choices.items()}
        state = lookup(self.programme, rule, choices, covered)
        if self.now(group.code) is None:
            return state
        # No reform takes a score away: only a lookup could, where no row would fit.
        self.programme.require(state.present, low=1.0)
        return replace(state, present=ONE)

    def _state(self, group: Group, members: Members, covered: Linear) -> State:
        gate = self._gate(group, members, covered)
        if gate.fixed and not gate.constant:
            return ABSENT
        match group.rule:
            case Weighted(weights=weights):
                return arithmetic(self.programme, members, weights, gate)
            case Mean():
                return arithmetic(self.programme, members, None, gate)
            case Geometric() | Lookup():
                return self._table(group)
            case _:
                return ordered(self.programme, group.rule, members, gate)

    def _table(self, group: Group) -> State:
        members = {code: self.states[code] for code in group.children if code in self.states}
        choices = {code: self._choices(code) for code in members}
        return tabulated(self.programme, group, members, choices, self._covered(group))

    def _choices(self, code: str) -> Choices:
        """The values that a node may take; those of a group are written out where they are first needed."""
        state = self.states[code]
        if state.choices is None:
            choices = self._table(self.card.framework.group(code)).choices
            self.states[code] = state = replace(state, choices=choices)
        return state.choices or ()

    def _logarithm(self, group: Group, rule: Geometric) -> State:
        """A geometric mean is the exponential of the mean of its members' logarithms."""
        raw = {code: (self._choices(code), self.states[code].present) for code in group.children if code in self.states}
        if isinstance(group.missing, Substitute):
            points = group.missing.points
            raw = {code: ((*choices, (points, ONE - present)), ONE) for code, (choices, present) in raw.items()}
        members = {code: logarithmic(*each, rule.floor) for code, each in raw.items()}
        gate = self._gate(group, members, self._covered(group))
        if gate.fixed and not gate.constant:
            return ABSENT
        return arithmetic(self.programme, members, None, gate)
