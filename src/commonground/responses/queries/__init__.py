"""What stands in a response, what stood there, and what it comes to."""

from commonground.responses.queries.asked import answerable, asked, wording
from commonground.responses.queries.cells import Cell, Said
from commonground.responses.queries.fitting import values_in
from commonground.responses.queries.given import Given
from commonground.responses.queries.revisions import Progress, current, current_in, current_of, history, progress
from commonground.responses.queries.scoring import Effect, Supposed, answers_of, effect, preview

__all__ = [
    "Cell",
    "Effect",
    "Given",
    "Progress",
    "Said",
    "Supposed",
    "answerable",
    "answers_of",
    "asked",
    "current",
    "current_in",
    "current_of",
    "effect",
    "history",
    "preview",
    "progress",
    "values_in",
    "wording",
]
