"""Scores an index far larger than any that exists, and holds its means against plain arithmetic."""

from __future__ import annotations

import json
import math
import statistics
import sys
import time

import numpy as np

from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Framework, Group, Option, Question
from commonground.methods.index.rules import Mean, Skip
from commonground.methods.index.score import score

PLACES, PERIODS, AREAS, QUESTIONS_EACH = 300, 40, 20, 50
TARGET_S = 10.0
LOOKS = 400


def framework() -> Framework:
    """Areas of questions under one mean; a mean exists where half of its questions are answered."""
    options = tuple(Option(code=str(points), points=points) for points in (0.0, 50.0, 100.0))
    codes = {f"a{a}": tuple(f"a{a}q{q}" for q in range(QUESTIONS_EACH)) for a in range(AREAS)}
    groups = [
        Group(code=area, title=area, children=children, rule=Mean(), missing=Skip(minimum=0.5))
        for area, children in codes.items()
    ]
    overall = Group(code="overall", title="Overall", children=tuple(codes), rule=Mean(), missing=Skip())
    return Framework(
        code="large",
        version="1",
        title="Large",
        questions=tuple(Question(code=q, title=q, options=options) for qs in codes.values() for q in qs),
        groups=(overall, *groups),
        aggregates=("overall",),
        areas=tuple(codes),
    )


def answers(seed: int) -> Answers:
    """Random points, every fourth of them missing."""
    draw = np.random.default_rng(seed)
    shape = (PLACES, PERIODS, AREAS * QUESTIONS_EACH)
    points = draw.choice([0.0, 50.0, 100.0], size=shape)
    points[draw.random(shape) < 1 / 4] = np.nan
    return Answers(
        places=tuple(f"p{i:03}" for i in range(PLACES)),
        periods=tuple(str(1990 + i) for i in range(PERIODS)),
        questions=tuple(f"a{a}q{q}" for a in range(AREAS) for q in range(QUESTIONS_EACH)),
        points=points,
        applicable=np.ones(shape, dtype=bool),
    )


def plainly(cell: list[float]) -> float:
    """The overall score of one place and period as anybody would work it out."""
    areas = [cell[start : start + QUESTIONS_EACH] for start in range(0, len(cell), QUESTIONS_EACH)]
    present = [[points for points in area if not math.isnan(points)] for area in areas]
    return statistics.fmean(statistics.fmean(area) for area in present if len(area) * 2 >= QUESTIONS_EACH)


def main() -> int:
    """Time it, and look at some cells."""
    large, given = framework(), answers(seed=7)
    started = time.process_time()
    card = score(large, given)
    seconds = time.process_time() - started
    draw = np.random.default_rng(8)
    wrong = 0
    for place, period in zip(draw.integers(PLACES, size=LOOKS), draw.integers(PERIODS, size=LOOKS), strict=True):
        found = card["overall", given.places[place], given.periods[period]]
        expected = plainly(given.points[place, period].tolist())
        wrong += found is None or not math.isclose(found, expected, abs_tol=1e-9)
    print(json.dumps({"value": round(seconds, 3), "unit": "s", "target": TARGET_S, "looked_at": LOOKS, "wrong": wrong}))
    return 1 if wrong or seconds > TARGET_S else 0


if __name__ == "__main__":
    sys.exit(main())
