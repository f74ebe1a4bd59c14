"""Reading the boundary files. A line is a place: code, centre, area and outline, in the units of the drawing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Shape:
    """A place's outline as the path of an SVG drawing; ``x`` and ``y`` its centre, ``area`` what it covers."""

    code: str
    x: float
    y: float
    area: float
    path: str

    def rings(self) -> list[list[tuple[int, int]]]:
        """The outline as closed rings of points."""
        found = []
        for ring in self.path.split("M")[1:]:
            numbers = list(map(int, NUMBER.findall(ring)))
            x = y = 0
            points = []
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                points.append((x, y))
            found.append([*points, points[0]])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One map: its size, and the shapes by code; a shape that covers less than ``small`` is a circle besides."""

    name: str
    width: int
    height: int
    small: float
    shapes: Mapping[str, Shape]


@cache
def layer(name: str) -> Layer:
    """The map ``world`` or ``europe``."""
    text = (resources.files(__package__) / f"{name}.tsv").read_text(encoding="ascii")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    width, height, small = map(int, lines[0].split("\t"))
    shapes = {}
    for line in lines[1:]:
        code, x, y, area, path = line.split("\t")
        shapes[code] = Shape(code, float(x), float(y), float(area), path)
    return Layer(name=name, width=width, height=height, small=small, shapes=shapes)
