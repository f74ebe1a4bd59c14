"""Why something did not enter the library."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError


class LibraryError(CommongroundError):
    """What was entered is not fit to be cited."""
