"""What came of a fault's trials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """``failures`` holds a text for each trial that failed; ``seen`` is what else the line says, by its name."""

    failures: list[str]
    seen: Mapping[str, str | int] = field(default_factory=dict)
