"""Findings about which assumption matters."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.examination.finding import Exhibit, Finding, Section
from commonground.methods.examination.findings.ranks import brief
from commonground.methods.examination.subject import Subject
from commonground.methods.examination.words import number, per_cent, sentence
from commonground.methods.robustness import Robustness


def sensitivity_findings(subject: Subject, robust: Robustness) -> Iterator[Finding]:
    """Which assumption moves ranks most, on the whole and for one place."""
    effects = sorted(robust.sensitivity.effects, key=lambda effect: -effect.total.value)
    least, most = effects[-1], effects[0]
    names = brief(robust.simulation.factors)
    if most.total.value <= 0:
        yield _nothing(robust)
        return
    others = f"; {names[least.factor.code]} least ({per_cent(max(least.total.value, 0.0))})" if len(effects) > 1 else ""
    yield Finding(
        code="sensitivity",
        section=Section.SENSITIVITY,
        exhibit=Exhibit.SOBOL,
        text=f"{sentence(names[most.factor.code])} moves ranks most: with all that it meets, it accounts for "
        f"{per_cent(max(most.total.value, 0.0))} of the variance of the mean change of rank{others}.",
        figures={effect.factor.code: effect.total.value for effect in effects},
        about=(most.factor.code,),
        look=f"If one choice is to be explained beside the ranking, it is this one: {names[most.factor.code]}.",
    )
    yield from _largest(subject, robust)


def _nothing(robust: Robustness) -> Finding:
    return Finding(
        code="sensitivity",
        section=Section.SENSITIVITY,
        exhibit=Exhibit.SOBOL,
        text="No assumption moves any rank.",
        figures={effect.factor.code: effect.total.value for effect in robust.sensitivity.effects},
    )


def _largest(subject: Subject, robust: Robustness) -> Iterator[Finding]:
    found = robust.moves
    moved = [
        (shift, factor, unit)
        for factor in range(len(found.factors))
        for unit in range(len(found.units))
        if (shift := found.largest(factor, unit))
    ]
    if moved:
        shift, factor, unit = max(moved, key=lambda each: each[0])
        yield Finding(
            code="largest-move",
            section=Section.SENSITIVITY,
            exhibit=Exhibit.MOVES,
            text=f"The furthest that one assumption alone takes a place is {number(shift)} ranks: "
            f"{subject.unit(found.units[unit])}, by {brief(found.factors)[found.factors[factor].code]}.",
            figures={"ranks": shift},
            about=(found.units[unit], found.factors[factor].code),
        )
