"""What can be read of editions."""

from commonground.scores.queries.differences import Differences, differences
from commonground.scores.queries.editions import latest, scorecard
from commonground.scores.queries.workings import plan_of, standing

__all__ = ["Differences", "differences", "latest", "plan_of", "scorecard", "standing"]
