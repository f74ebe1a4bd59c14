"""Loaded before Django's settings: every test run has a home of its own and the database it is meant for.

``COMMONGROUND_TEST_ON=postgresql`` takes the server of ``COMMONGROUND_TEST_POSTGRES``; otherwise it is SQLite, whatever
``DATABASE_URL`` may say, so that no run of tests ever reaches somebody's data.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
BASE = Path(os.environ["COMMONGROUND_HOME"] if WORKER else tempfile.mkdtemp(prefix="commonground-tests-"))

(BASE / WORKER).mkdir(exist_ok=True)
os.environ["COMMONGROUND_HOME"] = str(BASE / WORKER)
if os.environ.get("COMMONGROUND_TEST_ON") == "postgresql":
    os.environ["DATABASE_URL"] = os.environ["COMMONGROUND_TEST_POSTGRES"]
else:
    os.environ.pop("DATABASE_URL", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the home away when the run is over; its workers have ended by then."""
    if not WORKER:
        shutil.rmtree(BASE, ignore_errors=True)
