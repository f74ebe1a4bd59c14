"""How often each category was given to each unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def tally(values: Values, options: tuple[float, ...] = ()) -> tuple[Values, Values]:
    """``categories[category]`` in rising order and ``counts[unit, category]`` of ``values[coder, unit]``.

    The categories are the ``options``, or else the values that occur. NaN is no answer.
    """
    given = ~np.isnan(values)
    categories = np.array(options, np.float64) if options else np.unique(values[given])
    units = values.shape[1]
    # Which unit, and which category, of every answer as one number.
    cells = np.nonzero(given)[1] * len(categories) + np.searchsorted(categories, values[given])
    counts = np.bincount(cells, minlength=units * len(categories)).reshape(units, len(categories))
    return categories, counts.astype(np.float64)
