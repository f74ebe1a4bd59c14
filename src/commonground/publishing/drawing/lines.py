"""The chart of scores over time: one line an area, its name and last score at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from commonground.publishing.display import exact
from commonground.publishing.drawing.axes import Scale, Tick, nice, per_cent
from commonground.publishing.queries.opened import PeriodInfo
from commonground.publishing.queries.place_page import History

HEIGHT = 280
APART = 17.0
"""Pixels between the names at the ends of lines."""
NAME = 22
"""Letters of a name that fit beside the drawing."""
LABELS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch between two scores; ``gap`` where periods without a score lie between them."""

    x1: str
    y1: str
    x2: str
    y2: str
    gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One node's line. ``label_y`` is where its last score and name stand, moved where names would overlap."""

    area: int
    last: float
    name: str
    title: str
    segments: tuple[Segment, ...]
    dots: tuple[tuple[str, str], ...]
    label_y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The whole drawing. ``end`` is the room for names at the end, in rem."""

    height: int
    levels: tuple[tuple[str, str, bool], ...]
    periods: tuple[Tick, ...]
    lines: tuple[Line, ...]
    end: float


def plot(history: Sequence[History], periods: Sequence[PeriodInfo], scale: Scale) -> Plot | None:
    """The drawing of several nodes over time; None where fewer than two periods have scores."""
    known = [value for line in history for value in line.scores if value is not None]
    if sum(any(line.scores[n] is not None for line in history) for n in range(len(periods))) < 2:  # noqa: PLR2004 -- a line needs two
        return None
    marks = _levels(min(known), max(known), scale)
    low, high = marks[0], marks[-1]
    x = _across(periods)

    def y(value: float) -> float:
        return HEIGHT - (value - low) / (high - low) * HEIGHT

    lasts = {n: [v for v in line.scores if v is not None][-1:] for n, line in enumerate(history)}
    where = _spread({n: y(last[0]) for n, last in lasts.items() if last})
    lines = tuple(_line(history[n], x, y, label_y) for n, label_y in sorted(where.items()))
    return Plot(
        height=HEIGHT,
        levels=tuple((_px(y(mark)), exact(mark), mark == low) for mark in marks),
        periods=_labels(periods, x),
        lines=lines,
        end=round(3 + 0.47 * max(len(line.name) for line in lines), 2),
    )


def _levels(low: float, high: float, scale: Scale) -> tuple[float, ...]:
    """Round levels that cover the scores, and at least a fifth of the scale, so that small moves look small."""
    wanted = (scale[1] - scale[0]) / 5
    short = max(wanted - (high - low), 0.0) / 2
    low, high = max(low - short, scale[0]), min(high + short, scale[1])
    return nice(min(low, scale[1] - wanted), max(high, scale[0] + wanted), 5)


def _line(history: History, x: Sequence[float], y: Callable[[float], float], label_y: float) -> Line:
    points = [(n, x[n], y(value)) for n, value in enumerate(history.scores) if value is not None]
    last = next(value for value in reversed(history.scores) if value is not None)
    title = history.node.title
    return Line(
        area=history.node.area,
        last=last,
        name=title if len(title) <= NAME else f"{title[: NAME - 1].rstrip()}…",
        title=title,
        segments=tuple(
            Segment(x1=per_cent(x1), y1=_px(y1), x2=per_cent(x2), y2=_px(y2), gap=n2 - n1 > 1)
            for (n1, x1, y1), (n2, x2, y2) in pairwise(points)
        ),
        dots=tuple((per_cent(px), _px(py)) for _n, px, py in points),
        label_y=_px(label_y + 4),
    )


def _spread(ends: dict[int, float]) -> dict[int, float]:
    """Move labels down, then up again from the foot, until none overlaps."""
    order = sorted(ends, key=lambda n: ends[n])
    at: list[float] = []
    for n in order:
        at.append(max(ends[n], at[-1] + APART) if at else ends[n])
    floor_ = HEIGHT + 4.0
    for place in range(len(at) - 1, -1, -1):
        at[place] = min(at[place], floor_)
        floor_ = at[place] - APART
    return dict(zip(order, at, strict=True))


def _across(periods: Sequence[PeriodInfo]) -> list[float]:
    """Periods by their dates, or by their numbers where they are years, else evenly."""
    if len(periods) == 1:
        return [50.0]
    when = [_when(period) for period in periods]
    known = [value for value in when if value is not None]
    if len(known) < len(when) or sorted(set(known)) != known:
        known = [float(n) for n in range(len(periods))]
    return [(value - known[0]) / (known[-1] - known[0]) * 100 for value in known]


def _when(period: PeriodInfo) -> float | None:
    if period.reference_date:
        return date.fromisoformat(period.reference_date).toordinal() / 365.25
    return float(period.code) if period.code.isdecimal() else None


def _labels(periods: Sequence[PeriodInfo], x: Sequence[float]) -> tuple[Tick, ...]:
    """The first, the last, and as many between them as have room."""
    last = len(periods) - 1
    least = 100 / LABELS
    kept: list[int] = []
    for n in range(last):
        if (not kept or x[n] - x[kept[-1]] >= least) and x[last] - x[n] >= least * 0.8:
            kept.append(n)
    anchors = {0: "start", last: "end"}
    return tuple(
        Tick(at=per_cent(x[n]), label=periods[n].label, anchor=anchors.get(n, "middle")) for n in (*kept, last)
    )


def _px(value: float) -> str:
    return f"{round(value, 1):g}"
