"""The projections of the maps, both of equal area: in thousands of kilometres for Europe, in radii for the world."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
RADIUS = 6.371
CENTRE = (10.0, 52.0)
FALSE = (4.321, 3.210)
BEHIND = -0.98


def equal_earth(point: Point) -> Point:
    """Equal Earth (Savric, Patterson and Jenny 2018)."""
    lon, lat = radians(point[0]), radians(point[1])
    t = asin(sqrt(3) / 2 * sin(lat))
    down = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    return 2 * sqrt(3) * lon * cos(t) / (3 * down), A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t


def laea(point: Point) -> Point:
    """Lambert's azimuthal equal-area projection about 52° N 10° E, as the European grid has it (on a sphere)."""
    lon, lat = radians(point[0] - CENTRE[0]), radians(point[1])
    middle = radians(CENTRE[1])
    away = max(sin(middle) * sin(lat) + cos(middle) * cos(lat) * cos(lon), BEHIND)
    k = RADIUS * sqrt(2 / (1 + away))
    x = k * cos(lat) * sin(lon)
    y = k * (cos(middle) * sin(lat) - sin(middle) * cos(lat) * cos(lon))
    return x + FALSE[0], y + FALSE[1]
