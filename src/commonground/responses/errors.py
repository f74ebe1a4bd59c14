"""Why an answer was not recorded.

ResponseError
├── RefusedError    it does not fit its question
├── AlteredError    its key is known, with something else in it
├── ClosedError     the response takes no more answers
└── Conflict        somebody has answered the cell since
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commonground.methods.errors import CommongroundError, Problem

if TYPE_CHECKING:
    from commonground.responses.queries.cells import Cell, Said


class ResponseError(CommongroundError):
    """An answer that was not recorded; nothing was written."""


class RefusedError(ResponseError):
    """What was sent does not fit its question."""


class AlteredError(ResponseError):
    """The key of a revision was sent again with another body. It says nothing of what stands under that key."""

    def __init__(self) -> None:
        super().__init__(
            Problem(
                code="answer-altered",
                message=_("This save was sent before with something else in it."),
                remedy=_("Load the page again, and enter the answer once more."),
            )
        )


class ClosedError(ResponseError):
    """The response is closed."""

    def __init__(self) -> None:
        super().__init__(
            Problem(
                code="response-closed",
                message=_("These answers have been handed in and are closed."),
                remedy=_("Ask for them to be returned to you."),
            )
        )


class Conflict(ResponseError):  # noqa: N818 -- the field's word
    """The answer was based on a revision that is no longer current. ``current`` is what stands there now."""

    def __init__(self, cell: Cell, current: Said | None) -> None:
        self.cell, self.current = cell, current
        super().__init__(
            Problem(
                code="answer-conflict",
                message=_("This question was answered elsewhere in the meantime."),
                remedy=_("Compare the two answers, and save the one that holds."),
                place=str(cell),
            )
        )
