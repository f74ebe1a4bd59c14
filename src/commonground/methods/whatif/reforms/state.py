"""What a node may come to, as linear expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonground.methods.whatif.reforms.linear import ONE, ZERO, Linear, add

Choices = tuple[tuple[float, Linear], ...]
"""The values that a node may take, each with its flag: 1 where the node takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A node's score and whether it has one.

    ``value`` is 0 where there is none; ``present`` is 1 where there is one. Scores lie between ``low`` and
    ``high``. ``choices`` is None where the node may take more values than are listed.
    """

    value: Linear
    present: Linear
    low: float
    high: float
    choices: Choices | None = None

    @property
    def fixed(self) -> bool:
        """Whether no change can move it."""
        return self.value.fixed and self.present.fixed


Members = Mapping[str, State]
"""The children of a group that apply."""

ABSENT = State(value=ZERO, present=ZERO, low=0.0, high=0.0, choices=())


def constant(score: float) -> State:
    """A node whose score cannot change."""
    return State(value=ONE * score, present=ONE, low=score, high=score, choices=((score, ONE),))


def chosen(choices: Iterable[tuple[float, Linear]]) -> State:
    """A node that takes one of these values, or none where no flag is 1."""
    flags: dict[float, list[Linear]] = {}
    for score, flag in choices:
        flags.setdefault(score, []).append(flag)
    merged = tuple((score, add(each)) for score, each in flags.items())
    if not merged:
        return ABSENT
    return State(
        value=add(flag * score for score, flag in merged),
        present=add(flag for _, flag in merged),
        low=min(flags),
        high=max(flags),
        choices=merged,
    )


def filled(state: State, points: float) -> State:
    """The node with ``points`` in place of a score that is missing."""
    missing = ONE - state.present
    if missing == ZERO:
        return state
    bounds = (state.low, state.high, points) if state.present != ZERO else (points,)
    choices = None if state.choices is None else (*state.choices, (points, missing))
    return State(value=state.value + missing * points, present=ONE, low=min(bounds), high=max(bounds), choices=choices)
