"""Maps: our own boundary file, made from Natural Earth by the policy in ``docs/explanation/boundaries.md``."""

from __future__ import annotations

from commonground.publishing.maps.boundaries import Layer, Shape, layer

__all__ = ["Layer", "Shape", "layer"]
