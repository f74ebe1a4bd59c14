"""The official workbooks, read and audited once for all tests."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from commonground.methods.audit import Audit
from commonground.methods.workbooks import MipexReading, audit, read_mipex
from tests.methods.workbooks.factory import Book


class Audited(NamedTuple):
    """A workbook that was read, and its audit."""

    reading: MipexReading
    audit: Audit
    document: dict


def audited(path: Path) -> Audited:
    reading = read_mipex(path)
    found = audit(reading)
    return Audited(reading, found, found.document())


@pytest.fixture(scope="session")
def official_core(shared_data) -> Audited:
    return audited(shared_data / "mipex/mipex_core_2007-2019.xlsx")


@pytest.fixture(scope="session")
def official_2015(shared_data) -> Audited:
    return audited(shared_data / "mipex/mipex3_policy_indicators_finalwebsite.xlsx")


@pytest.fixture
def examine(tmp_path):
    """Save an invented workbook, read and audit it."""

    def examined(book: Book) -> Audited:
        return audited(book.save(tmp_path / "invented.xlsx"))

    return examined
