"""Indices for tests of the statistical audit: one without a remark, and one with one of everything."""

from __future__ import annotations

import numpy as np

from commonground.methods.examination import Examination, examine, subject_of_scorecard
from commonground.methods.index import Answers, Framework, Lookup, Row, Scorecard, score
from commonground.methods.robustness import FrameworkModel, usual
from tests.methods.index.notation import index

TREE = """
overall = mean(a, b, c)
a       = mean(a1, a2, a3) skip 0.3
b       = weighted(0.9 b1, 0.1 b2)
c       = mean(c1, l) skip
l       = lookup(l1)
"""
LOOKUP = Lookup(rows=(Row(when={"l1": (0.0,)}, score=0.0), Row(when={"l1": (100.0,)}, score=80.0)))
UNITS = tuple(f"X{number:02}" for number in range(30))


def framework() -> Framework:
    return index(TREE, rules={"l": LOOKUP})


def faulty() -> Answers:
    """A place without a score, thin data, a flat indicator, a pair that overlaps, one against its group, a stray."""
    random = np.random.default_rng(11)
    one, other, third = random.normal(50, 15, size=(3, len(UNITS)))
    columns = {
        "a1": one,
        "a2": one + random.normal(size=len(UNITS)),
        "a3": 100 - 1.5 * one,
        "b1": other,
        "b2": third,
        "c1": np.full(len(UNITS), 40.0),
        "l1": np.where(other > 50, 100.0, 0.0),
    }
    points = np.array(list(columns.values())).T[:, np.newaxis]
    points[0, 0, 3:] = np.nan
    points[1:12, 0, 5] = np.nan
    applicable = np.ones(points.shape, bool)
    points[1, 0, 0], applicable[1, 0, 0] = np.nan, False
    return Answers(places=UNITS, periods=("2024",), questions=tuple(columns), points=points, applicable=applicable)


def card(answers: Answers | None = None) -> Scorecard:
    return score(framework(), answers or faulty())


def examination(found: Scorecard | None = None, *, runs: int = 40, seed: int = 5, **words: object) -> Examination:
    known = found or card()
    subject = subject_of_scorecard(known, **words)
    model = FrameworkModel(
        framework=known.framework,
        answers=known.answers,
        assumptions=usual(known.framework),
        seed=seed,
        period=subject.period,
    )
    return examine(subject, model, runs=runs, seed=seed)
