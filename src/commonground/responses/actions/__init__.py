"""Verbs that write: each one transaction. Who may is asked by the room that hands responses out."""

from commonground.responses.actions.answers import Recorded, append, record_answer, repeated
from commonground.responses.actions.ranges import Target, in_range, record_range
from commonground.responses.actions.responses import close_response, open_response, reopen_response, reword_responses
from commonground.responses.errors import AlteredError, ClosedError, Conflict, RefusedError, ResponseError

__all__ = [
    "AlteredError",
    "ClosedError",
    "Conflict",
    "Recorded",
    "RefusedError",
    "ResponseError",
    "Target",
    "append",
    "close_response",
    "in_range",
    "open_response",
    "record_answer",
    "record_range",
    "reopen_response",
    "repeated",
    "reword_responses",
]
