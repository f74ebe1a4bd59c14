"""Verbs that write: each one transaction. Who may is asked by the room that cites."""

from commonground.library.actions.copies import archive_copy
from commonground.library.actions.sources import enter_article, enter_source, enter_version
from commonground.library.errors import LibraryError

__all__ = ["LibraryError", "archive_copy", "enter_article", "enter_source", "enter_version"]
