"""The site's fonts are built once, under our own names, with the characters that pages need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from commonground.site.fonts import FACES, build_fonts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_fonts(tmp_path_factory.mktemp("fonts") / "site" / "fonts")


def test_every_face_stands_beside_the_sheet_that_names_it(built: Path) -> None:
    css = built.read_text()
    for face in FACES:
        assert f"url({face.name}.woff2)" in css
        assert (built.parent / f"{face.name}.woff2").stat().st_size < 30_000


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_fonts_carry_our_name_and_the_licence_but_not_the_reserved_name(built: Path, face) -> None:
    names = TTFont(built.parent / f"{face.name}.woff2")["name"]
    assert names.getDebugName(1) == face.family
    assert "SIL Open Font License" in names.getDebugName(13)
    assert not [n for n in names.names if n.nameID in {1, 3, 4, 6, 16} and "Source" in str(n)]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_fonts_hold_letters_dashes_arrows_and_signs(built: Path, face) -> None:
    held = TTFont(built.parent / f"{face.name}.woff2").getBestCmap()
    assert not [character for character in "Ağčłžő–—−÷×·“”’…€" if ord(character) not in held]


def test_figures_of_the_sans_share_one_width(built: Path) -> None:
    font = TTFont(built.parent / "sans-400.woff2")
    assert len({font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_a_second_build_changes_nothing(built: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in built.parent.iterdir()}
    assert build_fonts(built.parent) == built
    assert {path.name: path.stat().st_mtime_ns for path in built.parent.iterdir()} == before


def test_an_interrupted_build_is_finished_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "sans-400.woff2").write_bytes(b"half")
    build_fonts(tmp_path)
    assert TTFont(tmp_path / "sans-400.woff2")["name"].getDebugName(1) == "Commonground Sans"


def test_all_fonts_together_leave_room_for_the_page(built: Path) -> None:
    assert sum(path.stat().st_size for path in built.parent.iterdir()) < 90_000
