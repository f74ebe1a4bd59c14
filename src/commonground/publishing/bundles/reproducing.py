"""Computing every number of a bundle anew, on any machine, without a database."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import inf
from pathlib import Path

from commonground.methods.errors import CommongroundError, FileError, Problem
from commonground.methods.index import Scorecard, results_digest
from commonground.methods.robustness import Standing
from commonground.methods.tables.scores import score_rows
from commonground.publishing.bundles.archive import altered, refused, unpack
from commonground.publishing.bundles.files import EDITION, INTERVALS, SCHEMA, SCORES, SUMS
from commonground.publishing.bundles.inputs import Inputs, inputs_of, needed

TOLERANCE = 1e-9
MOST_RUNS = 100_000
UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError, AssertionError, RecursionError, csv.Error)
UNREAD = "its inputs cannot be read"
LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
SHOWN = 20
TITLES, HASHES = ("index", "edition", "title", "label"), ("calculation", "results")
Key = tuple[str, str, str]
Row = tuple[float | None, ...]
"""Intervals have no scores where the runs score on several scales."""
Figures = Mapping[Key, Row]


class ReproductionError(CommongroundError):
    """A bundle that is whole, and whose numbers do not follow from its inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """What was computed anew, and how far it lies from what the bundle says: the largest difference of any figure.

    ``same_results`` says whether the hash of the results, rounded to 1e-9, is the same too.
    """

    name: str
    title: str
    files: int
    calculation_hash: str
    results_hash: str
    same_results: bool
    scores: int
    score_difference: float
    intervals: int
    interval_difference: float
    runs: int


def reproduce(path: Path) -> Reproduction:
    """Check every sum of the bundle at ``path``, compute every number anew, and compare.

    Raises ``FileError`` for a bundle that is refused or was altered, ``ReproductionError`` with what differs.
    """
    files = unpack(path)
    _check_sums(files, path.name)
    try:
        said = json.loads(files[EDITION])
        inputs = inputs_of(files)
        stated = _figures(files[SCORES]), _figures(files[INTERVALS]) if INTERVALS in files else {}
        if said.get("schema") != SCHEMA:
            raise refused(path.name, f"it is of another form than {SCHEMA}")
        hashes = said["hashes"]
        lacking = [*_lacking(said, TITLES, ""), *_lacking(hashes, HASHES, "hashes.")]
    except UNREADABLE:
        raise refused(path.name, UNREAD) from None
    if lacking:
        raise refused(path.name, f'its "{EDITION}" does not state {", ".join(lacking)}')
    if inputs.plan is not None and not 0 < inputs.plan.runs <= MOST_RUNS:
        raise refused(path.name, f"its plan has more than {MOST_RUNS} runs")
    card, found = _computed(inputs, path.name)
    _compare(hashes, inputs.hashes, stated, (dict(_scores(card)), dict(_intervals(found))))
    return Reproduction(
        name=f"{said['index']}@{said['edition']}",
        title=f"{said['title']} {said['label']}",
        files=len(files),
        calculation_hash=hashes["calculation"],
        results_hash=results_digest(card),
        same_results=results_digest(card) == hashes["results"],
        scores=len(stated[0]),
        score_difference=_largest(stated[0], dict(_scores(card))),
        intervals=len(stated[1]),
        interval_difference=_largest(stated[1], dict(_intervals(found))),
        runs=inputs.plan.runs if inputs.plan else 0,
    )


def _lacking(said: Mapping[str, object], names: Iterable[str], within: str) -> list[str]:
    """The names under which nothing is stated, in words or as a number."""
    return [f"{within}{name}" for name in names if not (isinstance(said.get(name), str | int) and said[name])]


def _computed(inputs: Inputs, name: str) -> tuple[Scorecard, Standing | None]:
    """The scores and what the runs hold; settings that no step can take are refused like what cannot be read."""
    try:
        return inputs.card(), inputs.standing(inputs.plan) if inputs.plan else None
    except UNREADABLE:
        raise refused(name, UNREAD) from None


