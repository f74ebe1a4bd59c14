"""Findings about data coverage."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.examination.coverage import ENOUGH
from commonground.methods.examination.finding import Exhibit, Finding, Section
from commonground.methods.examination.subject import Subject
from commonground.methods.examination.words import count, listed, number, per_cent, sentence


def data_findings(subject: Subject) -> Iterator[Finding]:
    """How complete the data are, and where they are thin."""
    yield _whole(subject)
    yield from _thin(subject)
    yield from _sparse(subject)
    yield from _unscored(subject)


def _whole(subject: Subject) -> Finding:
    whole = subject.coverage.whole
    share = f"{per_cent(whole.share)} of the values that the index asks for are there: {number(whole.given)} of "
    return Finding(
        code="coverage-whole",
        section=Section.COVERAGE,
        exhibit=Exhibit.UNITS,
        text=f"All {number(whole.asked)} values that the index asks for are there."
        if whole.given == whole.asked
        else f"{share}{number(whole.asked)}.",
        figures={"given": whole.given, "asked": whole.asked},
    )


def _thin(subject: Subject) -> Iterator[Finding]:
    thin = tuple(each.code for each in subject.coverage.units if not each.enough)
    if thin:
        yield Finding(
            code="coverage-units",
            section=Section.COVERAGE,
            exhibit=Exhibit.UNITS,
            text=f"{sentence(count(len(thin), 'place has', 'places have'))} less than {per_cent(ENOUGH)} of their "
            f"values: {listed([subject.unit(code) for code in thin])}.",
            figures={"units": len(thin)},
            about=thin,
            look="Read their scores with the missing values in mind, or fill the gaps first.",
        )


def _sparse(subject: Subject) -> Iterator[Finding]:
    sparse = tuple(each.code for each in subject.coverage.indicators if not each.enough)
    if sparse:
        yield Finding(
            code="coverage-indicators",
            section=Section.COVERAGE,
            exhibit=Exhibit.INDICATORS,
            text=f"{sentence(count(len(sparse), 'indicator has', 'indicators have'))} a value for less than "
            f"{per_cent(ENOUGH)} of places: {listed([subject.node(code) for code in sparse], 3)}.",
            figures={"indicators": len(sparse)},
            about=sparse,
            look="See whether the question was asked everywhere, and what the rule for missing data makes of it.",
        )


def _unscored(subject: Subject) -> Iterator[Finding]:
    without = subject.coverage.unscored
    if without:
        yield Finding(
            code="coverage-unscored",
            section=Section.COVERAGE,
            exhibit=Exhibit.UNITS,
            text=f"{sentence(count(len(without), 'place has', 'places have'))} no score: "
            f"{listed([subject.unit(code) for code in without])}.",
            figures={"units": len(without)},
            about=without,
            look="They stand in no ranking; see what they lack.",
        )
