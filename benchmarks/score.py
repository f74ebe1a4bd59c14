"""How long scoring takes: an index of the size and shape of MIPEX, with invented answers."""

from __future__ import annotations

import json
from itertools import pairwise
from statistics import median
from time import process_time

import numpy as np

from commonground.methods.index import Answers, Framework, Group, Lookup, Mean, Question, Require, Row, Skip, score

PLACES, PERIODS, QUESTIONS, AREAS = 56, 13, 79, 8
MISSING = 0.2
RUNS = 200
TARGET_MS = 5.0
POINTS = (0.0, 50.0, 100.0)


def invented_framework() -> Framework:
    """Eight areas with two inner means each, two of them lookup tables, under three aggregates."""
    questions = [f"q{number}" for number in range(QUESTIONS)]
    areas = [f"area{number}" for number in range(AREAS)]
    bounds = [round(QUESTIONS * number / AREAS) for number in range(AREAS + 1)]
    groups = [
        group
        for area, (start, end) in zip(areas, pairwise(bounds), strict=True)
        for group in _area(area, questions[start:end])
    ]
    tops = {"overall": areas, "overall_7": areas[:7], "overall_6": areas[:6]}
    groups += [Group(code=code, title=code, children=tuple(children)) for code, children in tops.items()]
    return Framework(
        code="invented",
        version="1",
        title="Invented index",
        questions=tuple(Question(code=code, title=code) for code in questions),
        groups=tuple(groups),
        aggregates=tuple(tops),
        areas=tuple(areas),
    )


def _area(area: str, questions: list[str]) -> list[Group]:
    pair, inner, rest = questions[:2], questions[2:5], questions[5:]
    table = Lookup(
        rows=tuple(Row(when={pair[0]: (a,), pair[1]: (b,)}, score=(a + b) / 2) for a in POINTS for b in POINTS)
    )
    rule = table if area in {"area0", "area1"} else Mean()
    return [
        Group(code=f"{area}_pair", title=area, children=tuple(pair), rule=rule, missing=Require()),
        Group(code=f"{area}_inner", title=area, children=tuple(inner), missing=Skip()),
        Group(code=area, title=area, children=(f"{area}_pair", f"{area}_inner", *rest), missing=Skip(minimum=0.5)),
    ]


def invented_answers() -> Answers:
    """Answers drawn from three options, a fifth of them missing."""
    random = np.random.default_rng(1)
    points = random.choice(POINTS, size=(PLACES, PERIODS, QUESTIONS))
    points[random.random(points.shape) < MISSING] = np.nan
    return Answers(
        places=tuple(f"P{number}" for number in range(PLACES)),
        periods=tuple(str(2007 + number) for number in range(PERIODS)),
        questions=tuple(f"q{number}" for number in range(QUESTIONS)),
        points=points,
        applicable=np.ones(points.shape, np.bool_),
    )


def main() -> None:
    """Print the median of many runs, coverage and ranks included."""
    framework, answers = invented_framework(), invented_answers()
    times = []
    for _ in range(RUNS):
        start = process_time()
        score(framework, answers).ranks  # noqa: B018 -- ranks are worked out when first asked for
        times.append(1000 * (process_time() - start))
    name = f"score {PLACES} x {PERIODS} x {QUESTIONS}"
    print(json.dumps({"bench": name, "value": round(median(times), 2), "unit": "ms", "target": TARGET_MS}))


if __name__ == "__main__":
    main()
