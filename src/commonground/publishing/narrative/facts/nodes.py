"""What is said of an area, an indicator or a group of places: level, ends, parts, change, causes."""

from __future__ import annotations

from commonground.publishing.narrative.facts.bits import (
    Held,
    cell,
    ends,
    named_or_counted,
    node_name,
    noun,
    place_name,
    present,
)
from commonground.publishing.narrative.facts.causes import mean_causes
from commonground.publishing.narrative.facts.places import ends_of
from commonground.publishing.narrative.values import Cell, Count, Fact, Named, Points, Score, Value, When
from commonground.publishing.queries.figures import SAME, mean_of
from commonground.publishing.queries.opened import Opened, PeriodInfo
from commonground.publishing.queries.place_groups import Group, day_of

Places = tuple[str, ...]


def of_area(opened: Opened, node: str, period: PeriodInfo) -> tuple[Fact, ...]:
    """An area or another group of questions across all places."""
    key = f"area:{node}:{period.code}"
    places = tuple(opened.places)
    return present(
        _level(opened, node, period, key),
        _ends(opened, node, places, period, key),
        _parts(opened, node, period, key),
        _moves(opened, node, places, period, key),
        mean_causes(opened, places, period, node, f"{key}:edition"),
    )


def of_indicator(opened: Opened, node: str, period: PeriodInfo) -> tuple[Fact, ...]:
    """A question across all places."""
    key = f"indicator:{node}:{period.code}"
    return present(
        _answered(opened, node, period, key),
        _options(opened, node, period, key),
        _moves(opened, node, tuple(opened.places), period, key),
    )


def of_group(opened: Opened, group: Group, period: PeriodInfo) -> tuple[Fact, ...]:
    """A group of places, as it stood on the day of the period."""
    members = group.places(day_of(period))
    places = tuple(code for code in opened.places if code in members)
    key, node = f"group:{group.code}:{period.code}", opened.headline
    return present(
        _of_members(opened, group, places, period, key),
        _ends(opened, node, places, period, key),
        _against(opened, group.code, places, period, key),
        _moves(opened, node, places, period, key),
        mean_causes(opened, places, period, node, f"{key}:edition"),
        _absent(opened, places, period, key),
    )


def held(opened: Opened, node: str, places: Places, period: PeriodInfo) -> list[Held]:
    """The places that have a score."""
    return [
        Held(place_name(opened, code), value, cell(node, code, period, "score", value))
        for code in places
        if (value := opened.card[node, code, period.code]) is not None
    ]


def _mean(found: list[Held]) -> float:
    return mean_of([each.value for each in found])


def _level(opened: Opened, node: str, period: PeriodInfo, key: str) -> Fact:
    found = held(opened, node, tuple(opened.places), period)
    values: dict[str, Value] = {"node": node_name(opened, node), "period": When(period.label)}
    if not found:
        missing = (cell(node, "", period, "count", 0),)
        return Fact(key=f"{key}:level", code="area.none", values=values, cells=missing)
    mean = _mean(found)
    values |= {
        "mean": Score(mean),
        "full": Score(opened.info.scale[1]),
        "places": Count(len(found), noun(opened)),
    }
    cells = (cell(node, "", period, "mean", mean), cell(node, "", period, "count", len(found)))
    return Fact(key=f"{key}:level", code="area.level", values=values, cells=cells)


def _ends(opened: Opened, node: str, places: Places, period: PeriodInfo, key: str) -> Fact | None:
    found = held(opened, node, places, period)
    if len(found) < 2:  # noqa: PLR2004 -- one place alone is no comparison
        return None
    both, kind = ends(found), noun(opened)
    values: dict[str, Value] = {
        "top": named_or_counted(both.top, kind),
        "high": Score(both.top[0].value),
        "bottom": named_or_counted(both.bottom, kind),
        "low": Score(both.bottom[0].value),
        "places": Count(len(found), kind),
    }
    code = "ends.same" if both.apart <= SAME else "ends.apart"
    return Fact(key=f"{key}:ends", code=code, values=values, cells=both.cells)


def _parts(opened: Opened, node: str, period: PeriodInfo, key: str) -> Fact | None:
    found = []
    for child in opened.framework.group(node).children:
        scored = held(opened, child, tuple(opened.places), period)
        if scored:
            mean = _mean(scored)
            found.append(Held(node_name(opened, child), mean, cell(child, "", period, "mean", mean)))
    return ends_of(f"{key}:parts", "parts", found, "question") if len(found) > 1 else None


def _moves(opened: Opened, node: str, places: Places, period: PeriodInfo, key: str) -> Fact | None:
    """How many rose, fell and stayed, over the places that can be compared."""
    since = opened.earlier_period(period.code)
    if since is None:
        return None
    card = opened.card
    moves = [
        after - before
        for code in places
        if (after := card[node, code, period.code]) is not None and (before := card[node, code, since.code]) is not None
    ]
    if not moves:
        return None
    values, cells = told_moves(moves, node, period, f"since {since.code}")
    values |= {"since": When(since.label), "places": Count(len(moves), noun(opened))}
    return Fact(key=f"{key}:moves", code="moves.told", values=values, cells=cells)


