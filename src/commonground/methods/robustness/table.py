"""Robustness as lines for reading."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.robustness.whole import Robustness


def robustness_table(found: Robustness) -> Iterator[str]:
    """The rank interval of every unit, best first, then what each assumption does to the ranks."""
    intervals = found.intervals
    yield f"{intervals.runs} runs; varied: {'; '.join(intervals.assumptions)}."
    yield f"rank, and the ranks that hold {intervals.level:.0%} of the runs in which a place has one:"
    for unit in sorted(intervals.units, key=lambda each: (each.nominal is None, each.nominal, each.unit)):
        if unit.lower is None:
            yield f"{'-':>4}  {unit.unit}  no rank in any run"
        else:
            yield f"{unit.nominal or '-':>4}  {unit.unit}  {unit.lower} to {unit.upper}, mean {unit.mean:.1f}"
    yield "shares in the mean change of ranks, alone and with all it meets:"
    for effect in found.sensitivity.effects:
        yield f"  {effect.first.value:5.2f} {effect.total.value:5.2f}  {effect.factor.title}"
