"""The public pages, each as HTML, JSON and CSV."""

from commonground.publishing.views.data import bundle, catalogue, data
from commonground.publishing.views.explorer import boundaries, explore, explorer
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
    "boundaries",
    "bundle",
    "catalogue",
    "changes",
    "compare",
    "data",
    "editions",
    "examination",
    "explore",
    "explorer",
    "home",
    "index",
    "indicator",
    "method",
    "pair",
    "place",
    "place_node",
    "step",
]
