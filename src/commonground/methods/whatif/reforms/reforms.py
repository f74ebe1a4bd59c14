"""Which reforms would it take: the cheapest changes of answers that lift a place to a target."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan, log

from commonground.methods.errors import Problem
from commonground.methods.index import Answers, Framework, score
from commonground.methods.index.answers import AnswerCell
from commonground.methods.whatif.changes import AnswerChange
from commonground.methods.whatif.errors import WhatIfError
from commonground.methods.whatif.reforms.goal import Attained, Goal, cells
from commonground.methods.whatif.reforms.model import Model
from commonground.methods.whatif.reforms.programme import Unsolved
from commonground.methods.whatif.reforms.search import SLACK, Chosen, Found, Search
from commonground.methods.whatif.reforms.settings import Cost, Target, Ties, Unanswered, number_of_changes

NODES = 2_000
"""Branches that the search looks at before it gives the best set so far, with its gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reforms:
    """The cheapest set of answer changes found, in framework order; none where the target is reached already.

    ``needed`` is the score that the target comes to: for a rank, that of the place which holds it now; None
    where any score would do. No set costs less than ``bound``; ``gap`` is the share of ``cost`` that lies
    above it, and a set is proven to be the cheapest where that is 0. ``settled`` is False where the search
    ended before the rule for ties had singled the set out among equally cheap ones.
    """

    node: str
    place: str
    period: str
    target: Target
    needed: float | None
    changes: tuple[AnswerChange, ...]
    cost: float
    bound: float
    settled: bool
    before: Attained
    after: Attained
    ties: Ties
    unanswered: Unanswered

    @property
    def gap(self) -> float:
        """The optimality gap: (cost - bound) / cost, 0 where the set is proven to be the cheapest."""
        return (
            max(0.0, self.cost - self.bound) / self.cost
            if self.cost - self.bound > SLACK * max(1.0, self.cost)
            else 0.0
        )

    @property
    def proven(self) -> bool:
        """Whether no cheaper set exists."""
        return not self.gap

    @property
    def cells(self) -> tuple[AnswerCell, ...]:
        """The changes as ``what_if`` takes them."""
        return cells(self.place, self.period, self.changes)


def reforms_to(
    framework: Framework,
    answers: Answers,
    place: str,
    period: str | int,
    target: Target,
    *,
    node: str | None = None,
    cost: Cost = number_of_changes,
    ties: Ties = Ties.HIGHEST_SCORE,
    unanswered: Unanswered = Unanswered.KEEP,
    nodes: int = NODES,
) -> Reforms:
    """The cheapest changes of one place's answers with which ``node`` (the headline) reaches ``target``.

    minimise Σ cost(q, o) x(q, o) over x in {0, 1}, at most one option o for each question q, subject to
    score(x) ≥ the score needed. All other places stay as they are. A change is from the answer given to
    another option with points, whether it has more points or fewer; a question without such options stays
    as it is. No answer is taken away, and neither the node nor a group below it loses a score that it has.

    Means are linear in x; where a new answer changes how many children count, the mean times their number is
    made linear exactly (McCormick 1976). Lookups are written row by row, minimum, maximum and median as order
    statistics; a geometric mean by logarithms where the target is for it, else as a table of its children's
    values. A set is scored before it is given, so what the solver (HiGHS, by ``scipy.optimize.milp``) rounds
    cannot mislead.

    Raises ``WhatIfError`` where no set reaches the target (naming the highest score within reach), for a group
    that cannot be written as a programme, for a cost that is not above 0, and where the search ends after
    ``nodes`` branches without a set; ``KeyError`` for an unknown place, period or node.
    """
    card = score(framework, answers)
    goal = Goal(
        card=card,
        node=framework.aggregates[0] if node is None else node,
        place=place,
        period=str(period),
        target=target,
    )
    card.at(goal.node, place, goal.period)
    if (place, goal.period, goal.node) in answers.withheld:
        raise _withheld(goal)
    found = Found(chosen=(), bound=0.0) if goal.reached(card) else _search(goal, cost, ties, unanswered, nodes)
    return _reforms(goal, found, ties, unanswered)


def _search(goal: Goal, cost: Cost, ties: Ties, unanswered: Unanswered, nodes: int) -> Found:
    lower_end = goal.card.framework.scale[0]
    try:
        found = _prepared(goal, cost, unanswered, nodes).cheapest(ties, lower_end)
    except Unsolved:
        raise WhatIfError(
            Problem(
                code="reforms-unsolved",
                message=f"The search for {goal.target} ended after {nodes:,} branches without a set of changes.",
                remedy="Allow more branches, or hold some questions fixed by an infinite cost.",
                place=f"{goal.place} {goal.period} {goal.node}",
            )
        ) from None
    if found is None:
        raise _out_of_reach(goal, cost, unanswered, nodes)
    return found


def _prepared(goal: Goal, cost: Cost, unanswered: Unanswered, nodes: int, *, anything: bool = False) -> Search:
    """The search for the target, or for any score at all."""
    model = Model(card=goal.with_changes(()), cost=cost, unanswered=unanswered)
    state = model.build(goal.node)
    model.programme.require(state.present, low=1.0)
    geometric = model.geometric(goal.node)

    def comes_to(value: float) -> float:
        """A score as the programme has it: its logarithm for a geometric mean, which is nowhere below its floor."""
        if geometric is None or isnan(value):
            return value
        return log(value) if value > geometric.floor else log(geometric.floor)

    return Search(
        programme=model.programme,
        options=model.options,
        goal=state.value,
        threshold=-inf if anything else comes_to(goal.needed),
        measure=lambda chosen: comes_to(goal.comes_to(_changes(chosen))),
        nodes=nodes,
    )


def _withheld(goal: Goal) -> WhatIfError:
    return WhatIfError(
        Problem(
            code="reforms-withheld",
            message="This figure is withheld, so it has no score that reforms could lift.",
            remedy="Ask for a node that is published.",
            place=f"{goal.place} {goal.period} {goal.node}",
        )
    )


def _changes(chosen: Chosen) -> tuple[AnswerChange, ...]:
    return tuple(option.change for option in sorted(chosen, key=lambda option: option.position))


def _out_of_reach(goal: Goal, cost: Cost, unanswered: Unanswered, nodes: int) -> WhatIfError:
    best = _prepared(goal, cost, unanswered, nodes, anything=True).highest()
    most = goal.attained(goal.comes_to(_changes(best or ())))
    within = "it has no score" if most.score is None else f"{most.score:.6g}, rank {most.rank}, is the most"
    return WhatIfError(
        Problem(
            code="reforms-out-of-reach",
            message=f"No change of the answers that may change reaches {goal.target}; {within}.",
            remedy="Choose a target within reach, or let more answers change.",
            place=f"{goal.place} {goal.period} {goal.node}",
        )
    )


def _reforms(goal: Goal, found: Found, ties: Ties, unanswered: Unanswered) -> Reforms:
    changes = _changes(found.chosen)
    return Reforms(
        node=goal.node,
        place=goal.place,
        period=goal.period,
        target=goal.target,
        needed=goal.needed if goal.needed > -inf else None,
        changes=changes,
        cost=found.cost,
        bound=min(found.bound, found.cost),
        settled=found.settled,
        before=goal.attained(goal.comes_to(())),
        after=goal.attained(goal.comes_to(changes)),
        ties=ties,
        unanswered=unanswered,
    )
