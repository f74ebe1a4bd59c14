"""What can be read of editions."""

from commonground.scores.queries.differences import Differences, differences
from commonground.scores.queries.editions import built, latest, scorecard
from commonground.scores.queries.workings import plan_of, standing

__all__ = ["Differences", "built", "differences", "latest", "plan_of", "scorecard", "standing"]
