"""Findings about correlations within and between levels."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.coherence import Flag, Method, Silence, Thresholds, pairs
from commonground.methods.examination.coherent import Coherence
from commonground.methods.examination.finding import Exhibit, Finding, Section
from commonground.methods.examination.subject import Subject
from commonground.methods.examination.words import count, listed, number, sentence


def correlation_findings(subject: Subject, found: Coherence) -> Iterator[Finding]:
    """What goes together, what does not, and what says the same twice."""
    yield from _areas(subject, found)
    yield from _upward(subject, found)
    yield from _strays(subject, found)
    yield from _overlaps(subject, found)
    yield from _silent(subject, found)


def _areas(subject: Subject, found: Coherence) -> Iterator[Finding]:
    """The pairs of the parts directly below the top."""
    if subject.levels.top not in found.groups:
        return
    each = pairs(found.within[Method.PEARSON][found.groups.index(subject.levels.top)], found.thresholds)
    values = [pair.value for pair in each if pair.value is not None]
    if not values:
        return
    flagged = {flag.value: sum(pair.flag is flag for pair in each) for flag in Flag}
    yield Finding(
        section=Section.COHERENCE,
        code="correlations-areas",
        exhibit=Exhibit.WITHIN,
        text=_between(values, flagged, found.thresholds),
        figures={"lowest": min(values), "highest": max(values), "pairs": len(values), **flagged},
        about=tuple(dict.fromkeys(code for pair in each if pair.flag for code in (pair.first, pair.second))),
    )


def _between(values: list[float], flagged: dict[str, int], bounds: Thresholds) -> str:
    parts = "parts directly below the top correlate"
    if len(values) == 1:
        return f"The two {parts} at {number(values[0], 2)}."
    return (
        f"The {parts} between {number(min(values), 2)} and {number(max(values), 2)}. Of "
        f"{count(len(values), 'pair', 'pairs')}, {_many(flagged[Flag.NEGATIVE], 'is', 'are')} below "
        f"{number(bounds.negative, 2)}, {_many(flagged[Flag.WEAK], 'lies', 'lie')} between that and "
        f"{number(bounds.weak, 2)}, and {_many(flagged[Flag.COLLINEAR], 'is', 'are')} above "
        f"{number(bounds.collinear, 2)}."
    )


def _upward(subject: Subject, found: Coherence) -> Iterator[Finding]:
    """The correlations of indicators with their own group."""
    indicators = set(subject.levels.indicators)
    own = [
        each
        for each in found.upward
        if each.first in indicators and each.second == subject.levels.node(each.first).parent
    ]
    against = [each for each in own if each.flag is Flag.NEGATIVE]
    weak = [each for each in own if each.flag is Flag.WEAK]
    text = (
        f"Of {number(len(own))} indicators, {_many(len(weak), 'goes', 'go')} only weakly with the group that they "
        f"stand in (below {number(found.thresholds.weak, 2)}), and {_many(len(against), 'goes', 'go')} against it."
    )
    figures: dict[str, float | int] = {"indicators": len(own), "weak": len(weak), "negative": len(against)}
    names = [f"{subject.node(each.first)} ({number(each.value, 2)})" for each in against]
    look = ""
    if against:
        look = f"See whether the direction and the coding are as meant: {listed(names, 4)}."
    yield Finding(
        section=Section.COHERENCE,
        code="correlations-upward",
        exhibit=Exhibit.UPWARD,
        text=text,
        figures=figures,
        about=tuple(e.first for e in against),
        look=look,
    )


def _some(names: list[str]) -> str:
    """The first three pairs; each is a line's worth."""
    return f"{'; '.join(names[:3])}{'; …' if names[3:] else ''}"


def _many(value: int, one: str, many: str) -> str:
    return count(value, one, many) if value else f"none {one}"


def _strays(subject: Subject, found: Coherence) -> Iterator[Finding]:
    if not found.strays:
        return
    names = [f"{subject.node(each.indicator)} (with {subject.node(each.other)})" for each in found.strays]
    yield Finding(
        section=Section.COHERENCE,
        code="correlations-strays",
        exhibit=Exhibit.STRAYS,
        text=f"{sentence(count(len(found.strays), 'indicator goes', 'indicators go'))} along with another area more "
        f"than with {'its' if len(found.strays) == 1 else 'their'} own: {listed(names, 3)}.",
        figures={"indicators": len(found.strays)},
        about=tuple(each.indicator for each in found.strays),
        look="They stand where their meaning puts them; see whether the areas are still those you mean.",
    )


def _overlaps(subject: Subject, found: Coherence) -> Iterator[Finding]:
    if not found.overlaps:
        return
    names = [f"{subject.node(each.first)} and {subject.node(each.second)}" for each in found.overlaps]
    yield Finding(
        section=Section.COHERENCE,
        code="overlaps",
        exhibit=Exhibit.OVERLAPS,
        text=f"{sentence(count(len(found.overlaps), 'pair', 'pairs'))} of indicators "
        f"{'correlates' if len(found.overlaps) == 1 else 'correlate'} "
        f"above {number(found.thresholds.collinear, 2)}: {_some(names)}.",
        figures={"pairs": len(found.overlaps), "highest": max(each.correlation for each in found.overlaps)},
        about=tuple(dict.fromkeys(code for each in found.overlaps for code in (each.first, each.second))),
        look="What such a pair has in common counts twice; see whether that is meant.",
    )


def _silent(subject: Subject, found: Coherence) -> Iterator[Finding]:
    flat = tuple(each.indicator for each in found.silent if each.why is Silence.FLAT)
    unheard = tuple(each.indicator for each in found.silent if each.why is Silence.UNHEARD)
    if flat:
        yield Finding(
            section=Section.COHERENCE,
            code="silent-flat",
            exhibit=Exhibit.SILENT,
            text=f"{sentence(count(len(flat), 'indicator has', 'indicators have'))} the same value for every place: "
            f"{listed([subject.node(code) for code in flat], 3)}.",
            figures={"indicators": len(flat)},
            about=flat,
            look="They set no place apart in this period; see whether they do in another.",
        )
    if unheard:
        asked = len(subject.levels.indicators)
        yield Finding(
            section=Section.COHERENCE,
            code="silent-unheard",
            exhibit=Exhibit.SILENT,
            text=f"{number(len(unheard))} of {number(asked)} indicators are hardly heard at the top: their tie with "
            f"it, as a line and as a curve, is below {number(found.thresholds.weak, 2)}.",
            figures={"indicators": len(unheard), "asked": asked},
            about=unheard,
            look="Say their results beside the top score, where they would otherwise go unseen.",
        )
