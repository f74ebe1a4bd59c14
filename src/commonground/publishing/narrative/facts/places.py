"""What is said of a place: its level and rank, highest and lowest areas, change, causes, and the nearest places."""

from __future__ import annotations

from commonground.publishing.display import decimals, points, rounded
from commonground.publishing.narrative.facts.bits import (
    Held,
    cell,
    ends,
    names,
    node_name,
    noun,
    place_name,
    present,
)
from commonground.publishing.narrative.facts.causes import place_causes
from commonground.publishing.narrative.values import (
    Cell,
    Clause,
    Count,
    Fact,
    Names,
    Ordinal,
    Points,
    Quoted,
    Score,
    Share,
    Value,
    When,
)
from commonground.publishing.queries.figures import SAME, Figure, figure
from commonground.publishing.queries.findings import CLOSE
from commonground.publishing.queries.neighbours import nearest
from commonground.publishing.queries.opened import Opened, PeriodInfo


def of_place(opened: Opened, place: str, period: PeriodInfo) -> tuple[Fact, ...]:
    """Three to six facts, fewer where there is no score."""
    found = figure(opened, opened.headline, place, period.code)
    return present(
        level(opened, place, period, found),
        rank(opened, place, period, found),
        areas(opened, place, period),
        change(opened, place, period),
        place_causes(opened, place, period),
        peers(opened, place, period),
    )


def _key(place: str, period: PeriodInfo, what: str) -> str:
    return f"place:{place}:{period.code}:{what}"


def level(opened: Opened, place: str, period: PeriodInfo, found: Figure) -> Fact:
    """The score and its band, or how many questions are answered where there is none."""
    node = opened.headline
    values: dict[str, Value] = {
        "place": place_name(opened, place),
        "node": node_name(opened, node),
        "period": When(period.label),
        "full": Score(opened.info.scale[1]),
    }
    cells = [cell(node, place, period, "score", found.score)]
    if found.score is None:
        cells += [
            cell(node, place, period, "answered", found.answered),
            cell(node, place, period, "applicable", found.applicable),
        ]
        values |= {"answered": Count(found.answered), "applicable": Count(found.applicable)}
        code = "level.unmeasured" if opened.info.numeric else "level.none"
        return Fact(key=_key(place, period, "level"), code=code, values=values, cells=tuple(cells))
    values["score"] = Score(found.score)
    if found.band:
        values["band"] = Quoted(found.band.label)
        cells.append(cell(node, place, period, "band", found.band.code))
    code = "level.band" if found.band else "level.plain"
    return Fact(key=_key(place, period, "level"), code=code, values=values, cells=tuple(cells))


def rank(opened: Opened, place: str, period: PeriodInfo, found: Figure) -> Fact | None:
    """The rank among the places, who shares it, and its interval over the runs."""
    if found.rank is None:
        return None
    node, kind = opened.headline, noun(opened)
    interval, cells = _interval(opened, place, period, found)
    return Fact(
        key=_key(place, period, "rank"),
        code="rank.tied" if found.tied > 1 else "rank.alone",
        values={
            "rank": Ordinal(found.rank),
            "places": Count(found.ranked, kind),
            "others": Count(found.tied - 1, kind),
            "interval": interval,
        },
        cells=(
            cell(node, place, period, "rank", found.rank),
            cell(node, place, period, "tied", found.tied),
            cell(node, place, period, "ranked", found.ranked),
            *cells,
        ),
    )


def _interval(opened: Opened, place: str, period: PeriodInfo, found: Figure) -> tuple[Clause, tuple[Cell, ...]]:
    interval, standing = found.interval, opened.standing
    if interval is None or standing is None:
        return Clause("interval.none"), ()
    lower, upper = int(interval.rank_lower), int(interval.rank_upper)
    values: dict[str, Value] = {
        "level": Share(standing.plan.level),
        "runs": Count(standing.plan.runs, "run"),
        "lower": Ordinal(lower),
        "upper": Ordinal(upper),
    }
    cells = (
        cell(opened.headline, place, period, "rank_lower", lower),
        cell(opened.headline, place, period, "rank_upper", upper),
    )
    code = "span" if lower != upper else "one" if lower == found.rank else "moved"
    return Clause(f"interval.{code}", values), cells


