"""Rounds of an index: periods, units, decisions, published figures, snapshots."""
