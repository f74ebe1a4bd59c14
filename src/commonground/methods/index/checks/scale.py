"""Problems of the scale, its bands, and the profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.checks.tree import repeated
from commonground.methods.index.rules import TOLERANCE, sound
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.methods.index.framework import Band, Dimension, Framework, Profile

LEVELS = range(6)


def scale_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of the scale and of the bands, which must cover it without gap or overlap."""
    lower, upper = framework.scale
    if not (sound(lower) and sound(upper) and lower < upper):
        yield Problem(
            code="framework-scale",
            message=Sentence("The scale runs from %(lower)s to %(upper)s.", lower=repr(lower), upper=repr(upper)),
            remedy=Sentence("Write two numbers, the lower first."),
        )
    for code in repeated(band.code for band in framework.bands):
        yield Problem(
            code="framework-duplicate-code",
            message=Sentence('Several bands are called "%(code)s".', code=code),
            remedy=Sentence("Rename one."),
        )
    for band in framework.bands:
        yield from _band(band)
    if framework.bands:
        yield from _cover(framework)


def _band(band: Band) -> Iterator[Problem]:
    if not (sound(band.lower) and sound(band.upper) and band.lower < band.upper):
        yield Problem(
            code="framework-bands",
            message=Sentence(
                'Band "%(band)s" runs from %(lower)s to %(upper)s.',
                band=band.code,
                lower=repr(band.lower),
                upper=repr(band.upper),
            ),
            remedy=Sentence("Write two numbers, the lower first."),
        )
    if band.level not in LEVELS:
        yield Problem(
            code="framework-bands",
            message=Sentence('Band "%(band)s" has level %(level)s.', band=band.code, level=repr(band.level)),
            remedy=Sentence("Choose a level from 0 to 5."),
        )


def _cover(framework: Framework) -> Iterator[Problem]:
    bands = sorted(framework.bands, key=lambda band: band.lower)
    names = [Sentence('"%(code)s"', code=band.code) for band in bands]
    ends = zip(
        [Sentence("the start of the scale"), *names],
        [framework.scale[0], *(band.upper for band in bands)],
        strict=True,
    )
    starts = zip(
        [*names, Sentence("the end of the scale")],
        [*(band.lower for band in bands), framework.scale[1]],
        strict=True,
    )
    for (before, end), (after, start) in zip(ends, starts, strict=True):
        if abs(start - end) > TOLERANCE:
            where = {"before": before, "end": f"{end:g}", "after": after, "start": f"{start:g}"}
            gap = Sentence("The bands leave a gap between %(before)s (%(end)s) and %(after)s (%(start)s).", **where)
            overlap = Sentence("The bands overlap between %(before)s (%(end)s) and %(after)s (%(start)s).", **where)
            yield Problem(
                code="framework-bands",
                message=gap if start > end else overlap,
                remedy=Sentence(
                    "Let each band begin where the one before it ends, from one end of the scale to the other."
                ),
            )


def profile_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of the profiles' dimensions and approaches."""
    nodes = {group.code for group in framework.groups} | {question.code for question in framework.questions}
    for code in repeated(profile.code for profile in framework.profiles):
        yield Problem(
            code="framework-duplicate-code",
            message=Sentence('Several profiles are called "%(code)s".', code=code),
            remedy=Sentence("Rename one."),
        )
    for profile in framework.profiles:
        yield from _profile(profile)
        for dimension in profile.dimensions:
            yield from _dimension(profile.code, dimension, nodes)


def _profile(profile: Profile) -> Iterator[Problem]:
    if not profile.dimensions:
        yield Problem(
            code="framework-profile",
            message=Sentence('Profile "%(profile)s" has no dimensions.', profile=profile.code),
            remedy=Sentence("Add one."),
        )
    codes = [dimension.code for dimension in profile.dimensions]
    approaches = [approach.code for approach in profile.approaches]
    for code in (*repeated(codes), *repeated(approaches)):
        yield Problem(
            code="framework-duplicate-code",
            message=Sentence(
                'Profile "%(profile)s" uses the code "%(code)s" several times.', profile=profile.code, code=code
            ),
            remedy=Sentence("Rename one."),
        )
    for approach in profile.approaches:
        for code in approach.when:
            if code not in codes:
                yield Problem(
                    code="framework-profile",
                    message=Sentence(
                        'Approach "%(approach)s" of profile "%(profile)s" names "%(code)s", '
                        "which is not one of its dimensions.",
                        approach=approach.code,
                        profile=profile.code,
                        code=code,
                    ),
                    remedy=Sentence("Add the dimension, or correct the name."),
                )


def _dimension(profile: str, dimension: Dimension, nodes: set[str]) -> Iterator[Problem]:
    names = {"dimension": dimension.code, "profile": profile}
    if not dimension.children:
        yield Problem(
            code="framework-profile",
            message=Sentence('Dimension "%(dimension)s" of profile "%(profile)s" has no children.', **names),
            remedy=Sentence("Name at least one."),
        )
    for code in repeated(dimension.children):
        yield Problem(
            code="framework-profile",
            message=Sentence(
                'Dimension "%(dimension)s" of profile "%(profile)s" names "%(code)s" twice.', code=code, **names
            ),
            remedy=Sentence("Name it once."),
        )
    for code in dimension.children:
        if code not in nodes:
            yield Problem(
                code="framework-profile",
                message=Sentence(
                    'Dimension "%(dimension)s" of profile "%(profile)s" names "%(code)s", '
                    "which is neither a group nor a question.",
                    code=code,
                    **names,
                ),
                remedy=Sentence("Add it to the framework, or correct the name."),
            )
    if not sound(dimension.threshold):
        yield Problem(
            code="framework-number",
            message=Sentence(
                'The threshold of dimension "%(dimension)s" of profile "%(profile)s" is not a number, or too large.',
                **names,
            ),
            remedy=Sentence("Write a finite number, such as one on the scale."),
        )
