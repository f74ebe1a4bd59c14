"""From an examination to its report."""

from __future__ import annotations

from collections.abc import Iterator

from commonground import __version__
from commonground.methods.examination import Examination, Finding, Section, assumptions
from commonground.methods.examination.words import number, per_cent
from commonground.scores.examinations.report import Part, Report, Sentence, Table
from commonground.scores.examinations.sections.composition import composition_tables
from commonground.scores.examinations.sections.correlations import correlation_tables
from commonground.scores.examinations.sections.coverage import coverage_tables
from commonground.scores.examinations.sections.ranks import rank_tables
from commonground.scores.examinations.sections.sensitivity import sensitivity_tables

TITLES = {
    Section.COVERAGE: "Data coverage",
    Section.COHERENCE: "Coherence",
    Section.ROBUSTNESS: "Robustness",
    Section.SENSITIVITY: "Sensitivity",
}
NOTES = {
    Section.COVERAGE: "Which of the values that the index asks for are there.",
    Section.COHERENCE: "How the parts go together. They make up what the index measures; nothing here asks for a part "
    "to be taken out.",
    Section.ROBUSTNESS: "What ranks owe to choices of method that could have been made otherwise.",
    Section.SENSITIVITY: "Which of these choices matter most.",
}
SOURCES = (
    "The form of the audit: OECD and Joint Research Centre, Handbook on Constructing Composite Indicators (2008).",
    "Runs with other assumptions: Saisana, Saltelli and Tarantola, J. of the Royal Statistical Society A 168 (2005).",
    "Bounds of correlations (−0.3, 0.3, 0.92) and coverage (65%), by convention: Joint Research Centre, COIN Tool.",
    "Formative indices: Diamantopoulos and Winklhofer, Journal of Marketing Research 38 (2001).",
)


def report(found: Examination) -> Report:
    """The report of an examination."""
    subject = found.subject
    whole = " · ".join(filter(None, (subject.edition, subject.period)))
    return Report(
        title=f"Statistical audit of {subject.title}",
        subtitle=whole,
        notice="Fictional data" if subject.fictional else "",
        lede="What the data cover, how the parts of the index go together, and what its ranks owe to the choices "
        "behind it. Every finding leads to the table that shows its figures.",
        figures=tuple(_figures(found)),
        look_at=tuple(_sentence(finding) for finding in found.look_at),
        parts=tuple(_part(found, section) for section in Section),
        method=tuple(_method(found)),
    )


def _figures(found: Examination) -> Iterator[tuple[str, str]]:
    subject = found.subject
    for size, one, many in (
        (len(subject.levels.units), "place", "places"),
        (len(subject.levels.indicators), "indicator", "indicators"),
    ):
        yield number(size), one if size == 1 else many
    yield per_cent(subject.coverage.whole.share), "of values there"
    runs = found.robustness.intervals.runs
    yield number(runs), f"{'run' if runs == 1 else 'runs'} with other assumptions"


def _part(found: Examination, section: Section) -> Part:
    return Part(
        code=section,
        title=TITLES[section],
        note=NOTES[section],
        sentences=tuple(_sentence(finding) for finding in found.findings if finding.section is section),
        tables=tuple(_tables(found, section)),
    )


def _tables(found: Examination, section: Section) -> Iterator[Table]:
    match section:
        case Section.COVERAGE:
            yield from coverage_tables(found)
        case Section.COHERENCE:
            yield from correlation_tables(found)
            yield from composition_tables(found)
        case Section.ROBUSTNESS:
            yield from rank_tables(found)
        case _:
            yield from sensitivity_tables(found)


def _sentence(finding: Finding) -> Sentence:
    return Sentence(text=finding.text, look=finding.look, exhibit=finding.exhibit)


def _method(found: Examination) -> Iterator[str]:
    robust = found.robustness
    yield (
        f"Assumptions varied: {assumptions(robust.intervals)}. {number(robust.intervals.runs)} runs, each with "
        "alternatives drawn independently and with equal chance; what is not named was not varied."
    )
    yield from SOURCES
    yield f"Drawn from the seed {found.seed}; the same seed gives the same report. Commonground {__version__}."