def told_moves(
    moves: list[float], node: str, period: PeriodInfo, against: str
) -> tuple[dict[str, Value], tuple[Cell, ...]]:
    """The counts of moves and their mean."""
    risen, fallen = sum(each > SAME for each in moves), sum(each < -SAME for each in moves)
    mean = mean_of(moves)
    told = {"risen": risen, "fallen": fallen, "still": len(moves) - risen - fallen}
    values: dict[str, Value] = {name: Count(number) for name, number in told.items()}
    cells = tuple(cell(node, "", period, f"{name} {against}", number) for name, number in told.items())
    return values | {"points": Points(mean)}, (*cells, cell(node, "", period, f"mean change {against}", mean))


def _answered(opened: Opened, node: str, period: PeriodInfo, key: str) -> Fact:
    found = held(opened, node, tuple(opened.places), period)
    applies = sum(opened.card.coverage_of(node, place, period.code) is not None for place in opened.places)
    cells = (cell(node, "", period, "answered", len(found)), cell(node, "", period, "applicable", applies))
    values: dict[str, Value] = {"period": When(period.label)}
    if not found:
        code = "indicator.unmeasured" if opened.info.numeric else "indicator.none"
        return Fact(key=f"{key}:level", code=code, values=values, cells=cells)
    mean = _mean(found)
    values |= {
        "answered": Count(len(found)),
        "applicable": Count(applies, noun(opened)),
        "mean": Score(mean),
        "full": Score(opened.info.scale[1]),
    }
    return Fact(
        key=f"{key}:level",
        code="indicator.measured" if opened.info.numeric else "indicator.level",
        values=values,
        cells=(*cells, cell(node, "", period, "mean", mean)),
    )


def _options(opened: Opened, node: str, period: PeriodInfo, key: str) -> Fact | None:
    """How many places stand at each end of the scale."""
    found, (low, high) = held(opened, node, tuple(opened.places), period), opened.info.scale
    if not found:
        return None
    highest, lowest = (sum(abs(each.value - end) <= SAME for each in found) for end in (high, low))
    told = {"highest": highest, "lowest": lowest, "between": len(found) - highest - lowest}
    values: dict[str, Value] = {name: Count(number, noun(opened)) for name, number in told.items()}
    values |= {"top": Score(high), "bottom": Score(low)}
    cells = tuple(cell(node, "", period, f"count {name}", number) for name, number in told.items())
    return Fact(key=f"{key}:ends", code="indicator.ends", values=values, cells=cells)


def _of_members(opened: Opened, group: Group, places: Places, period: PeriodInfo, key: str) -> Fact:
    node, kind = opened.headline, noun(opened)
    found, everybody = held(opened, node, places, period), held(opened, node, tuple(opened.places), period)
    values: dict[str, Value] = {"group": Named(group.title), "period": When(period.label)}
    where = f"group:{group.code}"
    if not found:
        return Fact(
            key=f"{key}:level",
            code="group.none",
            values=values,
            cells=(cell(node, where, period, "count", 0),),
        )
    mean, whole = _mean(found), _mean(everybody)
    values |= {
        "places": Count(len(found), kind),
        "all": Count(len(everybody), kind),
        "mean": Score(mean),
        "whole": Score(whole),
        "full": Score(opened.info.scale[1]),
    }
    cells = (
        cell(node, where, period, "mean", mean),
        cell(node, where, period, "count", len(found)),
        cell(node, "", period, "mean", whole),
        cell(node, "", period, "count", len(everybody)),
    )
    return Fact(key=f"{key}:level", code="group.level", values=values, cells=cells)


def _against(opened: Opened, group: str, places: Places, period: PeriodInfo, key: str) -> Fact | None:
    """The areas in which the group stands farthest above and below the mean of all."""
    found = []
    for code in opened.framework.areas:
        own = held(opened, code, places, period)
        if own:
            lead = _mean(own) - _mean(held(opened, code, tuple(opened.places), period))
            name = node_name(opened, code)
            found.append(Held(name, lead, cell(code, f"group:{group}", period, "lead", lead)))
    if len(found) < 2:  # noqa: PLR2004 -- one area alone is no comparison
        return None
    both = ends(found)
    if both.apart <= SAME:
        return None
    values: dict[str, Value] = {
        "top": named_or_counted(both.top, "area"),
        "high": Points(both.top[0].value),
        "bottom": named_or_counted(both.bottom, "area"),
        "low": Points(both.bottom[0].value),
    }
    return Fact(key=f"{key}:areas", code="group.apart", values=values, cells=both.cells)


def _absent(opened: Opened, places: Places, period: PeriodInfo, key: str) -> Fact | None:
    missing = len(places) - len(held(opened, opened.headline, places, period))
    if not missing or missing == len(places):
        return None
    return Fact(
        key=f"{key}:absent",
        code="group.absent",
        values={"absent": Count(missing, noun(opened))},
        cells=(cell(opened.headline, "", period, f"{key} without a score", missing),),
    )
