"""A static mirror of an edition: the pages that the site serves, as files that lead to one another."""

from __future__ import annotations

from commonground.publishing.mirrors.walking import Mirrored, mirror

__all__ = ["Mirrored", "mirror"]
