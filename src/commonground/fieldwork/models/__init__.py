from commonground.fieldwork.models.decisions import Decision, Origin, PublishedFigure, State
from commonground.fieldwork.models.rounds import Period, Round, Unit
from commonground.fieldwork.models.snapshots import Snapshot
from commonground.fieldwork.models.wording import WordingVariant

__all__ = ["Decision", "Origin", "Period", "PublishedFigure", "Round", "Snapshot", "State", "Unit", "WordingVariant"]
