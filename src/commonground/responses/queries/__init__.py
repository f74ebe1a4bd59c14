"""What stands in a response, what stood there, and what it comes to."""

from commonground.responses.queries.asked import Asked, asked, asked_one
from commonground.responses.queries.cells import Cell, Said
from commonground.responses.queries.given import Given
from commonground.responses.queries.revisions import Progress, current, current_in, current_of, history, progress
from commonground.responses.queries.scoring import Effect, Supposed, answers_of, effect, preview

__all__ = [
    "Asked",
    "Cell",
    "Effect",
    "Given",
    "Progress",
    "Said",
    "Supposed",
    "answers_of",
    "asked",
    "asked_one",
    "current",
    "current_in",
    "current_of",
    "effect",
    "history",
    "preview",
    "progress",
]
