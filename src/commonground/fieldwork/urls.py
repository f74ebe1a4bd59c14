"""Addresses of those who answer and review (``tasks/``), and of the team (``rounds/``)."""

from __future__ import annotations

from django.urls import path

from commonground.fieldwork.views import helping, keeping, offline, paper, saving
from commonground.fieldwork.views import invoices as billing
from commonground.fieldwork.views import questions as answering
from commonground.fieldwork.views import tasks as mine
from commonground.fieldwork.views.rounds import (
    board,
    cells,
    checks,
    invoices,
    life,
    parts,
    people,
    queries,
    reading,
    records,
    shelf,
    stages,
    wordings,
)

app_name = "fieldwork"
ROUND = "rounds/<slug:index>/<int:number>/"
CELL = f"{ROUND}units/<int:unit>/<str:question>/<str:period>/"

TASK = "tasks/<int:assignment>"
tasks = [
    path("tasks/", mine.tasks, name="tasks"),
    path("tasks/kept", keeping.kept, name="kept"),
    path("tasks/invoices", billing.invoices, name="invoices"),
    path("tasks/queries/<int:query>/reply", mine.reply, name="reply"),
    path(f"{TASK}/", mine.task, name="task"),
    path(f"{TASK}/agree", mine.agree, name="agree"),
    path(f"{TASK}/answers", saving.save, name="save"),
    path(f"{TASK}/decline", mine.decline, name="decline"),
    path(f"{TASK}/declare", mine.declare, name="declare"),
    path(f"{TASK}/justify", mine.justify, name="justify"),
    path(f"{TASK}/named", mine.named, name="named"),
    path(f"{TASK}/questions/<str:question>", answering.question, name="answering"),
    path(f"{TASK}/questions/<str:question>/ask", mine.ask, name="put_query"),
    path(f"{TASK}/questions/<str:question>/remark", mine.remark, name="remark"),
    path(f"{TASK}/questions/<str:question>/preview", helping.preview, name="preview"),
    path(f"{TASK}/sources", helping.sources, name="sources"),
    path(f"{TASK}/submit", mine.submit, name="submit"),
    path(f"{TASK}/questionnaire/<slug:form>", paper.questionnaire, name="paper"),
    path(f"{TASK}/workbook", offline.workbook, name="workbook"),
    path(f"{TASK}/workbook.xlsx", offline.fetch, name="workbook_file"),
    path(f"{TASK}/workbook/<uuid:key>", offline.returned, name="returned"),
]
team = [
    path("rounds/", shelf.rounds, name="rounds"),
    path("rounds/<slug:index>/new/", shelf.plan, name="plan"),
    path(ROUND, board.page, name="round"),
    path(f"{ROUND}people/", people.people, name="people"),
    path(f"{ROUND}people.csv", people.people_csv, name="people_csv"),
    path(f"{ROUND}people/invite/", people.invite_one, name="invite"),
    path(f"{ROUND}people/import/", people.import_table, name="import"),
    path(f"{ROUND}parts/<int:key>/", parts.part, name="part"),
    path(f"{ROUND}parts/<int:key>/contract/", invoices.contract, name="contract"),
    path(f"{ROUND}parts/<int:key>/view-as/", parts.view_as, name="part_view_as"),
    path(f"{ROUND}parts/<int:key>/<slug:verb>/", parts.act, name="act"),
    path(f"{ROUND}framework/", stages.framework, name="framework"),
    path(f"{ROUND}stages/", stages.stages, name="stages"),
    path(f"{ROUND}embargo/", life.embargo, name="embargo"),
    path(f"{ROUND}deadlines/", life.deadlines, name="deadlines"),
    path(f"{ROUND}questions/", reading.questions, name="questions"),
    path(f"{ROUND}questions/<str:code>/", reading.question, name="question"),
    path(f"{ROUND}questions/<str:code>/wording/", wordings.wording, name="wording"),
    path(f"{ROUND}questions/<str:code>/tell/", wordings.tell, name="tell_wording"),
    path(f"{ROUND}wordings/", wordings.wordings, name="wordings"),
    path(f"{ROUND}sheet/", reading.sheet, name="sheet"),
    path(f"{ROUND}sheet.csv", reading.sheet_csv, name="sheet_csv"),
    path(f"{ROUND}checks/", checks.checks, name="checks"),
    path(f"{ROUND}checks/justify/", checks.justify_across, name="justify_across"),
    path(f"{ROUND}checks/rules/", checks.rules, name="check_rules"),
    path(f"{ROUND}agreement/", reading.agreed, name="agreement"),
    path(f"{ROUND}remarks/", reading.remarks, name="remarks"),
    path(f"{ROUND}units/<int:unit>/end-blinding/", cells.unblind, name="unblind"),
    path(CELL, cells.cell, name="cell"),
    path(f"{CELL}decide/", cells.decide, name="decide"),
    path(f"{CELL}ask/", cells.put_query, name="ask"),
    path(f"{ROUND}deciding/", cells.deciding, name="deciding"),
    path(f"{ROUND}deciding/majority/", cells.majority, name="majority"),
    path(f"{ROUND}queries/", queries.queries, name="queries"),
    path(f"{ROUND}queries/<int:key>/", queries.query, name="query"),
    path(f"{ROUND}queries/<int:key>/resolve/", queries.settle, name="resolve"),
    path(f"{ROUND}life/", life.life, name="life"),
    path(f"{ROUND}life/<slug:verb>/", life.step, name="step"),
    path(f"{ROUND}trail/", records.audit_trail, name="trail"),
    path(f"{ROUND}trail.csv", records.trail_csv, name="trail_csv"),
    path(f"{ROUND}mails/", records.mails, name="mails"),
    path(f"{ROUND}invoices/", invoices.invoices, name="round_invoices"),
    path(f"{ROUND}invoices/<int:key>/<slug:verb>/", invoices.settle, name="settle"),
    path(f"{ROUND}invoices.csv", invoices.invoices_csv, name="invoices_csv"),
    path(f"{ROUND}fees/", records.terms, name="terms"),
    path(f"{ROUND}fees.csv", records.terms_csv, name="terms_csv"),
]
urlpatterns = [*tasks, *team]
