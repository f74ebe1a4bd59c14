"""How the figures came about, and how to cite them: at the end of every report."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.publishing.bundles.content import licence_of
from commonground.publishing.charts.pictures import band_said
from commonground.publishing.display import figured, number, owned, percent
from commonground.publishing.queries.opened import Opened
from commonground.publishing.queries.varied import varied
from commonground.publishing.reports.content import Block, Facts, Shade, Table, Text
from commonground.publishing.reports.sections.scope import Subject
from commonground.publishing.reports.sections.tables import shades_table
from commonground.publishing.words import clauses, listed


def method(subject: Subject) -> Iterator[Block]:
    """What is measured and how, what intervals rest on, what is missing."""
    opened = subject.opened
    yield Text(paragraphs=tuple(dict.fromkeys(filter(None, (*_what(opened), _of_intervals(opened), _of_gaps(opened))))))
    if opened.framework.bands:
        yield _bands(opened)


def _what(opened: Opened) -> Iterator[str]:
    index, framework = opened.edition.index, opened.framework
    yield index.summary
    yield framework.text
    low, high = opened.info.scale
    parts = {
        "questions": len(framework.questions),
        "areas": listed([opened.node(code).title for code in framework.areas]),
        "low": number(low),
        "high": number(high),
        "places": len(opened.places),
    }
    if opened.info.numeric:
        yield _("%(questions)s indicators in these areas: %(areas)s. Scores run from %(low)s to %(high)s.") % parts
    else:
        yield (
            _(
                "%(questions)s questions in these areas: %(areas)s. Each answer carries points; scores run from "
                "%(low)s to %(high)s and follow from the answers by the published rules alone."
            )
            % parts
        )
    yield _(
        "A mean is that of the places that have a score. Change between periods is counted over the places that have "
        "one in both."
    )


def _of_intervals(opened: Opened) -> str:
    found = varied(opened)
    if found is None:
        return ""
    words = {
        "runs": number(found.runs),
        "level": percent(found.level),
        "assumptions": clauses(found.assumptions),
    }
    return (
        _(
            "Intervals hold the middle %(level)s of %(runs)s runs of the index in which choices of method were varied: "
            "%(assumptions)s. They say what scores and ranks owe to these choices; they are no margins of error."
        )
        % words
    )


def _of_gaps(opened: Opened) -> str:
    if opened.info.numeric:
        return _("Coverage is the share of values that were measured; the others were filled in as the method says.")
    return _(
        "Coverage is the share of the questions that apply and are answered. A score below the minimum coverage does "
        "not exist."
    )


def _bands(opened: Opened) -> Table:
    bands = opened.framework.bands
    said = [band_said(band, bands).removeprefix(band.label).strip() for band in bands]
    return shades_table(
        "bands",
        ngettext("%(count)s band of scores", "%(count)s bands of scores", len(bands)) % {"count": len(bands)},
        _("Bands are decided on the score at full precision, not on what is printed."),
        first=_("Band"),
        heads=(_("Scores"),),
        rows=[(band.label, [Shade(text=text, level=band.level)]) for band, text in zip(bands, said, strict=True)],
        of_nodes=True,
    )


def cite(subject: Subject) -> Iterator[Block]:
    """The citation, the licence, and where every number can be opened and computed again."""
    info = subject.opened.info
    yield Text(paragraphs=(citation(subject),))
    licence = (info.licence or _("Private, no licence stated."), licence_of(info.licence).url)
    yield Facts(
        pairs=(
            (_("Licence"), " · ".join(filter(None, licence))),
            (_("Open data"), f"{subject.address}/data"),
            (_("Inputs"), info.inputs_hash),
            (_("Results"), info.results_hash),
        )
    )
    yield Text(
        paragraphs=(
            _("Every number opens at the address of the edition: to the answer, the rule and the source behind it."),
        )
    )


def citation(subject: Subject) -> str:
    """How to cite the edition, as on its page of open data."""
    info = subject.opened.info
    said = _("%(title)s %(label)s, edition %(number)s (%(date)s).") % {
        "title": owned(info.title),
        "label": owned(info.label),
        "number": info.number,
        "date": figured(info.published),
    }
    parts = (said, _("Fictional data.") if info.fictional else "", "Commonground.", figured(subject.address))
    return " ".join(filter(None, parts))


def sheet_cite(subject: Subject) -> Iterator[Block]:
    """The citation alone."""
    yield Text(paragraphs=(citation(subject),))
