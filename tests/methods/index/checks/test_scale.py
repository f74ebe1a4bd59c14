"""Faults of the scale, its bands, and the profiles."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FrameworkError
from commonground.methods.index import Approach, Band, Dimension, Profile
from tests.methods.index.notation import index

NAN = float("nan")


def faults(**more):
    with pytest.raises(FrameworkError) as caught:
        index("overall = mean(p, q)", **more)
    return [str(problem) for problem in caught.value.problems]


def bands(*ends, level=1):
    return tuple(Band(code=f"b{n}", label="", lower=low, upper=up, level=level) for n, (low, up) in enumerate(ends))


@pytest.mark.parametrize("scale", [(100, 0), (0, 0), (0, NAN), (0, float("inf"))])
def test_the_scale_runs_upward(scale):
    (fault,) = faults(scale=scale)
    assert f"The scale runs from {scale[0]!r} to {scale[1]!r}." in fault


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        ([(0, 50), (60, 100)], 'leave a gap between "b0" (50) and "b1" (60)'),
        ([(0, 50), (40, 100)], 'overlap between "b0" (50) and "b1" (40)'),
        ([(10, 100)], 'leave a gap between the start of the scale (0) and "b0" (10)'),
        ([(0, 90)], 'leave a gap between "b0" (90) and the end of the scale (100)'),
        ([(0, 110)], 'overlap between "b0" (110) and the end of the scale (100)'),
        ([(0, 100), (100, 100)], 'Band "b1" runs from 100 to 100'),
    ],
)
def test_bands_cover_the_scale(ends, message):
    (fault,) = faults(bands=bands(*ends))
    assert message in fault


def test_bands_have_codes_and_levels():
    assert "Several bands are called" in faults(bands=bands((0, 50))[:1] * 2)[0]
    (fault,) = faults(bands=bands((0, 100), level=6))
    assert "has level 6" in fault


def test_bands_may_be_listed_in_any_order():
    made = index("overall = mean(p)", bands=bands((50, 100), (0, 50)))
    assert [band.lower for band in made.bands] == [50, 0]


def dimension(code="d", children=("p",), threshold=50.0):
    return Dimension(code=code, title="", children=children, threshold=threshold)


def profile(dimensions, approaches=()):
    return Profile(code="x", title="", dimensions=tuple(dimensions), approaches=tuple(approaches))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (profile([]), 'Profile "x" has no dimensions'),
        (profile([dimension(), dimension()]), 'Profile "x" uses the code "d" several times'),
        (profile([dimension()], [Approach(code="a", title="", when={})] * 2), 'uses the code "a" several times'),
        (profile([dimension()], [Approach(code="a", title="", when={"e": True})]), 'names "e", which is not one of'),
        (profile([dimension(children=())]), 'Dimension "d" of profile "x" has no children'),
        (profile([dimension(children=("p", "p"))]), 'names "p" twice'),
        (profile([dimension(children=("z",))]), 'names "z", which is neither a group nor a question'),
        (profile([dimension(threshold=NAN)]), 'The threshold of dimension "d" of profile "x" is not a number'),
    ],
)
def test_profiles(given, message):
    (fault,) = faults(profiles=(given,))
    assert message in fault


def test_profiles_have_codes_of_their_own():
    (fault,) = faults(profiles=(profile([dimension()]),) * 2)
    assert 'Several profiles are called "x"' in fault
