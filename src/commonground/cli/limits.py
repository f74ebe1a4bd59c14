"""What the commands refuse as too little or too much."""

from __future__ import annotations

import click

RUN_RANGE = click.IntRange(1, 1_000_000)
"""Runs, or rows of a Sobol design: a thousand tell nearly all, and memory grows with them."""
