"""What can be read of editions."""

from commonground.scores.queries.differences import Differences, differences
from commonground.scores.queries.editions import latest, scorecard

__all__ = ["Differences", "differences", "latest", "scorecard"]
