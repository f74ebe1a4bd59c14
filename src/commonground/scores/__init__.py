"""Editions: frozen inputs, computed results, and how they came about."""
