"""The search: least cost first, then the rule for ties; every set is confirmed by scoring it.

The solver takes 0.999999 for 1. So what it finds is rounded to a set of changes, and that set's own figures count:
a set that only rounding let through is forbidden, and the search goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isnan

from commonground.methods.index import TOLERANCE
from commonground.methods.whatif.reforms.linear import Linear, add
from commonground.methods.whatif.reforms.model import Option
from commonground.methods.whatif.reforms.programme import Programme, Row, Solution, Unsolved
from commonground.methods.whatif.reforms.settings import Ties

SLACK = 1e-5
"""What a row may fall short by: ten times what the solver takes for nothing, or it may lose sets that just fit."""

NEAR_MISSES = 25
"""Sets that only rounding lets through, before the target is raised a little to be rid of them; what lies between
may be lost then, and the gap says so."""

TIES = 10
"""The rule for ties may look at one in so many of the branches that the cost may."""

HALF = 0.5

Chosen = tuple[Option, ...]
Measure = Callable[[Chosen], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A set of changes that reaches the target, and the cost below which none does.

    ``settled`` is False where the search ended before the rule for ties had singled it out.
    """

    chosen: Chosen
    bound: float
    settled: bool = True

    @property
    def cost(self) -> float:
        """What the set costs."""
        return sum(option.cost for option in self.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Objective:
    """What is to be least, what a set really comes to, and the difference that means nothing."""

    expression: Linear
    measure: Measure
    slack: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    """The best set for one objective, and the value below which the solver found none to lie."""

    chosen: Chosen
    value: float
    bound: float


@dataclass(slots=True, kw_only=True)
class Search:
    """Looks for sets of options that the programme allows and that scoring confirms.

    ``goal`` must come to ``threshold``; ``measure`` says what it really comes to with a set, NaN for no score.
    """

    programme: Programme
    options: Sequence[Option]
    goal: Linear
    threshold: float
    measure: Measure
    nodes: int
    margin: float = field(default=0.0, init=False)
    misses: int = field(default=0, init=False)
    limits: list[tuple[Measure, float]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._aim()

    def cheapest(self, ties: Ties, lower_end: float) -> Found | None:
        """The cheapest set that reaches the target and, of several, the one that the rule for ties names.

        None where no set reaches it; raises ``Unsolved`` where the search ends before it has found one.
        """
        costs, *rules = self._objectives(ties, lower_end)
        best = self._confirmed(costs, self.nodes) if self.options else None
        if best is None:
            return None
        found = Found(chosen=best.chosen, bound=best.bound)
        for above, rule in zip((costs, *rules), rules, strict=False):
            self._limit(above, above.measure(found.chosen) + above.slack)
            try:
                best = self._confirmed(rule, self.nodes // TIES)
            except Unsolved:
                best = None
            if best is None:
                return replace(found, settled=False)
            found = replace(found, chosen=best.chosen, settled=found.settled and best.value - best.bound <= rule.slack)
        return found

    def highest(self) -> Chosen | None:
        """The set with which the goal comes highest, whatever it costs; None where the node has no score with any."""
        found = self._confirmed(self._score(), self.nodes) if self.options else None
        return None if found is None else found.chosen

    def _objectives(self, ties: Ties, lower_end: float) -> Iterator[_Objective]:
        steps = [step(option, lower_end) for option in self.options]
        # The steps weigh less than one place in framework order, however many there are.
        light = 1.0 / (1.0 + sum(steps))
        yield self._sum(option.cost for option in self.options)
        yield self._score() if ties is Ties.HIGHEST_SCORE else self._sum(steps)
        yield self._sum(option.position + each * light for option, each in zip(self.options, steps, strict=True))

    def _score(self) -> _Objective:
        return _Objective(expression=self.goal * -1.0, measure=lambda chosen: -self.measure(chosen), slack=SLACK)

    def _sum(self, factors: Iterable[float]) -> _Objective:
        each = {id(option): factor for option, factor in zip(self.options, factors, strict=True)}
        return _Objective(
            expression=add(option.flag * each[id(option)] for option in self.options),
            measure=lambda chosen: sum(each[id(option)] for option in chosen),
            slack=SLACK * max((1.0, *each.values())),
        )

    def _confirmed(self, objective: _Objective, nodes: int) -> _Best | None:
        """The best set that reaches the target, or None where none does."""
        held: list[Row] = []
        best, bound = None, -inf
        while (solution := self.programme.solve(objective.expression, nodes)) is not None:
            bound = bound if self.margin else solution.bound
            chosen = self._chosen(solution)
            if not self._reaches(chosen):
                self._forbid(chosen)
                self._missed()
                continue
            if best is None or objective.measure(chosen) < best[1]:
                best = chosen, objective.measure(chosen)
            if best[1] - solution.objective <= objective.slack or len(held) == NEAR_MISSES:
                break
            # Rounding let the solver see more in this set than there is: is there a better one?
            held.append(self._forbid(chosen))
        self.programme.rows[:] = [row for row in self.programme.rows if not any(row is each for each in held)]
        if best is None and self.margin:
            raise Unsolved
        ended = solution is None and not self.margin
        return best and _Best(chosen=best[0], value=best[1], bound=best[1] if ended else min(bound, best[1]))

    def _missed(self) -> None:
        self.misses += 1
        if self.misses % NEAR_MISSES == 0:
            self.margin = max(2 * SLACK, self.margin * 10)
            self._aim()

    def _aim(self) -> None:
        if self.threshold > -inf:
            self.programme.require(self.goal, low=self.threshold + self.margin - SLACK)

    def _limit(self, objective: _Objective, most: float) -> None:
        self.programme.require(objective.expression, high=most)
        self.limits.append((objective.measure, most))

    def _reaches(self, chosen: Chosen) -> bool:
        value = self.measure(chosen)
        if isnan(value) or value < self.threshold - TOLERANCE:
            return False
        return all(measure(chosen) <= most for measure, most in self.limits)

    def _chosen(self, solution: Solution) -> Chosen:
        return tuple(option for option in self.options if solution.values[next(iter(option.flag.terms))] > HALF)

    def _forbid(self, chosen: Chosen) -> Row:
        taken = {id(option) for option in chosen}
        signs = (option.flag * (-1.0 if id(option) in taken else 1.0) for option in self.options)
        return self.programme.require(add(signs), low=1.0 - len(chosen))


def step(option: Option, lower_end: float) -> float:
    """How many points a change moves; a new answer counts from the lower end of the scale."""
    before = lower_end if option.change.before is None else option.change.before
    return abs(option.change.after - before)
