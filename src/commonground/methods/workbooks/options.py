"""Options as a workbook writes them: one a line, points first."""

from __future__ import annotations

import re

from commonground.methods.index.framework import Option

_OPTION = re.compile(r"^\s*(?P<points>\d{1,3}(?:[.,]\d+)?)\s*(?:[-‐-―−:=]+(?!\d)|[-‐-―−:=]+\s+)\s*(?P<label>.*)$")
"""Points, a dash of any kind, a label. ``1-2 of these`` is no option: a digit follows its dash at once."""


def parse_options(text: str, scale: tuple[float, float] = (0.0, 100.0)) -> tuple[Option, ...]:
    """The options of a cell: code and points from the number, lines without one continue the option before.

    Lines before the first option are no option, nor is one whose points stand already or lie outside the scale.
    """
    found: dict[str, tuple[float, list[str]]] = {}
    current: list[str] = []
    for line in text.splitlines():
        match = _OPTION.match(line)
        points = float(match["points"].replace(",", ".")) if match else -1.0
        code = f"{points:.15g}"
        if match and scale[0] <= points <= scale[1] and code not in found:
            current = [match["label"].strip()]
            found[code] = (points, current)
        elif line.strip():
            current.append(line.strip())
    return tuple(
        Option(code=code, label=" ".join(" ".join(lines).split()), points=points)
        for code, (points, lines) in found.items()
    )
