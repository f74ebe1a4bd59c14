"""Findings about what groups are made of: consistency, components, effective weights, influence."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.coherence import Importance, Influence
from commonground.methods.examination.coherent import Coherence
from commonground.methods.examination.finding import Exhibit, Finding, Section
from commonground.methods.examination.subject import Subject
from commonground.methods.examination.words import count, number, per_cent, sentence

FORMATIVE = "The parts of a policy index make up what it measures and need not vary together."
FAR = 2.0
"""An effective weight is far from the nominal one where it is over twice, or under half of it."""


def composition_findings(subject: Subject, found: Coherence) -> Iterator[Finding]:
    """How the groups are made up, and who counts for how much in them."""
    yield from _consistency(subject, found)
    yield from _components(subject, found)
    yield from _weights(subject, found)
    yield from _influence(subject, found)


def _consistency(subject: Subject, found: Coherence) -> Iterator[Finding]:
    known = {each.group: each.alpha for each in found.consistencies if each.alpha is not None}
    if not known:
        return
    top = subject.levels.top
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    first = f"Cronbach's alpha of the parts directly below the top is {number(known[top], 2)}. " if top in known else ""
    yield Finding(
        section=Section.COHERENCE,
        code="consistency",
        exhibit=Exhibit.CONSISTENCY,
        text=f"{first}Of all groups it is lowest in {subject.node(low)} ({number(known[low], 2)}) and highest in "
        f"{subject.node(high)} ({number(known[high], 2)}). {FORMATIVE}",
        figures={"lowest": known[low], "highest": known[high], **({"top": known[top]} if top in known else {})},
        about=(low, high),
    )


def _components(subject: Subject, found: Coherence) -> Iterator[Finding]:
    top = next((each for each in found.components if each.group == subject.levels.top and each.units), None)
    if top is None or not len(top.eigenvalues):
        return
    share = float(top.explained[: top.kept].sum())
    more = count(top.kept, "component", "components")
    text = (
        f"The parts directly below the top vary in {more} more than chance would have them, with {per_cent(share)} "
        "of their variance."
        if top.kept
        else "The parts directly below the top have no component beyond what chance would give."
    )
    yield Finding(
        section=Section.COHERENCE,
        code="components",
        exhibit=Exhibit.CONSISTENCY,
        text=text,
        figures={"components": top.kept, "explained": share},
        about=top.children,
    )


def _weights(subject: Subject, found: Coherence) -> Iterator[Finding]:
    top = found.importances.get(subject.levels.top, ())
    known = [each for each in top if each.nominal and each.effective_linear is not None]
    if not known:
        return
    low, high = min(known, key=_effective), max(known, key=_effective)
    far = tuple(each for each in known if not 1 / FAR <= _effective(each) / (each.nominal or 1) <= FAR)
    names = "; ".join(
        f"{subject.node(e.child)} {per_cent(e.nominal)} by its weight, {per_cent(e.effective_linear)} in effect"
        for e in far
    )
    yield Finding(
        section=Section.COHERENCE,
        code="effective-weights",
        exhibit=Exhibit.WEIGHTS,
        text=f"Of the parts directly below the top, {subject.node(high.child)} goes along most with the top score "
        f"({per_cent(high.effective_linear)} of the effective weight, {per_cent(high.nominal)} by its own) and "
        f"{subject.node(low.child)} least ({per_cent(low.effective_linear)}, {per_cent(low.nominal)} by its own).",
        figures={"highest": _effective(high), "lowest": _effective(low)},
        about=(high.child, low.child),
        look=f"See whether these parts count for as much as you mean them to: {names}." if far else "",
    )


def _effective(each: Importance) -> float:
    return each.effective_linear or 0.0


def _influence(subject: Subject, found: Coherence) -> Iterator[Finding]:
    known = [each for each in found.influences if each.mean_shift is not None]
    if not known:
        return
    most = max(known, key=lambda each: each.mean_shift or 0.0)
    still = sum(not each.largest_shift for each in known)
    yield Finding(
        section=Section.COHERENCE,
        code="influence",
        exhibit=Exhibit.INFLUENCE,
        text=_moved(subject, most, len(known), still),
        figures={
            "mean_shift": most.mean_shift or 0.0,
            "largest_shift": most.largest_shift or 0,
            "without_effect": still,
        },
        about=(most.code,),
    )


def _moved(subject: Subject, most: Influence, known: int, still: int) -> str:
    parts = f"Of the {number(known)} parts that can be left out one at a time"
    if still == known:
        return f"{parts}, none changes any rank."
    none = f" For {count(still, 'of them', 'of them')}, no rank changes at all." if still else ""
    return (
        f"{parts}, {subject.node(most.code)} moves ranks most: by {number(most.mean_shift, 1)} on average and at most "
        f"by {number(most.largest_shift)} ({sentence(subject.unit(most.unit))}).{none}"
    )
