"""Geometry of the charts: from figures to positions. Places are per cent, so type never scales."""
