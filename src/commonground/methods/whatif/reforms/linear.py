"""Linear expressions over the variables of a programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A sum of variables (by number) times their factors, plus a constant."""

    terms: Mapping[int, float] = field(default_factory=dict)
    constant: float = 0.0

    def __add__(self, other: Linear) -> Linear:
        return add((self, other))

    def __sub__(self, other: Linear) -> Linear:
        return add((self, other * -1.0))

    def __mul__(self, factor: float) -> Linear:
        return Linear(
            terms={variable: each * factor for variable, each in self.terms.items()}, constant=self.constant * factor
        )

    @property
    def fixed(self) -> bool:
        """Whether no variable can move it."""
        return not self.terms


ZERO, ONE = Linear(), Linear(constant=1.0)


def add(expressions: Iterable[Linear]) -> Linear:
    """The sum of expressions."""
    terms: dict[int, float] = {}
    constant = 0.0
    for each in expressions:
        constant += each.constant
        for variable, factor in each.terms.items():
            terms[variable] = terms.get(variable, 0.0) + factor
    return Linear(terms=terms, constant=constant)
