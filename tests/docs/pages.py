"""The documentation as the tests read it: pages, and tables in them."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def pages() -> list[Path]:
    """Every Markdown file of the project, and of no installed package."""
    folders = ("docs", "src", "demo", "tests", "benchmarks", "nightly")
    return [*REPOSITORY.glob("*.md"), *(page for folder in folders for page in (REPOSITORY / folder).rglob("*.md"))]


def table(markdown: str, first_column: str) -> list[list[str]]:
    """The rows of the table whose header begins with ``first_column``."""
    block = re.search(rf"^\| {re.escape(first_column)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", markdown, flags=re.MULTILINE)
    return [[value.strip() for value in line.strip("|\n").split("|")] for line in block[1].splitlines()]
