"""Geometry of the charts: from figures on a page to positions in a drawing. Places are per cent, so type never scales."""
