"""Who does what: the list of parts, giving one out, many by a table, and the table to take away."""

from __future__ import annotations

import base64
import binascii
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.core.sentences import spoken
from commonground.fieldwork.actions.assignments import assign
from commonground.fieldwork.actions.planning import add_contributor
from commonground.fieldwork.exporters import assignments_table
from commonground.fieldwork.forms.fields import add_problems
from commonground.fieldwork.forms.people import AssignForm, TableForm
from commonground.fieldwork.importers import OPTIONAL, REQUIRED, Plan, import_assignments
from commonground.fieldwork.models import Assignment, AssignmentState
from commonground.fieldwork.queries.people import Wanted, parts
from commonground.fieldwork.views.rounds.door import Entered, entered
from commonground.methods.canonical import digest
from commonground.methods.errors import CommongroundError, Problem

if TYPE_CHECKING:
    from django.http import HttpResponse

SUFFIXES = {".csv", ".xlsx"}
ROWS_SHOWN = 100


@entered("watch")
def people(on: Entered) -> HttpResponse:
    wanted = wanted_by(on)
    found = parts(on.round, on.who, wanted, on.asked.get("page", 1))
    return on.page(
        "people",
        rows=found,
        wanted=wanted,
        stages=on.round.stages.all(),
        states=AssignmentState.choices,
    )


def wanted_by(on: Entered) -> Wanted:
    return Wanted(
        stage=on.asked.get("stage", ""),
        state=on.asked.get("state", ""),
        unit=on.asked.get("unit", ""),
        words=on.asked.get("q", ""),
        late="late" in on.asked,
    )


@entered("watch")
def people_csv(on: Entered) -> HttpResponse:
    """The same table that can be imported, so that it may come back edited."""
    return assignments_table(on.round, on.who).response("csv")


@entered("manage", post=True)
def invite_one(on: Entered) -> HttpResponse:
    initial = {"unit": on.asked.get("unit"), "stage": on.asked.get("stage")}
    form = AssignForm(on.posted or None, round_=on.round, initial=initial)
    if on.request.method == "POST" and form.is_valid():
        try:
            made = _invited(on, form.cleaned_data)
        except PermissionDenied:
            raise
        except CommongroundError as error:
            add_problems(form, error.problems)
            return on.page("invite", form=form)
        told = _("The mail is on its way.")
        if form.cleaned_data["hold"]:
            told = _("The mail is held until you let it go.")
        return on.done(_("%(part)s: invited.") % {"part": made} + " " + told, "people")
    return on.page("invite", form=form)


@transaction.atomic
def _invited(on: Entered, said: dict[str, Any]) -> Assignment:
    person = add_contributor(
        index=on.round.index,
        email=said["email"],
        full_name=said["name"],
        language=said["language"],
        by=on.user,
    )
    terms = {name: said[name] for name in ("questions", "deadline", "hours_agreed", "fee", "currency")}
    return assign(
        stage=said["stage"], unit=said["unit"], contributor=person, by=on.user, hold_mail=said["hold"], **terms
    )


@entered("manage", post=True)
def import_table(on: Entered) -> HttpResponse:
    """A table, its dry run, and only then the assignments."""
    form = TableForm(on.posted or None, on.request.FILES or None)
    if on.request.method != "POST":
        return on.page("import", form=TableForm(), columns=(*REQUIRED, *OPTIONAL))
    if "table" in on.posted:
        return _import(on, on.posted["table"], on.posted.get("name", ""))
    if not form.is_valid():
        return on.page("import", form=form, columns=(*REQUIRED, *OPTIONAL))
    file = form.cleaned_data["file"]
    return _dry_run(on, base64.b64encode(file.read()).decode(), file.name)


def _dry_run(on: Entered, table: str, name: str, remark: str = "") -> HttpResponse:
    problems: tuple[Problem, ...] = ()
    try:
        plan = _with_file(table, name, lambda path: import_assignments(round_=on.round, path=path, by=on.user))
    except CommongroundError as error:
        plan, problems = Plan(steps=(), problems=()), error.problems
    done = [step for step in plan.steps if step.does != "keep"]
    return on.page(
        "import_dry",
        plan=plan,
        problems=(*problems, *plan.problems),
        counts={does: plan.count(does) for does in ("invite", "change", "keep")},
        shown=done[:ROWS_SHOWN],
        more=len(done) > ROWS_SHOWN,
        seen=_hash(plan),
        table=table,
        name=name,
        remark=remark,
    )


def _import(on: Entered, table: str, name: str) -> HttpResponse:
    """Done only as it was shown: a round that has changed since is shown again."""
    hold = "hold" in on.posted

    def do(path: Path) -> Plan:
        with transaction.atomic():
            plan = import_assignments(round_=on.round, path=path, by=on.user, dry_run=False, hold_mail=hold)
            if _hash(plan) != on.posted.get("seen"):
                message = _("The round has changed since the dry run.")
                raise CommongroundError(Problem(code="import-stale", message=message, remedy=_("Look at it again.")))
            return plan

    try:
        plan = _with_file(table, name, do)
    except CommongroundError as error:
        return _dry_run(on, table, name, " ".join(spoken(problem.message) for problem in error.problems))
    n = plan.count("invite")
    told = ngettext("%(n)s part was given out.", "%(n)s parts were given out.", n) % {"n": n}
    return on.done(told, "mails" if hold and n else "people")


def _hash(plan: Plan) -> str:
    """Stands for all that a table does, so that what is confirmed is what was shown."""
    return digest([f"{s.line} {s.does} {s.stage} {s.unit} {s.email} {sorted(s.terms.items())}" for s in plan.steps])


def _with_file(table: str, name: str, do: object) -> object:
    """What ``do`` makes of a table that came as text, under its name."""
    try:
        content = base64.b64decode(table, validate=True)
    except (binascii.Error, ValueError):
        raise CommongroundError(Problem(code="import-row", message=_("The table did not arrive whole."))) from None
    suffix = Path(name).suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix if suffix in SUFFIXES else '.csv'}"
        path.write_bytes(content)
        return do(path)
