"""The bundle of Atlantis, packed, and as a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.publishing.bundles import BundleContent, bundle_files, pack
from commonground.publishing.queries.bundle_content import bundle_content
from tests.publishing.reading import of_everybody

SITE = "https://islands.example"


@pytest.fixture(scope="module")
def content(imported, django_db_blocker) -> BundleContent:
    with django_db_blocker.unblock():
        return bundle_content(of_everybody(imported), SITE)


@pytest.fixture(scope="module")
def _files(content) -> dict[str, bytes]:
    return bundle_files(content)


@pytest.fixture
def files(_files) -> dict[str, bytes]:
    return dict(_files)


@pytest.fixture
def packed(files, tmp_path) -> Path:
    path = tmp_path / "harbour-1.zip"
    path.write_bytes(pack(files))
    return path


@pytest.fixture
def folder(files, tmp_path) -> Path:
    for name, data in files.items():
        path = tmp_path / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "bundle"
