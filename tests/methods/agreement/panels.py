"""Ratings for the tests."""

from __future__ import annotations

import numpy as np

from commonground.methods.agreement import Ratings

_ = np.nan
EXAMPLE = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
)
"""Four coders, twelve units: the example of Krippendorff (2011), section C."""


def ratings(points, **given) -> Ratings:
    """Ratings of ``points[coder, place, question]`` in one period."""
    points = np.asarray(points, float)
    coders, places, questions = points.shape
    names = {
        "coders": tuple(f"c{at}" for at in range(coders)),
        "places": tuple(f"P{at}" for at in range(places)),
        "periods": ("2024",),
        "questions": tuple(f"q{at}" for at in range(questions)),
    }
    return Ratings(**(names | given), points=points[:, :, np.newaxis])


def followers(*, coders=6, places=60, questions=3, error=0.4, seed=1) -> np.ndarray:
    """Points 0 to 4 of coders who follow the places, with an error of their own."""
    draw = np.random.default_rng(seed)
    truth = draw.uniform(0, 4, (places, questions))
    return np.clip(np.round(truth + error * draw.standard_normal((coders, places, questions))), 0, 4)
