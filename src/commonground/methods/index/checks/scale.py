"""Problems of the scale, its bands, and the profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.checks.tree import repeated
from commonground.methods.index.rules import TOLERANCE, sound

if TYPE_CHECKING:
    from commonground.methods.index.framework import Band, Dimension, Framework, Profile

LEVELS = range(6)


def scale_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of the scale and of the bands, which must cover it without gap or overlap."""
    lower, upper = framework.scale
    if not (sound(lower) and sound(upper) and lower < upper):
        yield Problem(
            code="framework-scale",
            message=f"The scale runs from {lower!r} to {upper!r}.",
            remedy="Write two numbers, the lower first.",
        )
    for code in repeated(band.code for band in framework.bands):
        yield Problem(
            code="framework-duplicate-code", message=f'Several bands are called "{code}".', remedy="Rename one."
        )
    for band in framework.bands:
        yield from _band(band)
    if framework.bands:
        yield from _cover(framework)


def _band(band: Band) -> Iterator[Problem]:
    if not (sound(band.lower) and sound(band.upper) and band.lower < band.upper):
        yield Problem(
            code="framework-bands",
            message=f'Band "{band.code}" runs from {band.lower!r} to {band.upper!r}.',
            remedy="Write two numbers, the lower first.",
        )
    if band.level not in LEVELS:
        yield Problem(
            code="framework-bands",
            message=f'Band "{band.code}" has level {band.level!r}.',
            remedy="Choose a level from 0 to 5.",
        )


def _cover(framework: Framework) -> Iterator[Problem]:
    bands = sorted(framework.bands, key=lambda band: band.lower)
    ends = [("the start of the scale", framework.scale[0]), *((f'"{band.code}"', band.upper) for band in bands)]
    starts = [*((f'"{band.code}"', band.lower) for band in bands), ("the end of the scale", framework.scale[1])]
    for (before, end), (after, start) in zip(ends, starts, strict=True):
        if abs(start - end) > TOLERANCE:
            fault = "leave a gap" if start > end else "overlap"
            yield Problem(
                code="framework-bands",
                message=f"The bands {fault} between {before} ({end:g}) and {after} ({start:g}).",
                remedy="Let each band begin where the one before it ends, from one end of the scale to the other.",
            )


def profile_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of the profiles' dimensions and approaches."""
    nodes = {group.code for group in framework.groups} | {question.code for question in framework.questions}
    for code in repeated(profile.code for profile in framework.profiles):
        yield Problem(
            code="framework-duplicate-code", message=f'Several profiles are called "{code}".', remedy="Rename one."
        )
    for profile in framework.profiles:
        yield from _profile(profile)
        for dimension in profile.dimensions:
            yield from _dimension(f'Dimension "{dimension.code}" of profile "{profile.code}"', dimension, nodes)


def _profile(profile: Profile) -> Iterator[Problem]:
    if not profile.dimensions:
        yield Problem(
            code="framework-profile", message=f'Profile "{profile.code}" has no dimensions.', remedy="Add one."
        )
    codes = [dimension.code for dimension in profile.dimensions]
    approaches = [approach.code for approach in profile.approaches]
    for code in (*repeated(codes), *repeated(approaches)):
        yield Problem(
            code="framework-duplicate-code",
            message=f'Profile "{profile.code}" uses the code "{code}" several times.',
            remedy="Rename one.",
        )
    for approach in profile.approaches:
        for code in approach.when:
            if code not in codes:
                yield Problem(
                    code="framework-profile",
                    message=f'Approach "{approach.code}" of profile "{profile.code}" names "{code}", '
                    "which is not one of its dimensions.",
                    remedy="Add the dimension, or correct the name.",
                )


def _dimension(where: str, dimension: Dimension, nodes: set[str]) -> Iterator[Problem]:
    if not dimension.children:
        yield Problem(code="framework-profile", message=f"{where} has no children.", remedy="Name at least one.")
    for code in repeated(dimension.children):
        yield Problem(code="framework-profile", message=f'{where} names "{code}" twice.', remedy="Name it once.")
    for code in dimension.children:
        if code not in nodes:
            yield Problem(
                code="framework-profile",
                message=f'{where} names "{code}", which is neither a group nor a question.',
                remedy="Add it to the framework, or correct the name.",
            )
    if not sound(dimension.threshold):
        yield Problem(
            code="framework-number",
            message=f"The threshold of {where[0].lower()}{where[1:]} is not a number, or too large.",
            remedy="Write a finite number, such as one on the scale.",
        )
