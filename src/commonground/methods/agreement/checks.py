"""What makes ratings contradict themselves. Every check yields all the problems it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.errors import RatingsError
from commonground.methods.construction.checks import repeated
from commonground.methods.errors import Problem
from commonground.methods.tables.spelling import number_text

Axes = Mapping[str, tuple[str, ...]]


def rating_problems(
    axes: Axes,
    points: NDArray[np.float64],
    options: Sequence[Sequence[float]],
    vignettes: Iterable[str],
) -> Iterator[Problem]:
    """All that is wrong with ratings."""
    for kind, codes in axes.items():
        for code in repeated(codes):
            yield Problem(
                code="ratings-repeated",
                message=f"The ratings name this {kind} twice.",
                remedy="Name it once.",
                place=code,
            )
    for code in sorted(set(vignettes) - set(axes["place"])):
        yield Problem(
            code="ratings-unknown",
            message="There is no such vignette among the places.",
            remedy="Correct its code, or add its ratings.",
            place=code,
        )
    yield from _misshapen(axes, points, options) or _bad_cells(axes, points, options)


def cell_problems(
    cells: Sequence[tuple[str, str, str, str, float]], questions: Sequence[str] | None
) -> Iterator[Problem]:
    """Points that are no number, cells that one coder answered twice, questions that are not among those given."""
    for *codes, points in cells:
        if not isinstance(points, Real):
            yield _no_number(" ".join(map(str, codes)))
    for cell, number in Counter(cell[:4] for cell in cells).items():
        if number > 1:
            yield Problem(
                code="ratings-repeated",
                message="This coder answered the cell twice.",
                remedy="Keep the answer that holds.",
                place=" ".join(cell),
            )
        if questions is not None and cell[3] not in questions:
            yield Problem(
                code="ratings-unknown",
                message=f'There is no question "{cell[3]}".',
                remedy="Correct the code, or add it to the questions.",
                place=" ".join(cell),
            )


def _misshapen(axes: Axes, points: NDArray[np.float64], options: Sequence[Sequence[float]]) -> list[Problem]:
    shape = tuple(len(codes) for codes in axes.values())
    problems = []
    if points.shape != shape:
        problems.append(
            _shape(f"The ratings have the shape {points.shape}; coders, places, periods and questions ask for {shape}.")
        )
    if options and len(options) != shape[-1]:
        problems.append(_shape(f"There are options for {len(options)} questions, and {shape[-1]} questions."))
    return problems


def _shape(message: str) -> Problem:
    return Problem(
        code="ratings-shape", message=message, remedy="Give one value for each coder, place, period and question."
    )


def _bad_cells(axes: Axes, points: NDArray[np.float64], options: Sequence[Sequence[float]]) -> Iterator[Problem]:
    for cell in np.argwhere(np.isinf(points)):
        yield _no_number(_where(axes, cell))
    for at, (question, allowed) in enumerate(zip(axes["question"], options, strict=False)):
        if list(allowed) != sorted(set(allowed)) or not np.isfinite(allowed).all():
            yield Problem(
                code="ratings-options",
                message="The options are not finite numbers in rising order, each once.",
                remedy="Write them from the lowest points to the highest.",
                place=question,
            )
        known = np.isin(points[..., at], allowed) | ~np.isfinite(points[..., at])
        for cell in np.argwhere(~known):
            yield Problem(
                code="ratings-not-an-option",
                message=f"{number_text(float(points[(*cell, at)]))} is not an option of {question}.",
                remedy=f"Use one of {', '.join(map(number_text, map(float, allowed)))}.",
                place=_where(axes, [*cell, at]),
            )


def _no_number(where: str) -> Problem:
    return Problem(
        code="ratings-number",
        message="This answer is not a finite number.",
        remedy="Write its points, or leave it out.",
        place=where,
    )


def _where(axes: Axes, cell: Iterable[int]) -> str:
    return " ".join(codes[at] for codes, at in zip(axes.values(), cell, strict=True))


def require_level(level: float) -> None:
    """Refuse a level that no interval can have."""
    if not 0 < level < 1:
        raise RatingsError(
            Problem(
                code="agreement-level",
                message=f"An interval cannot hold {level:g} of the draws.",
                remedy="Write a share between 0 and 1, such as 0.95.",
            )
        )


def require_resamples(resamples: int) -> None:
    """Refuse a number of resamples from which nothing follows."""
    if resamples < 1:
        raise RatingsError(
            Problem(
                code="agreement-resamples",
                message=f"{resamples} resamples show nothing.",
                remedy="Ask for 1 or more; 1000 are usual.",
            )
        )
