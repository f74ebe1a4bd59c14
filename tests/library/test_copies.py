"""A copy is kept once, under the hash of its bytes, and what becomes of its file is found."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from commonground.library.actions import LibraryError, archive_copy, enter_source, enter_version
from commonground.library.models import ArchivedCopy, SourceVersion
from commonground.library.queries import altered, altered_copies, source_page

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 the Harbours Act"


@pytest.fixture
def version(settings, tmp_path) -> SourceVersion:
    settings.MEDIA_ROOT = tmp_path
    source = enter_source(jurisdiction="place:isles:XA", title={"en": "Harbours Act"}, by=None)
    return enter_version(source=source, by=None)


def test_the_same_bytes_are_one_copy(version):
    copy = archive_copy(version=version, content=PDF, name="act.pdf", by=None)
    assert archive_copy(version=version, content=PDF, name="other.pdf", by=None) == copy
    assert (copy.sha256, copy.media_type, str(copy)) == (sha256(PDF).hexdigest(), "application/pdf", "act.pdf")
    assert copy.file.name == f"library/{copy.sha256}.pdf"
    assert [each.sha256 for each in source_page(version.source_id).versions[0].copies] == [copy.sha256]


def test_two_versions_may_have_the_same_file(version):
    other = enter_version(source=version.source, label="2022", by=None)
    copies = [archive_copy(version=each, content=PDF, name="act.pdf", by=None) for each in (version, other)]
    assert copies[0] != copies[1]
    assert copies[0].file.name == copies[1].file.name


@pytest.mark.parametrize(
    ("content", "media_type", "suffix"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png", ".png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg", ".jpg"),
        (b"PK\x03\x04...", "application/zip", ".zip"),
        (b"<html><script>alert(1)</script>", "application/octet-stream", ".bin"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "application/octet-stream", ".bin"),
    ],
)
def test_a_file_is_what_its_bytes_say_whatever_its_name(version, content, media_type, suffix):
    copy = archive_copy(version=version, content=content, name="../../act.html\x2f..\\act.pdf", by=None)
    assert (copy.media_type, copy.name, copy.file.name) == (media_type, "act.pdf", f"library/{copy.sha256}{suffix}")


def test_an_altered_or_lost_file_is_found(version):
    copy = archive_copy(version=version, content=PDF, name="act.pdf", by=None)
    assert not altered(copy)
    assert altered_copies() == ()
    with default_storage.open(copy.file.name, "wb") as file:
        file.write(PDF + b"!")
    assert altered(copy)
    default_storage.delete(copy.file.name)
    assert altered_copies() == (copy.pk,)


def test_a_copy_is_never_changed(version):
    copy = archive_copy(version=version, content=PDF, name="act.pdf", by=None)
    for attempt in (copy.save, copy.delete, lambda: ArchivedCopy.objects.update(sha256="0" * 64)):
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            attempt()


def test_an_empty_or_an_enormous_file_is_no_copy(version):
    with pytest.raises(LibraryError, match="copy-empty"):
        archive_copy(version=version, content=b"", name="act.pdf", by=None)
    with pytest.raises(LibraryError, match="copy-large"):
        archive_copy(version=version, content=b"%PDF-" + bytes(50_000_000), name="act.pdf", by=None)
