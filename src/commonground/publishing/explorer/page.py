"""The page of the explorer: a chart, the ways to share it, and the form that asks for another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote

from commonground.methods.index.framework import Band
from commonground.publishing.display import change
from commonground.publishing.explorer.changes import SHOWN, Mover, moved, movers
from commonground.publishing.explorer.chart import PRINTED, Chart, Column
from commonground.publishing.explorer.draw import chart_of
from commonground.publishing.explorer.form import Form, form_of
from commonground.publishing.explorer.heights import embedded
from commonground.publishing.explorer.kinds import TITLES, TRAITS, Kind, kinds_of
from commonground.publishing.explorer.moves import moves_of
from commonground.publishing.explorer.own import recipe
from commonground.publishing.explorer.scope import Scope, scored
from commonground.publishing.explorer.state import View
from commonground.publishing.explorer.supposed import Way, way_to
from commonground.publishing.queries.opened import EditionInfo, PeriodInfo
from commonground.publishing.queries.tables import Table, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A way to another view or period of the same state."""

    label: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorePage:
    """Everything the page of a view shows. ``address`` is where the view stands, ``pinned`` where it never changes.

    ``measures`` are the titles of what is measured, or what an own index is made of.
    """

    edition: EditionInfo
    measures: tuple[str, ...]
    since: PeriodInfo | None
    period: PeriodInfo
    address: str
    pinned: str
    licence: str
    official: bool
    chart: Chart
    movers: tuple[Mover, ...]
    unlisted: tuple[Tab, ...] = field(metadata=PRINTED)
    way: Way | None
    bands: tuple[Band, ...] = field(metadata=PRINTED)
    view: View = field(metadata=PRINTED)
    tabs: tuple[Tab, ...] = field(metadata=PRINTED)
    steps: tuple[Tab, ...] = field(metadata=PRINTED)
    form: Form = field(metadata=PRINTED)
    downloads: tuple[Tab, ...] = field(metadata=PRINTED)
    adopt: str = field(default="", metadata=PRINTED)

    @property
    def tall(self) -> int:
        """The height of the view in a frame on another's page."""
        return embedded(self.chart, [step.label for step in self.steps])

    def table(self) -> Table:
        """The figures; each row says what is measured, when, and in which view."""
        found = self._answers() if self.chart.kind == Kind.CHANGE else self.chart.table()
        said = (" / ".join(self.measures), self.since.label if self.since else None, self.period.label, self.pinned)
        return replace(
            found,
            columns=(*found.columns, "measure", "since", "period", "view"),
            rows=tuple((*row, *said) for row in found.rows),
        )

    def _answers(self) -> Table:
        rows: list[tuple[Value, ...]] = [
            (
                mover.place, mover.name, mover.move, each.question, each.title, each.before, each.after,
                each.before_label, each.after_label, each.alone, each.said.comment, each.said.source,
            )
            for mover in self.movers
            for each in mover.answers
        ]  # fmt: skip
        names = "place name change question title before after answer_before answer_after alone comment source"
        figure = Column(code="", title="").format
        return Table(
            columns=tuple(names.split()),
            rows=tuple(rows),
            formats=dict.fromkeys(("change", "before", "after", "alone"), figure),
        )


def explore_page(scope: Scope, *, most: int = SHOWN) -> ExplorePage:
    """The page of a view; so many changed answers are listed at ``most``."""
    view, info = scope.view, scope.opened.info
    chart = chart_of(scope)
    chart = replace(chart, notes=(*chart.notes, *scope.dated))
    way = way_to(scope) if TRAITS[view.kind].supposes else None
    opened = movers(scope, most) if view.kind == Kind.CHANGE else ()
    return ExplorePage(
        edition=info,
        measures=_measures(scope),
        since=scope.since if TRAITS[view.kind].since else None,
        period=scope.period,
        address=address(info.name, view),
        pinned=address(info.pinned, view),
        licence=info.licence,
        official=chart.official,
        chart=chart,
        movers=opened,
        unlisted=_unlisted(scope, opened),
        way=way,
        bands=scope.opened.framework.bands,
        view=view,
        tabs=tuple(
            Tab(label=str(TITLES[each.kind]), address=address(info.name, each), here=each.kind == view.kind)
            for each in (replace(view, kind=kind).used() for kind in kinds_of(numeric=info.numeric))
        ),
        steps=_steps(scope) if TRAITS[view.kind].steps else (),
        form=form_of(scope),
        downloads=tuple(_downloads(view, info.name)),
        adopt=address(info.name, replace(view, changes=way.changes, target="")) if way and way.steps else "",
    )


def address(name: str, view: View, form: str = "") -> str:
    """Where a view stands, below the root of the site."""
    query = view.query()
    return f"/indices/{quote(name, safe='@')}/explore/{view.kind}{form}" + (f"?{query}" if query else "")


def _measures(scope: Scope) -> tuple[str, ...]:
    """What the view measures, by name."""
    traits = TRAITS[scope.view.kind]
    if traits.weighted:
        return (recipe(scope),)
    nodes = scope.measures if traits.several and len(scope.view.measure) > 1 else (scope.measure,)
    return tuple(node.title for node in (*nodes, *((scope.against,) if traits.against else ())))


def _steps(scope: Scope) -> tuple[Tab, ...]:
    """The periods in which any of the places has a score: what the animation walks through."""
    found = [p for p in scope.opened.periods if scored(scope.opened, scope.measure.code, scope.places, p)]
    return tuple(
        Tab(
            label=period.label,
            address=address(scope.opened.info.name, replace(scope.view, period=period.code)),
            here=period == scope.period,
        )
        for period in found
    )


def _unlisted(scope: Scope, listed: tuple[Mover, ...]) -> tuple[Tab, ...]:
    """The other places that moved, each with the address that lists its answers."""
    if scope.view.kind != Kind.CHANGE:
        return ()
    moves, shown = moves_of(scope), {mover.place for mover in listed}
    return tuple(
        Tab(
            label=f"{scope.name(place)} {change(moves[place])}",
            address=address(scope.opened.info.name, replace(scope.view, marked=(place,))),
            here=False,
        )
        for place in moved(scope)
        if place not in shown
    )


def _downloads(view: View, name: str) -> list[Tab]:
    pictures = () if view.kind == Kind.TABLE else ("svg", "png", "pdf")
    return [
        Tab(label=form.upper(), address=address(name, view, f".{form}"), here=False)
        for form in (*pictures, "csv", "xlsx", "json")
    ]
