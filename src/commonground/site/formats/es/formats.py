"""Figures in Spanish."""

THOUSAND_SEPARATOR = "."
