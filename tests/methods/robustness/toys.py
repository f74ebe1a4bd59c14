"""Models small enough to work out by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.robustness import Factor


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Toy:
    """``base[unit]`` plus, for each assumption, ``shifts[alternative, unit]`` of the alternative taken."""

    base: NDArray[np.float64]
    shifts: tuple[NDArray[np.float64], ...]
    labelled: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(f"u{number}" for number in range(len(self.base)))

    @property
    def factors(self) -> tuple[Factor, ...]:
        return tuple(
            Factor(
                code=f"f{at}",
                title=f"choice {at}",
                size=len(shift),
                labels=tuple(f"way {number}" for number in range(len(shift))) if self.labelled else (),
            )
            for at, shift in enumerate(self.shifts)
        )

    def run(self, settings: NDArray[np.intp]) -> NDArray[np.float64]:
        scores = np.tile(self.base, (len(settings), 1))
        for shift, setting in zip(self.shifts, settings.T, strict=True):
            scores += np.concatenate([shift, np.zeros((1, len(self.base)))])[setting]
        return scores


def toy(base: list[float], *shifts: list[list[float]], labelled: bool = False) -> Toy:
    """A toy from plain lists."""
    return Toy(base=np.array(base), shifts=tuple(np.array(shift) for shift in shifts), labelled=labelled)
