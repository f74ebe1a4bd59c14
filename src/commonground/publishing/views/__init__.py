"""The public pages, each as HTML, JSON and CSV."""

from commonground.publishing.views.pages import (
    area,
    audit,
    changes,
    compare,
    editions,
    examination,
    home,
    index,
    indicator,
    method,
    pair,
    place,
    place_node,
    step,
)

__all__ = [
    "area",
    "audit",
    "changes",
    "compare",
    "editions",
    "examination",
    "home",
    "index",
    "indicator",
    "method",
    "pair",
    "place",
    "place_node",
    "step",
]
