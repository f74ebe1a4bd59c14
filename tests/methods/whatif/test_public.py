"""The public names of the room."""

from __future__ import annotations

from commonground.methods import whatif


def test_every_public_name_is_there_once():
    assert whatif.__all__ == sorted(set(whatif.__all__))
    assert all(hasattr(whatif, name) for name in whatif.__all__)
