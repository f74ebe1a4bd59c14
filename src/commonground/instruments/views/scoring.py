"""Scoring frameworks of a version: those there are, one from a file, one carried over; shown before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from commonground.instruments.actions.scoring import keep_framework
from commonground.instruments.exporters import framework_file
from commonground.instruments.forms.scoring import FrameworkForm, PlacingForm
from commonground.instruments.models import LinkKind
from commonground.instruments.queries.scoring import (
    carried_over,
    framework_lines,
    frameworks_before,
    frameworks_for,
    structure,
)
from commonground.instruments.views.door import entered
from commonground.methods.index import framework_from_document
from commonground.methods.questionnaires.scoring import fit_problems, leaves

if TYPE_CHECKING:
    from commonground.instruments.models import FrameworkVersion
    from commonground.instruments.views.door import Entered
    from commonground.methods.index import Framework


@entered()
def frameworks(on: Entered) -> HttpResponse:
    """Those of this version, and those that may be carried over to it."""
    own = framework_lines(frameworks_for(on.version), on.version)
    known = {line.number for line in own}
    earlier = [line for line in framework_lines(frameworks_before(on.version)) if line.number not in known]
    return on.page("scoring", own=own, earlier=earlier, retired=on.version.state == "retired")


@entered()
def file(on: Entered, framework: int) -> HttpResponse:
    """A framework as the file that it can be read in from."""
    asked = _of_index(on, framework)
    if asked.is_numeric:
        raise Http404
    found = framework_file(asked)
    answer = HttpResponse(found.content, content_type=found.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return answer


@entered(post=True)
def read(on: Entered) -> HttpResponse:
    """A framework from a file or its text: what it would be, and once that is confirmed, kept."""
    form = FrameworkForm(*((on.posted, on.request.FILES) if on.posting else ()))
    if on.posting and form.is_valid():
        if "confirmed" in on.posted:
            return _kept(on, form.framework)
        problems = tuple(fit_problems(on.version.questionnaire(), form.framework))
        shown = {"problems": problems, "lines": structure(form.framework), "content": form.content}
        return on.page("scoring_dry", framework=form.framework, **shown)
    return on.page("scoring_read", form=form)


@entered(post=True)
def carry(on: Entered, framework: int) -> HttpResponse:
    """A framework of an earlier version: what goes on, what goes, what is to be placed; then the dry run; then kept."""
    older = _of_index(on, framework)
    if older.is_numeric or older.questionnaire.number >= on.version.number:
        raise Http404
    known = leaves(on.version.questionnaire())
    titles = {code: known[code][0].heading(*on.version.languages) for code in known}
    document = framework_from_document(older.document)
    first = carried_over(older, on.version)
    form = PlacingForm(on.posted if on.posting else None, framework=document, new=first.new, titles=titles)
    found = carried_over(older, on.version, form.placed()) if on.posting and form.is_valid() else first
    if on.posting and found.framework and not form.errors:
        if "confirmed" in on.posted:
            return _kept(on, found.framework)
        return on.page("scoring_dry", framework=found.framework, lines=structure(found.framework), form=form)
    settled = not any(problem.code == "scoring-link" for problem in first.problems)
    faults = found.problems if on.posting or not settled else ()
    went_on = [(each.before, each.after, LinkKind(each.kind).label) for each in first.kept]
    shown = {"carried": first, "went_on": went_on, "settled": settled, "problems": faults}
    return on.page("scoring_carry", older=older, form=form, **shown)


def _kept(on: Entered, framework: Framework) -> HttpResponse:
    made = keep_framework(version=on.version, framework=framework, by=on.user)
    return on.done(_("Scoring framework %(number)s is kept.") % {"number": made.number}, to="scoring")


def _of_index(on: Entered, number: int) -> FrameworkVersion:
    rows = on.version.index.frameworks.select_related("questionnaire", "index")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found
