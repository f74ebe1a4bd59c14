"""Whether an archived copy is still what was kept."""

from __future__ import annotations

from hashlib import file_digest

from commonground.library.models import ArchivedCopy


def altered(copy: ArchivedCopy) -> bool:
    """Whether the file is gone, or holds other bytes."""
    try:
        with copy.file.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() != copy.sha256
    except FileNotFoundError:
        return True


def altered_copies() -> tuple[int, ...]:
    """The keys of all copies that are."""
    return tuple(copy.pk for copy in ArchivedCopy.objects.order_by("pk").iterator() if altered(copy))
