"""What check rules find across units, why each hit stands, and the rules themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from commonground.fieldwork.actions.planning import rehearse_check_rules, set_check_rules
from commonground.fieldwork.actions.review import justify
from commonground.fieldwork.forms.checks import RulesForm, rules_text
from commonground.fieldwork.forms.people import SaidForm
from commonground.fieldwork.models import CheckRule
from commonground.fieldwork.queries.checks import KINDS, hits_to_settle
from commonground.fieldwork.queries.people import assignment_of
from commonground.fieldwork.queries.reading import units_of
from commonground.fieldwork.views.rounds.door import Entered, entered
from commonground.responses.queries import Cell

if TYPE_CHECKING:
    from django.http import HttpResponse

DIGITS = 19


@entered()
def checks(on: Entered) -> HttpResponse:
    """Every hit, the open ones first: those across units are for those who decide, the others for whoever answers."""
    if not on.may("watch") and not any(on.may("adjudicate", unit) for unit in units_of(on.round)):
        on.require("watch")
    found = sorted(hits_to_settle(on.round, on.who), key=lambda hit: (bool(hit.justified), hit.unit, hit.cell))
    return on.page(
        "checks",
        across=[hit for hit in found if hit.scope == "units"],
        within=[hit for hit in found if hit.scope != "units"],
        rules=on.round.check_rules.all(),
        may_justify=on.round.state in {"open", "closed", "adjudication"},
    )


@entered("see", post=True, get=False)
def justify_across(on: Entered) -> HttpResponse:
    """Say why a hit across units stands."""
    sent = on.posted
    key = sent.get("assignment", "")
    found = assignment_of(on.round, int(key)) if key.isascii() and key.isdigit() and len(key) < DIGITS else None
    rule = CheckRule.objects.filter(round=on.round, scope="units", code=sent.get("rule", "")).first()
    if found is None or rule is None or not on.may("justify-across", found):
        raise Http404
    form = SaidForm(sent)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    cell = Cell(question=sent.get("question", ""), period=sent.get("period", ""), item=sent.get("item", ""))
    justify(assignment=found, rule=rule, cell=cell, text=text, by=on.user)
    return on.done(_("It is kept why this stands."), "checks")


@entered("manage", post=True)
def rules(on: Entered) -> HttpResponse:
    """The rules as a text: what they would find is counted first, and only then they change."""
    on.require("read-all")
    form = RulesForm(on.posted or None, initial={"rules": rules_text(on.round)})
    if on.request.method == "POST" and form.is_valid():
        if "confirmed" in on.posted:
            set_check_rules(round_=on.round, rules=form.cleaned_data["rules"], by=on.user)
            return on.done(_("The check rules are changed."), "checks")
        found = rehearse_check_rules(round_=on.round, rules=form.cleaned_data["rules"], by=on.user)
        return on.page("check_rules_dry", form=form, found=found)
    return on.page("check_rules", form=form, kinds=sorted(KINDS))
