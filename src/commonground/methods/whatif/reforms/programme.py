"""A mixed integer programme under construction, and its solution by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from commonground.methods.whatif.reforms.linear import ONE, ZERO, Linear, add

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint, OptimizeResult

INFEASIBLE = 2

Row = tuple[Linear, float, float]
"""An expression, and the bounds that it lies between."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """The best values found, what they cost, and the bound below which no solution lies."""

    values: NDArray[np.float64]
    objective: float
    bound: float


class Unsolved(Exception):  # noqa: N818 -- a search that ended, no fault
    """The search ended at its limit before any solution was found."""


@dataclass(slots=True, kw_only=True)
class Programme:
    """Variables with their bounds, and rows ``low <= expression <= high``."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, lower: float, upper: float) -> Linear:
        """A new variable between two bounds."""
        return self._new(lower, upper, whole=False)

    def binary(self) -> Linear:
        """A new variable that is 0 or 1."""
        return self._new(0.0, 1.0, whole=True)

    def _new(self, lower: float, upper: float, *, whole: bool) -> Linear:
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return Linear(terms={len(self.lower) - 1: 1.0})

    def require(self, expression: Linear, low: float = -inf, high: float = inf) -> Row:
        """Let an expression lie between two bounds; the row that says so."""
        row = expression, low, high
        self.rows.append(row)
        return row

    def all_of(self, flags: Sequence[Linear]) -> Linear:
        """1 where every flag is 1, else 0."""
        return ONE - self.any_of([ONE - flag for flag in flags])

    def any_of(self, flags: Sequence[Linear]) -> Linear:
        """1 where some flag is 1, else 0."""
        if any(flag.fixed and flag.constant for flag in flags):
            return ONE
        open_ = [flag for flag in flags if not flag.fixed]
        if len(open_) < 2:  # noqa: PLR2004 -- one flag speaks for itself
            return open_[0] if open_ else ZERO
        some = self.binary()
        for flag in open_:
            self.require(some - flag, low=0.0)
        self.require(add(open_) - some, low=0.0)
        return some

    def at_least(self, count: Linear, needed: int, most: int) -> Linear:
        """1 where ``count``, a number of flags up to ``most``, is at least ``needed``, else 0."""
        if count.constant >= needed:
            return ONE
        if count.fixed:
            return ZERO
        enough = self.binary()
        self.require(count - enough * needed, low=0.0)
        self.require(count - enough * (most - needed + 1), high=needed - 1.0)
        return enough

    def product(self, value: Linear, flag: Linear, low: float, high: float) -> Linear:
        """``value``, which lies between ``low`` and ``high``, where ``flag`` is 1, else 0 (McCormick, exact here)."""
        if flag.fixed:
            return value * flag.constant
        result = self.variable(min(low, 0.0), max(high, 0.0))
        self.require(result - flag * low, low=0.0)
        self.require(result - flag * high, high=0.0)
        self.require(result - value - flag * low, high=-low)
        self.require(result - value - flag * high, low=-high)
        return result

    def solve(self, objective: Linear, nodes: int) -> Solution | None:
        """The values with the least ``objective``, or None where the rows contradict each other.

        The search looks at ``nodes`` branches at most, so that the same programme always gives the same
        answer; raises ``Unsolved`` where it ends before any solution is found.
        """
        found = self._run(objective, nodes, presolve=True)
        if found.status == INFEASIBLE:
            # Presolving has been seen to lose sets that just fit, so what it calls impossible is tried without it.
            found = self._run(objective, nodes, presolve=False)
        if found.status == INFEASIBLE:
            return None
        if found.x is None:
            raise Unsolved
        return Solution(
            values=np.asarray(found.x),
            objective=float(found.fun) + objective.constant,
            bound=float(found.mip_dual_bound) + objective.constant,
        )

    def _run(self, objective: Linear, nodes: int, *, presolve: bool) -> OptimizeResult:
        from scipy.optimize import Bounds, milp  # noqa: PLC0415 -- slow import

        factors = np.zeros(len(self.lower))
        factors[list(objective.terms)] = list(objective.terms.values())
        return milp(
            factors,
            integrality=np.array(self.whole, np.intp),
            bounds=Bounds(np.array(self.lower), np.array(self.upper)),
            constraints=self._constraints(),
            options={"mip_rel_gap": 0.0, "node_limit": nodes, "presolve": presolve},
        )

    def _constraints(self) -> LinearConstraint:
        from scipy.optimize import LinearConstraint  # noqa: PLC0415 -- slow import
        from scipy.sparse import csr_array  # noqa: PLC0415 -- slow import

        counts = [len(expression.terms) for expression, _, _ in self.rows]
        factors = [factor for expression, _, _ in self.rows for factor in expression.terms.values()]
        columns = [variable for expression, _, _ in self.rows for variable in expression.terms]
        matrix = csr_array(
            (np.array(factors, np.float64), np.array(columns, np.int32), np.cumsum([0, *counts], dtype=np.int32)),
            shape=(len(self.rows), len(self.lower)),
        )
        low = np.array([low - expression.constant for expression, low, _ in self.rows], np.float64)
        high = np.array([high - expression.constant for expression, _, high in self.rows], np.float64)
        return LinearConstraint(matrix, low, high)
