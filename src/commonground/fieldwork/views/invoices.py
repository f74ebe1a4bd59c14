"""One's own hours and invoices, for all parts on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonground.fieldwork.actions.invoices import receive_invoice, state_hours
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.forms.invoices import BillForm, HoursForm
from commonground.fieldwork.queries.invoices import my_invoice, my_part, my_parts
from commonground.fieldwork.views.keeping import signed_in
from commonground.methods.errors import Problem

if TYPE_CHECKING:
    from django import forms

DIGITS = 19
UNPROCESSABLE = 422


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invoices(request: HttpRequest) -> HttpResponse:
    """What was agreed, what was stated and sent; hours are stated and invoices sent here."""
    if request.method != "POST":
        return _page(request)
    try:
        problems = _bill(request) if "invoice" in request.POST else _hours(request)
    except NotAllowedError:
        raise
    except FieldworkError as error:
        problems = error.problems
    return _page(request, *problems) if problems else redirect("fieldwork:invoices")


def _hours(request: HttpRequest) -> tuple[Problem, ...]:
    part = my_part(request.user, _key(request, "assignment"))
    if part is None:
        raise Http404
    form = HoursForm(request.POST)
    if form.is_valid():
        state_hours(assignment=part, by=request.user, **form.cleaned_data)
    return _wrong(form)


def _bill(request: HttpRequest) -> tuple[Problem, ...]:
    invoice = my_invoice(request.user, _key(request, "invoice"))
    if invoice is None:
        raise Http404
    form = BillForm(request.POST)
    if form.is_valid():
        receive_invoice(invoice=invoice, by=request.user, **form.cleaned_data)
    return _wrong(form)


def _wrong(form: forms.Form) -> tuple[Problem, ...]:
    return tuple(
        Problem(code="invoice-form", message=str(error), place=str(form.fields[name].label))
        for name, errors in form.errors.items()
        for error in errors
    )


def _key(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < DIGITS):
        raise Http404
    return int(text)


def _page(request: HttpRequest, *problems: Problem) -> HttpResponse:
    context = {"parts": my_parts(request.user), "problems": problems}
    if problems:  # what was typed stands in its form again
        name, kind = ("billed", "invoice") if "invoice" in request.POST else ("stated", "assignment")
        context |= {"typed": request.POST, name: _key(request, kind)}
    return render(request, "fieldwork/invoices.html", context, status=UNPROCESSABLE if problems else 200)
