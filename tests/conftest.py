"""What all tests share: the official data, a browser, the mark for tests that use the database."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from tests.support.environment import WORKER

pytest_plugins = ["pytester", "tests.support.strictness", "tests.support.append_only", "tests.support.migrated"]

REPOSITORY = Path(__file__).parent.parent
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}

# The same examples in every run, however slow the machine; `make nightly` draws new and many more.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=500, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure() -> None:
    """Signing in is not what most tests are about, so a password costs no time here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # What one test kept is no answer to the next, whose database is another.
    settings.CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES["stamp"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "stamp"}
    settings.PAGE_RATE = 0  # one address asks for all pages


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark every test that uses the database, so that `-m database` finds them, and share them out among workers.

    What a browser shows and who may see it do not depend on the database, so its journeys are walked once, and so is
    the table of routes; ``make nightly`` walks every route on both.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        uses = item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES
        if uses and "chromium" not in fixtures and not item.get_closest_marker("once"):
            item.add_marker("database")
    yield
    if WORKER:
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[bool, bool, str]:
    """When a test has its turn: the long ones first; those that empty the database never before one that needs it full.

    The others come module by module and mixed, since a worker is given many neighbours at once, and if all journeys
    of browsers were among them it would be left alone with them in the end.
    """
    module = item.path.relative_to(REPOSITORY).as_posix()
    return item.get_closest_marker("long") is None, not _in_a_transaction(item), sha256(module.encode()).hexdigest()


def _in_a_transaction(item: pytest.Item) -> bool:
    """Whether what a test writes to the database is rolled back after it."""
    fixtures = set(getattr(item, "fixturenames", ()))
    marker = item.get_closest_marker("django_db")
    emptied = fixtures & {"transactional_db", "live_server"} or (marker and marker.kwargs.get("transaction"))
    return not emptied and (marker is not None or "db" in fixtures)


def pytest_collection_finish() -> None:
    """What was collected stays, so the search for garbage passes over it, and comes less often: a tenth of all time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Coverage counts what tests of parts try: it slows everything by half, so walks go without."""
    controller = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    parts = item.path.relative_to(REPOSITORY).parts
    walk = "browser" in parts or ("security" in parts and item.get_closest_marker("once"))
    if controller is None or not walk:
        return (yield)
    controller.pause()
    try:
        return (yield)
    finally:
        controller.resume()


@pytest.fixture(scope="session", autouse=True)
def _counts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each worker of the tests counts for itself who asks how often."""
    settings.COUNTS = tmp_path_factory.mktemp("counts")


@pytest.fixture(autouse=True)
def _words_of_nobody() -> Iterator[None]:
    """A request leaves the language of its reader behind in the thread; the next test begins without it."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The official data, which is no part of the project: ``../shared/data``, or ``COMMONGROUND_SHARED_DATA``."""
    folder = Path(os.environ.get("COMMONGROUND_SHARED_DATA") or REPOSITORY / "../shared/data").resolve()
    if not folder.is_dir():
        pytest.skip("the official data is not here (COMMONGROUND_SHARED_DATA=folder names it)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium: ``CHROMIUM``, or the first one on the path."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    if (found := next(filter(None, (shutil.which(name) for name in names if name)), None)) is None:
        pytest.skip("no Chromium is installed (CHROMIUM=path names one)")
    return found
