"""Each rule as rows of the programme. ``gate`` is 1 where the group's rule for missing data lets it have a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log

from commonground.methods.index import TOLERANCE, Lookup, Maximum, Median, Minimum
from commonground.methods.whatif.reforms.linear import ONE, ZERO, Linear, add
from commonground.methods.whatif.reforms.programme import Programme
from commonground.methods.whatif.reforms.state import ABSENT, Choices, Members, State, chosen


def arithmetic(programme: Programme, members: Members, weights: Mapping[str, float] | None, gate: Linear) -> State:
    """The mean of the members that count, weighted where there are ``weights``."""
    low, high = _bounds(members)
    if all(member.present.fixed for member in members.values()):
        shares = {code: (weights or {}).get(code, 1.0) for code, member in members.items() if member.present != ZERO}
        mean = add(members[code].value * (share / sum(shares.values())) for code, share in shares.items())
    elif weights is None:
        mean = _by_number(programme, members)
    else:
        mean = _by_weight(programme, members, weights)
    return State(value=programme.product(mean, gate, low, high), present=gate, low=low, high=high)


def _by_number(programme: Programme, members: Members) -> Linear:
    """A mean over a number of members that may vary: Σ s(k) / k, where s(k) is the sum if k members count, else 0."""
    low, high = _bounds(members)
    surely = sum(1 for member in members.values() if member.present == ONE)
    numbers = range(surely, len(members) + 1)
    flags = {number: programme.binary() for number in numbers}
    sums = {number: programme.variable(min(number * low, 0.0), max(number * high, 0.0)) for number in numbers}
    for number in numbers:
        programme.require(sums[number] - flags[number] * (number * low), low=0.0)
        programme.require(sums[number] - flags[number] * (number * high), high=0.0)
    programme.require(add(flags.values()), low=1.0, high=1.0)
    count = add(member.present for member in members.values())
    programme.require(add(flag * number for number, flag in flags.items()) - count, low=0.0, high=0.0)
    programme.require(add(sums.values()) - add(member.value for member in members.values()), low=0.0, high=0.0)
    return add(each * (1 / number) for number, each in sums.items() if number)


def _by_weight(programme: Programme, members: Members, weights: Mapping[str, float]) -> Linear:
    """A weighted mean m over members that may vary, from m Σ w c = Σ w v, where c is 1 for a member that counts."""
    low, high = _bounds(members)
    mean = programme.variable(low, high)
    counted = (programme.product(mean, member.present, low, high) * weights[code] for code, member in members.items())
    total = add(member.value * weights[code] for code, member in members.items())
    programme.require(add(counted) - total, low=0.0, high=0.0)
    return mean


def ordered(programme: Programme, rule: Minimum | Maximum | Median, members: Members, gate: Linear) -> State:
    """The lowest, highest or middle member that counts."""
    low, high = _bounds(members)
    count = add(member.present for member in members.values())
    half, more = count * 0.5, (count + gate) * 0.5
    match rule:
        case Minimum():
            value = _statistic(programme, members, gate, count)
        case Maximum():
            value = _statistic(programme, members, count, gate)
        case _:
            value = (_statistic(programme, members, half, more) + _statistic(programme, members, more, half)) * 0.5
    return State(value=programme.product(value, gate, low, high), present=gate, low=low, high=high)


def _statistic(programme: Programme, members: Members, below: Linear, above: Linear) -> Linear:
    """The value with at least ``below`` members at or below it and at least ``above`` at or above it."""
    low, high = _bounds(members)
    reach = max(high, 0.0) - min(low, 0.0)
    value = programme.variable(low, high)
    unders, overs = [], []
    for member in members.values():
        under, over = programme.binary(), programme.binary()
        programme.require(value - member.value - under * reach, low=-reach)
        programme.require(value - member.value + over * reach, high=reach)
        programme.require(member.present - under, low=0.0)
        programme.require(member.present - over, low=0.0)
        unders.append(under)
        overs.append(over)
    programme.require(add(unders) - below, low=0.0)
    programme.require(add(overs) - above, low=0.0)
    return value


def lookup(programme: Programme, rule: Lookup, choices: Mapping[str, Choices], gate: Linear) -> State:
    """The score of the first row that fits.

    A row that holds fits; and where a row fits, it or one above it holds.
    """
    holding: list[tuple[float, Linear]] = []
    for row in rule.rows:
        fits = [*_fits(row.when, choices), gate]
        if any(flag.fixed and flag.constant < 1 for flag in fits):
            continue
        holds = ONE if not holding and all(flag.fixed for flag in fits) else programme.binary()
        for flag in fits:
            programme.require(flag - holds, low=0.0)
        holding.append((row.score, holds))
        programme.require(add(each for _, each in holding) - add(fits), low=1.0 - len(fits))
    programme.require(add(each for _, each in holding), high=1.0)
    return chosen(holding)


def _fits(when: Mapping[str, tuple[float, ...]], choices: Mapping[str, Choices]) -> Iterator[Linear]:
    """For each child that a row names, 1 where the child has one of the points; 0 for one that does not apply."""
    for code, points in when.items():
        yield add(
            flag for value, flag in choices.get(code, ()) if any(abs(value - point) <= TOLERANCE for point in points)
        )


def logarithmic(choices: Choices, present: Linear, floor: float) -> State:
    """The logarithm of a node whose choices are listed, raised to ``floor`` where it lies below."""
    logs = [(log(max(value, floor)), flag) for value, flag in choices]
    if not logs:
        return ABSENT
    return State(
        value=add(flag * each for each, flag in logs),
        present=present,
        low=min(each for each, _ in logs),
        high=max(each for each, _ in logs),
    )


def _bounds(members: Members) -> tuple[float, float]:
    able = [member for member in members.values() if member.present != ZERO]
    return min(member.low for member in able), max(member.high for member in able)
