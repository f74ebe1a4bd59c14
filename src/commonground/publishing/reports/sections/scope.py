"""What a report is made from: an opened edition in one language, a period, and the words of its editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from commonground.publishing.explorer.draw import chart_of
from commonground.publishing.explorer.scope import scope
from commonground.publishing.explorer.state import View
from commonground.publishing.narrative.grammar import Language
from commonground.publishing.narrative.told import narrative
from commonground.publishing.narrative.values import Fact
from commonground.publishing.queries.opened import Opened, PeriodInfo
from commonground.publishing.reports.content import Picture


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An edition as a report speaks of it; ``of`` is the place or area that it is about, or empty."""

    opened: Opened
    period: PeriodInfo
    language: Language
    site: str
    of: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the report is about: a place, an area or the index."""
        if self.of in self.opened.places:
            return self.opened.place_name(self.of)
        return self.opened.node(self.of).title if self.of else self.opened.info.title

    @property
    def address(self) -> str:
        """The permanent address of the edition."""
        return f"{self.site.rstrip('/')}/indices/{self.opened.info.pinned}"

    def told(self, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Facts as sentences, in an editor's words where there are any."""
        return tuple(each.text for each in narrative(self.opened, facts, self.language).sentences)

    def picture(self, view: View, *, title: str = "", short: bool = False) -> Picture:
        """A view of the explorer, under its own finding or another title."""
        chart = chart_of(scope(self.opened, replace(view, period=self.period.code)))
        return Picture(
            code=str(view.kind),
            title=title or chart.finding.text,
            note=" ".join((f"{chart.subtitle}.", *chart.notes)),
            alt=f"{chart.alt}. {chart.finding.text}.",
            chart=chart,
            scale=self.opened.info.scale,
            short=short,
        )
