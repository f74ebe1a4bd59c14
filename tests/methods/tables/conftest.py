"""A small index in files: two questions about harbours, and a way to change a line of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commonground.methods.tables import FrameworkFile, read_framework

FRAMEWORK = """\
code: small
title: Small Index
version: 1.10
scales:
  yes_no:
    - {points: 100, label: Yes}
    - {points: 0, label: No}
    - {code: na, reason: not_applicable}
    - {code: unknown, reason: no_data}
questions:
  - code: Q1
    title: Piers
    scale: yes_no
    tags: {kind: law}
  - code: Q2
    title: Lights
    options:
      - {code: dark, points: 0}
      - {code: dim, points: 0}
      - {points: 33.3}
      - {points: 100}
areas:
  - code: H
    title: Harbour
    rule: mean
    missing: {skip: 0.5}
    children: [Q1, Q2]
aggregates:
  - code: overall
    title: Overall
    children: [H]
places:
  - {code: XA, name: Aldervane}
  - {code: NO, name: Norrhaven, groups: [North], tile: [1, 0]}
periods:
  - {code: 2021}
  - {code: 2024, label: The year 2024, reference_date: 2024-12-31}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a text or bytes to a file of the test and return its path."""

    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def framework_path(write: Write) -> Path:
    """The small framework as a file."""
    return write("framework.yaml", FRAMEWORK)


@pytest.fixture
def small(framework_path: Path) -> FrameworkFile:
    """The small framework, read."""
    return read_framework(framework_path)


@pytest.fixture
def changed(write: Write) -> Callable[[str, str], Path]:
    """Write the small framework with one text in it replaced by another."""

    def change(old: str, new: str) -> Path:
        assert old in FRAMEWORK
        return write("framework.yaml", FRAMEWORK.replace(old, new, 1))

    return change
