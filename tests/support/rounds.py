"""An open round of a team's index: a coder who has handed in, a query put to them, and a mail."""

from __future__ import annotations

from decimal import Decimal

from commonground.core.models import Place, User
from commonground.fieldwork.actions import answering, assignments, invoices, life, planning, review
from commonground.fieldwork.models import Assignment, Invoice, Query, Round
from commonground.fieldwork.queries.templates import template
from commonground.methods.tables.bundle import PeriodInfo
from commonground.responses.queries import Cell, Given

CELL = Cell(question="A1", period="2025")
SENT = "6f1c1a52-8d0c-4c1e-9a54-3f2f6b0c9d1{}"


def open_round(index: object, owner: User, word: str) -> Round:
    """Every text of it that a stranger must not see holds ``word``."""
    round_ = planning.plan_round(
        questionnaire=index.questionnaires.order_by("number").last(),
        title=f"{word} 2025",
        periods=(PeriodInfo(code="2025", label="2025", reference_date="2025-12-31"),),
        places=list(Place.objects.filter(units__round__index=index).distinct()),
        template=template("mipex"),
        by=owner,
    )
    life.open_round(round_=round_, by=owner)
    coder = planning.add_contributor(
        index=index, email=f"coder-{index.code}@example.org", full_name=f"{word} Coder", pseudonym=f"{word} 1", by=owner
    )
    made = assignments.assign(stage=round_.stages.first(), unit=round_.units.first(), contributor=coder, by=owner)
    made = assignments.agree(assignment=made, by=coder.user)
    given = Given(
        revision_id=SENT.format(index.pk % 10), cell=CELL, based_on=0, state="answered", value="100", comment=word
    )
    answering.answer(assignment=made, given=given, by=coder.user)
    assignments.submit(assignment=made, by=coder.user)
    review.ask(assignment=made, cell=CELL, text=f"{word}?", by=owner)
    invoices.state_hours(assignment=made, hours=Decimal(3), what=word, by=coder.user)
    return round_


def parts_of(round_: Round) -> dict[str, object]:
    """What addresses under the round name."""
    part, query = Assignment.objects.filter(stage__round=round_).first(), Query.objects.filter(round=round_).first()
    invoice = Invoice.objects.filter(assignment__stage__round=round_).first()
    return {"invoice": invoice, "part": part, "query": query, "unit": part.unit_id, "question": "A1", "period": "2025"}
