"""A page as plain values for JSON: the same dataclass that the HTML shows, at full precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commonground.publishing.queries.tables import Page

FICTIONAL = "Fictional data"


def document(page: Page) -> dict[str, Any]:
    """The page as a JSON object; a fictional index says so first."""
    edition = getattr(page, "edition", None)
    notice = {"notice": FICTIONAL} if edition is not None and edition.fictional else {}
    return notice | plain(page)


def plain(value: object) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    """Dataclasses as objects, tuples as lists; text and numbers as they are. Fields marked as printed are left out."""
    if is_dataclass(value):
        kept = (field.name for field in fields(value) if not field.metadata.get("printed"))
        return {name: plain(getattr(value, name)) for name in kept}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value
