"""What is refused in fieldwork, each with its code, place and remedy."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence


class FieldworkError(CommongroundError):
    """Something that cannot be done as things stand."""


class NotAllowedError(FieldworkError, PermissionDenied):
    """Something that this person may not do."""


def refuse(code: str, message: str, remedy: str = "", place: str = "") -> FieldworkError:
    """An error with one problem."""
    return FieldworkError(Problem(code=code, message=message, remedy=remedy, place=place))


def not_open(place: str) -> NotAllowedError:
    """An error for a cell that is no part of what this person works on."""
    return NotAllowedError(
        Problem(
            code="not-allowed",
            message=Sentence("This is not open to you now."),
            remedy=Sentence("Choose another."),
            place=place,
        )
    )
