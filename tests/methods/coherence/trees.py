"""Levels as a person would jot them down, for tests of coherence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from commonground.methods.coherence import Levels, Node


def levels(columns: Mapping[str, list[float | None]], *, parents: Mapping[str, str] | None = None) -> Levels:
    """Levels with a column for each node; the first is the top, and the parent of all others unless ``parents`` say."""
    top, *others = columns
    above = parents or dict.fromkeys(others, top)
    shares = {code: 1 / list(above.values()).count(parent) for code, parent in above.items()}
    scores = np.array([[np.nan if v is None else v for v in column] for column in columns.values()], float).T
    return Levels(
        units=tuple(f"U{number}" for number in range(len(scores))),
        nodes=tuple(
            Node(code=code, title=code.upper(), parent=above.get(code, ""), weight=shares.get(code)) for code in columns
        ),
        scores=scores,
    )