def areas(opened: Opened, place: str, period: PeriodInfo) -> Fact | None:
    """The areas with the highest score and those with the lowest."""
    if not opened.framework.areas:
        return None
    held = [
        Held(node_name(opened, code), value, cell(code, place, period, "score", value))
        for code in opened.framework.areas
        if (value := opened.card[code, place, period.code]) is not None
    ]
    return ends_of(_key(place, period, "areas"), "areas", held, "area")


def ends_of(key: str, template: str, held: list[Held], kind: str) -> Fact | None:
    """The highest and the lowest of some areas or parts; between what they lie where they lie close."""
    if not held:
        return Fact(key=key, code=f"{template}.none", values={}, cells=()) if template == "areas" else None
    found = ends(held)
    values: dict[str, Value] = {
        "areas": Count(len(held), kind),
        "top": names(found.top),
        "tops": Count(len(found.top)),
        "high": Score(found.top[0].value),
        "bottom": names(found.bottom),
        "bottoms": Count(len(found.bottom)),
        "low": Score(found.bottom[0].value),
    }
    close = found.apart < points(CLOSE)
    code = "one" if len(held) == 1 and template == "areas" else "close" if close else "apart"
    return Fact(key=key, code=f"{template}.{code}", values=values, cells=tuple(each.cell for each in held))


def change(opened: Opened, place: str, period: PeriodInfo) -> Fact | None:
    """How the score moved since the earlier period, and the area that moved most."""
    since, node = opened.earlier_period(period.code), opened.headline
    after = opened.card[node, place, period.code]
    if since is None or after is None:
        return None
    before = opened.card[node, place, since.code]
    cells = [cell(node, place, since, "score", before), cell(node, place, period, "score", after)]
    key, values = _key(place, period, "change"), dict[str, Value](since=When(since.label))
    if before is None:
        return Fact(key=key, code="change.new", values=values, cells=tuple(cells))
    moved = after - before
    told = rounded(moved, decimals() + 1)
    part, more = _most(opened, place, period, since)
    values |= {
        "points": Points(moved, signed=False),
        "before": Score(before),
        "after": Score(after),
        "part": part,
    }
    code = "change.rose" if told > 0 else "change.fell" if told < 0 else "change.still"
    return Fact(key=key, code=code, values=values, cells=(*cells, *more))


def _most(opened: Opened, place: str, period: PeriodInfo, since: PeriodInfo) -> tuple[Clause, tuple[Cell, ...]]:
    """The areas that moved most, all that moved as far."""
    card = opened.card
    moves = [
        Held(node_name(opened, code), after - before, cell(code, place, period, f"change:{since.code}", after - before))
        for code in opened.framework.areas
        if (after := card[code, place, period.code]) is not None
        and (before := card[code, place, since.code]) is not None
    ]
    largest = max((abs(each.value) for each in moves), default=0.0)
    found = [each for each in moves if largest - abs(each.value) <= SAME]
    if not rounded(largest, decimals() + 1) or len(found) > 1:
        return Clause("part.none"), ()
    most = found[0]
    return Clause("part.most", {"area": most.name, "move": Points(most.value)}), (most.cell,)


def peers(opened: Opened, place: str, period: PeriodInfo) -> Fact | None:
    """The places whose answers, or values, lie nearest."""
    found = nearest(opened, place, period.code)
    if not found:
        return None
    return Fact(
        key=_key(place, period, "peers"),
        code="peers.values" if opened.info.numeric else "peers.near",
        values={
            "names": Names(tuple(place_name(opened, each.place) for each in found)),
            "n": Count(len(found)),
        },
        cells=tuple(cell(opened.headline, each.place, period, f"distance:{place}", each.distance) for each in found),
    )
