"""Atlantis, imported once a module by the real importer, and readers of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from commonground.methods.tables import audit_index, read_index
from commonground.publishing.queries.opened import Opened, PeriodInfo, opened
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.importers import Terms, import_bundle
from commonground.scores.models import Edition

DEMO = Path(__file__).parents[2] / "demo" / "atlantis"


def import_atlantis(licence: str = "CC BY 4.0", comments: str = "publish") -> Edition:
    """The demonstration index, read and imported as ``commonground demo`` does."""
    bundle = read_index(DEMO / "framework.yaml", DEMO / "answers.csv", DEMO / "published.csv", strict=False)
    return import_bundle(
        bundle=bundle, audit=audit_index(bundle), terms=Terms(licence=licence, comments=comments)
    ).edition


@pytest.fixture(scope="module")
def imported(django_db_setup, django_db_blocker) -> Iterator[Edition]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield import_atlantis()
        transaction.set_rollback(True)


@pytest.fixture
def atlantis(db, imported) -> Edition:
    return Edition.objects.select_related("index", "snapshot__round").get(pk=imported.pk)


@pytest.fixture
def book(atlantis) -> Opened:
    """Atlantis opened by a reader from the street."""
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 -- needs Django set up

    return opened(atlantis, Viewer(user=AnonymousUser()), latest=1, pinned=False)


@pytest.fixture
def now(book) -> PeriodInfo:
    return book.default_period


@pytest.fixture
def reader(atlantis) -> Client:
    return Client()
