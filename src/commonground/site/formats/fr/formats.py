"""Figures in French."""

THOUSAND_SEPARATOR = "\u202f"
