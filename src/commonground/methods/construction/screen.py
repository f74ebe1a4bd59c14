"""Availability screening: places with too few values are left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.require import require_share

Values = NDArray[np.float64]


class Counting(StrEnum):
    """Which values count as present."""

    OBSERVED = "observed"
    """Those in the data: screening comes before imputation."""
    FILLED = "filled"
    """Those in the data and those imputed: screening comes after imputation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A place is kept in a period where enough indicators have a value, and enough of these are not 0.

    ``present`` is the least share of indicators with a value, ``nonzero`` the least share of these that are
    not 0. ``keep`` and ``leave_out`` name places that are kept or left out whatever their shares.
    """

    present: float = 0.0
    nonzero: float = 0.0
    counting: Counting = Counting.OBSERVED
    keep: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_share("The share of indicators present", self.present)
        require_share("The share of values other than 0", self.nonzero)


def screen(settings: Screen, values: Values, places: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which places are kept in which period, ``[place, period]``, from ``values[place, period, indicator]``."""
    there = ~np.isnan(values)
    number = there.sum(axis=-1)
    kept = number >= settings.present * values.shape[-1] - 1e-9
    kept &= (there & (values != 0)).sum(axis=-1) >= settings.nonzero * number - 1e-9
    names = np.array(places)[:, np.newaxis]
    return np.asarray((kept | np.isin(names, settings.keep)) & ~np.isin(names, settings.leave_out))
