"""The official core workbook, read once for all tests of what-if."""

from __future__ import annotations

import pytest

from commonground.methods.index import Scorecard, score
from commonground.methods.workbooks import read_mipex


@pytest.fixture(scope="session")
def core(shared_data) -> Scorecard:
    bundle = read_mipex(shared_data / "mipex/mipex_core_2007-2019.xlsx").bundle
    return score(bundle.framework, bundle.answers)
