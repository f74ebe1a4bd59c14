"""The boundary file: what the written policy says of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from commonground.publishing.maps import layer
from commonground.publishing.maps.build import _clipped, _dissolved, _simple, _within
from commonground.publishing.maps.projections import equal_earth, laea
from commonground.publishing.queries.tiles import COUNTRIES


@pytest.mark.parametrize("name", ["world", "europe"])
def test_every_outline_lies_on_its_sheet(name):
    sheet = layer(name)
    for shape in sheet.shapes.values():
        for ring in shape.rings():
            assert all(-1 <= x <= sheet.width + 1 and -1 <= y <= sheet.height + 1 for x, y in ring)
            assert ring[0] == ring[-1]


def test_the_policy_on_disputed_places_is_kept():
    shapes = layer("world").shapes
    assert {"XK", "CY", "TW", "PS", "EH", "SO"} <= set(shapes)
    assert not [code for code in shapes if "Cyprus" in code or "Somaliland" in code]
    crimea = equal_earth((34.3, 45.2))
    x, y = (crimea[0] + 2.6) / 5.32 * 1000, (1.32 - crimea[1]) / 5.32 * 1000
    assert _inside((x, y), shapes["UA"])
    assert not _inside((x, y), shapes["RU"])


def test_cyprus_is_one_island():
    assert len(layer("europe").shapes["CY"].rings()) == 1


def test_every_country_of_the_tile_grid_has_an_outline():
    codes = {code for code in COUNTRIES.split() if code != ".."}
    assert codes <= set(layer("world").shapes)


def test_small_states_are_circles():
    sheet = layer("europe")
    assert {code for code in ("MT", "AD") if sheet.shapes[code].area < sheet.small} == {"MT", "AD"}
    assert sheet.shapes["LU"].area > sheet.small


def test_projections_are_where_they_should_be():
    assert laea((10, 52)) == pytest.approx((4.321, 3.210))
    assert equal_earth((0, 0)) == (0, 0)


def test_rings_are_cut_at_the_date_line_and_at_a_window():
    ring = [(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0), (170.0, 60.0)]
    parts = list(_within(ring, (-180, -58, 180, 84)))
    assert len(parts) == 2
    assert all(-180 <= lon <= 180 for part in parts for lon, _lat in part)
    assert _clipped([(-1.0, 0.0), (1.0, 0.0), (1.0, 1.0)], (5, 5, 6, 6)) == []


def test_what_two_rings_share_is_dissolved_and_what_lies_straight_is_thinned():
    arcs = [[(0, 0), (1, 0)], [(1, 0), (1, 1), (0, 0)], [(0, 0), (1, -1), (1, 0)]]
    assert sorted(map(sorted, _dissolved([[0, 1], [~0, 2]], arcs))) == [[1, 2]]
    square = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    assert (5.0, 0.0) not in _simple(square, 0.5)


def _inside(point: tuple[float, float], shape) -> bool:
    """Whether a point lies within the outline: an odd number of edges to its right."""
    x, y = point
    crossings = 0
    for ring in shape.rings():
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1
