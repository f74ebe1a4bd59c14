"""The pilot of a version: its answers come in as a table, its report and its scoring are shown."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from commonground.core.exporters import Spreadsheet
from commonground.core.sentences import told
from commonground.instruments.actions.piloting import pilot
from commonground.instruments.actions.questionnaires import keep_pilot
from commonground.instruments.forms.versions import PilotForm
from commonground.instruments.queries.pages import pilot_lines
from commonground.instruments.views.door import entered
from commonground.methods.errors import CommongroundError
from commonground.methods.questionnaires.pilottable import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from django.http import HttpResponse

    from commonground.instruments.views.door import Entered

SUFFIXES = {".csv", ".xlsx"}
COLUMNS = ("respondent", "subject", "period", "question", "item", "answer", "seconds", "comment")


@entered(post=True)
def report(on: Entered) -> HttpResponse:
    if on.posting and on.version.is_kept:
        raise Http404
    form = PilotForm(*((on.posted, on.request.FILES) if on.posting else ()), version=on.version)
    if on.posting and form.is_valid() and _kept(on, form):
        return on.done(_("The pilot is kept with this version."), to="pilot")
    lines = pilot_lines(on.version)
    return on.page("pilot", form=form, lines=lines, pilot=on.version.pilot or {}, columns=(*REQUIRED, *OPTIONAL))


def _kept(on: Entered, form: PilotForm) -> bool:
    said = form.cleaned_data
    if not said["file"]:
        keep_pilot(version=on.version, waived=said["waived"], by=on.user)
        return True
    try:
        with tempfile.TemporaryDirectory() as folder:
            suffix = Path(said["file"].name).suffix.lower()
            path = Path(folder) / f"pilot{suffix if suffix in SUFFIXES else '.csv'}"
            path.write_bytes(said["file"].read())
            pilot(version=on.version, file=path, framework=said["framework"], waived=said["waived"], by=on.user)
    except CommongroundError as error:
        for problem in error.problems:
            form.add_error("file", f"{problem.place}: {told(problem)}")
    return not form.errors


@entered()
def blank(on: Entered) -> HttpResponse:
    """A table to be filled in by one respondent about one subject."""
    asked = [each for each in on.version.questionnaire().questions if each.answerable]
    rows = [("", "", "", each.code, item, "", "", "") for each in asked for item in each.cells]
    name = f"{on.version.index.code}-pilot-{on.version.number}"
    return Spreadsheet(name=name, header=COLUMNS, rows=rows).response("csv")
