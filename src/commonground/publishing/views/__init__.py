"""The public pages, each as HTML, JSON and CSV."""

from commonground.publishing.views.pages import (
    area,
    audit,
    changes,
    editions,
    home,
    index,
    indicator,
    place,
    place_node,
)

__all__ = ["area", "audit", "changes", "editions", "home", "index", "indicator", "place", "place_node"]