def _check_sums(files: Mapping[str, bytes], name: str) -> None:
    """Name every file that is not as its sum says."""
    if SUMS not in files:
        raise refused(name, f"it has no {SUMS}")
    listed: dict[str, str] = {}
    for line in files[SUMS].decode(errors="replace").splitlines():
        if (found := LINE.fullmatch(line)) is None:
            raise altered(name, f'"{SUMS}"')
        listed[found[2]] = found[1]
    faults = [each for each in sorted(listed) if sha256(files.get(each, b"")).hexdigest() != listed[each]]
    faults += sorted(set(files) - {*listed, SUMS})
    if faults:
        raise FileError(*(problem for each in faults for problem in altered(name, f'"{each}"').problems))
    if missing := [each for each in (EDITION, SCORES, *needed(files)) if each not in files]:
        raise refused(name, f'it has no "{missing[0]}"')


def _figures(data: bytes) -> Figures:
    rows = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    next(rows, None)
    return {(row[0], row[1], row[2]): tuple(float(each) if each else None for each in row[3:]) for row in rows}


def _compare(
    said: Mapping[str, str], computed: Mapping[str, str], stated: tuple[Figures, Figures], made: tuple[Figures, Figures]
) -> None:
    """Raise ``ReproductionError`` with every input that is another one, and the first figures that differ."""
    faults = [each for name, value in computed.items() if (each := _hash_problem(name, said.get(name, ""), value))]
    differing = [*_differing("score", stated[0], made[0]), *_differing("interval", stated[1], made[1])]
    faults += differing[:SHOWN]
    if len(differing) > SHOWN:
        faults.append(Problem(code="bundle-differs", message=f"And {len(differing) - SHOWN} more figures differ."))
    if faults:
        raise ReproductionError(*faults)


def _hash_problem(name: str, stated: str, computed: str) -> Problem | None:
    if stated == computed:
        return None
    message = f"The hash of the {name} is {computed}, and the bundle says {stated or 'none'}."
    return Problem(code="bundle-differs", place=EDITION, message=message, remedy="Ask its publisher which one holds.")


def _scores(card: Scorecard) -> Iterable[tuple[Key, Row]]:
    for place, period, node, *figures in score_rows(card):
        yield (place, period, node), tuple(map(float, figures))


def _intervals(found: Standing | None) -> Iterable[tuple[Key, Row]]:
    if found is None:
        return
    for place in found.places:
        for period in found.periods:
            for node in found.nodes:
                each = found.interval(node, place, period)
                if each is not None:
                    figures = each.score_lower, each.score_upper, each.rank_lower, each.rank_upper
                    yield (place, period, node), figures


def _differing(kind: str, stated: Figures, computed: Figures) -> list[Problem]:
    """Every figure that is not the same within 1e-9, or that only one of the two has."""
    keys = sorted({*stated, *computed})
    return [
        Problem(
            code="bundle-differs",
            place="/".join(key),
            message=f"The {kind} is {_shown(computed.get(key))}, and the bundle says {_shown(stated.get(key))}.",
            remedy="Ask its publisher which one holds.",
        )
        for key in keys
        if not _same(stated.get(key), computed.get(key))
    ]


def _same(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return False
    return all(_apart(a, b) <= TOLERANCE for a, b in zip(one, other, strict=True))


def _apart(one: float | None, other: float | None) -> float:
    """How far two figures lie apart; two that are not there are the same."""
    if one is None or other is None:
        return 0.0 if one is other else inf
    return abs(one - other)


def _largest(stated: Figures, computed: Figures) -> float:
    return max((_apart(a, b) for key in stated for a, b in zip(stated[key], computed[key], strict=True)), default=0.0)


def _shown(figures: Row | None) -> str:
    return "none" if figures is None else ", ".join("none" if each is None else f"{each:.12g}" for each in figures)
