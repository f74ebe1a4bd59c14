"""Loaded before Django's settings: every test run has a home of its own and the database it is meant for.

``COMMONGROUND_TEST_ON=postgresql`` takes the server of ``COMMONGROUND_TEST_POSTGRES``; otherwise it is SQLite, whatever
``DATABASE_URL`` may say, so that no run of tests ever reaches somebody's data.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
BASE = Path(os.environ["COMMONGROUND_HOME"] if WORKER else tempfile.mkdtemp(prefix="commonground-tests-"))

if not WORKER:  # the workers have ended by then
    atexit.register(shutil.rmtree, BASE, ignore_errors=True)
(BASE / WORKER).mkdir(exist_ok=True)
os.environ["COMMONGROUND_HOME"] = str(BASE / WORKER)
if os.environ.get("COMMONGROUND_TEST_ON") == "postgresql":
    os.environ["DATABASE_URL"] = os.environ["COMMONGROUND_TEST_POSTGRES"]
else:
    os.environ.pop("DATABASE_URL", None)
