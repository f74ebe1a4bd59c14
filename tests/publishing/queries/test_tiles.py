"""Every place has a tile of its own, and the map says of likeness what chance allows."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commonground.publishing.queries.figures import Figure, PlaceFigure
from commonground.publishing.queries.tiles import Tile, _alike, _layout, _squares


def figure(score: float | None) -> Figure:
    return Figure(
        score=score,
        band=None,
        rank=None,
        tied=0,
        ranked=0,
        coverage=1.0,
        answered=1,
        applicable=1,
        interval=None,
    )


def board(*rows: str) -> list[Tile]:
    """A board of digits: ``9`` is a score of 9, a dot an empty square."""
    return [
        Tile(column=x, row=y, place=PlaceFigure(place=f"{x}{y}", name="", figure=figure(float(digit))))
        for y, row in enumerate(rows, start=1)
        for x, digit in enumerate(row, start=1)
        if digit != "."
    ]


def test_no_two_countries_of_the_layout_share_a_square():
    found = list(_squares())
    assert len({code for code, _at in found}) == len({at for _code, at in found}) == len(found) > 60


@given(st.lists(st.from_regex(r"[A-Z]{2,3}", fullmatch=True), unique=True, min_size=1, max_size=80))
@example(["DE", "DEU"])
def test_every_place_gets_a_square_of_its_own(codes):
    found = _layout(codes)
    assert set(found) == set(codes)
    assert len(set(found.values())) == len(codes)
    assert min(min(at) for at in found.values()) == 1


def test_countries_lie_alike_by_codes_of_two_letters_and_of_three():
    two, three = _layout(["CA", "XK", "ZA", "NZ", "IS"]), _layout(["CAN", "XKX", "ZAF", "NZL", "ISL"])
    assert list(three.values()) == list(two.values())


def test_a_board_in_two_halves_is_alike_and_a_chessboard_is_not():
    assert _alike(board("9911", "9911", "9911", "9911")) > 2
    assert _alike(board("9191", "1919", "9191", "1919")) < -2


@pytest.mark.parametrize("rows", [("55", "55"), ("1.2", "...", "3.4"), ("12",)])
def test_nothing_is_said_where_scores_are_equal_or_tiles_apart_or_few(rows):
    assert _alike(board(*rows)) is None


def test_atlantis_uses_its_own_tiles(book, now):
    from commonground.publishing.queries.index_page import index_page  # noqa: PLC0415 -- needs Django set up

    tiles = index_page(book, now).map.tiles
    own = {code: (place.tile_column + 1, place.tile_row + 1) for code, place in book.places.items()}
    assert {tile.place.place: (tile.column, tile.row) for tile in tiles} == own
