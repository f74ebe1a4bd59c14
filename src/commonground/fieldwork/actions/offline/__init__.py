"""The workbook of an assignment: made, and merged when it comes back."""

from commonground.fieldwork.actions.offline.making import assignment_workbook
from commonground.fieldwork.actions.offline.merging import Clash, Line, Outcome, merge, rehearse, take
from commonground.fieldwork.actions.offline.receiving import receive

__all__ = ["Clash", "Line", "Outcome", "assignment_workbook", "merge", "receive", "rehearse", "take"]
