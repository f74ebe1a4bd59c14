"""What several coders answered to the same questions about the same places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.checks import cell_problems, rating_problems
from commonground.methods.agreement.errors import RatingsError
from commonground.methods.index.answers import read_only
from commonground.methods.index.names import unknown

Values = NDArray[np.float64]
Rating = tuple[str, str, str, str, float]
"""(coder, place, period, question, points)"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratings:
    """Coders' answers, in points.

    ``points[coder, place, period, question]`` is NaN where a coder gave no answer. ``options`` hold for each
    question the points of all its options, in order; without them, those that occur. ``vignettes`` name the
    places that are invented cases, rated to compare coders and never published.

    Raises ``RatingsError`` with every problem found. The array cannot be written to afterwards.
    """

    coders: tuple[str, ...]
    places: tuple[str, ...]
    periods: tuple[str, ...]
    questions: tuple[str, ...]
    points: Values
    options: tuple[tuple[float, ...], ...] = ()
    vignettes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", read_only(np.asarray(self.points, np.float64)))
        axes = {"coder": self.coders, "place": self.places, "period": self.periods, "question": self.questions}
        problems = list(rating_problems(axes, self.points, self.options, self.vignettes))
        if problems:
            raise RatingsError(*problems)
        if not self.options:
            found = (np.unique(given[~np.isnan(given)]).tolist() for given in np.moveaxis(self.points, -1, 0))
            object.__setattr__(self, "options", tuple(map(tuple, found)))

    @classmethod
    def from_cells(
        cls,
        cells: Iterable[Rating],
        *,
        options: Sequence[Sequence[float]] = (),
        questions: Sequence[str] | None = None,
        vignettes: Iterable[str] = (),
    ) -> Ratings:
        """Ratings from single answers; the axes hold what the cells name, in the order of first occurrence.

        ``options`` stand in the order of ``questions``. Raises ``RatingsError`` for a cell that a coder answered
        twice, for points that are no number, and for a question that is not among those given.
        """
        listed = [(coder, place, str(period), question, points) for coder, place, period, question, points in cells]
        problems = list(cell_problems(listed, questions))
        if problems:
            raise RatingsError(*problems)
        named = zip(*(cell[:4] for cell in listed), strict=True) if listed else ((),) * 4
        coders, places, periods, asked = (tuple(dict.fromkeys(codes)) for codes in named)
        axes = (coders, places, periods, asked if questions is None else tuple(questions))
        at = [{code: index for index, code in enumerate(axis)} for axis in axes]
        points = np.full([len(axis) for axis in axes], np.nan)
        for cell in listed:
            points[tuple(known[code] for known, code in zip(at, cell[:4], strict=True))] = cell[4]
        return cls(
            coders=coders,
            places=places,
            periods=periods,
            questions=axes[3],
            points=points,
            options=tuple(map(tuple, options)),
            vignettes=frozenset(vignettes),
        )

    def of(self, question: str) -> Values:
        """The answers to one question as ``[coder, unit]``, units by place and then period.

        Raises ``KeyError`` for an unknown question.
        """
        if question not in self.questions:
            raise unknown("question", question, self.questions)
        points = self.points[..., self.questions.index(question)]
        return points.reshape(len(self.coders), len(self.places) * len(self.periods))

    @property
    def clusters(self) -> NDArray[np.intp]:
        """The place of each unit of ``of``, by its position."""
        return np.repeat(np.arange(len(self.places)), len(self.periods))
