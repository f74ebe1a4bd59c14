from commonground.fieldwork.models.assignments import ENDED, HANDED_IN, Assignment, AssignmentState, Contributor
from commonground.fieldwork.models.checks import CheckRule, Justification, Scope
from commonground.fieldwork.models.citations import Citation
from commonground.fieldwork.models.decisions import Decision, Origin, PublishedFigure, State
from commonground.fieldwork.models.invoices import Contract, Invoice, InvoiceState
from commonground.fieldwork.models.offline import ReturnedWorkbook
from commonground.fieldwork.models.review import Adjudication, Query, QueryMessage, QueryState, Remark
from commonground.fieldwork.models.rounds import Period, Round, RoundState, Unit
from commonground.fieldwork.models.snapshots import Snapshot
from commonground.fieldwork.models.stages import Role, Stage, Work
from commonground.fieldwork.models.wording import WordingVariant

__all__ = [
    "ENDED",
    "HANDED_IN",
    "Adjudication",
    "Assignment",
    "AssignmentState",
    "CheckRule",
    "Citation",
    "Contract",
    "Contributor",
    "Decision",
    "Invoice",
    "InvoiceState",
    "Justification",
    "Origin",
    "Period",
    "PublishedFigure",
    "Query",
    "QueryMessage",
    "QueryState",
    "Remark",
    "ReturnedWorkbook",
    "Role",
    "Round",
    "RoundState",
    "Scope",
    "Snapshot",
    "Stage",
    "State",
    "Unit",
    "WordingVariant",
    "Work",
]
