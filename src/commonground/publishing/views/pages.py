"""One view a page. Each takes the opened edition and returns the page's dataclass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from commonground.methods.index.framework import Question
from commonground.methods.robustness import RobustnessError
from commonground.publishing.converters import CodeConverter
from commonground.publishing.display import printed_on
from commonground.publishing.queries.answer_page import AnswerPage, answer_page
from commonground.publishing.queries.area_page import AreaPage, area_page
from commonground.publishing.queries.compare_page import ComparePage, PairPage, compare_page, pair_page
from commonground.publishing.queries.editions_pages import (
    AuditPage,
    ChangesPage,
    EditionsPage,
    audit_page,
    changes_page,
    editions_page,
)
from commonground.publishing.queries.examination_page import ExaminationPage, examination_page
from commonground.publishing.queries.group_page import GroupPage, group_page
from commonground.publishing.queries.home_page import home_page
from commonground.publishing.queries.index_page import IndexPage, index_page
from commonground.publishing.queries.indicator_page import IndicatorPage, indicator_page
from commonground.publishing.queries.measure_page import MeasurePage, measure_page
from commonground.publishing.queries.method_page import MethodPage, method_page
from commonground.publishing.queries.place_group_page import PlaceGroupPage, place_group_page
from commonground.publishing.queries.place_page import PlacePage, place_page
from commonground.publishing.queries.step_page import StepPage, step_page, step_titles
from commonground.publishing.queries.value_page import ValuePage, value_page
from commonground.publishing.views.answering import (
    MACHINE_READ,
    Choice,
    NothingHereError,
    address,
    answered,
    edition_page,
    in_form,
    look_up,
    viewer_of,
)
from commonground.scores.actions.examinations import examine

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from commonground.methods.construction import Build
    from commonground.publishing.converters import EditionName
    from commonground.publishing.queries.opened import Opened, PeriodInfo

USUAL = (0.0, 100.0)
CODE = re.compile(CodeConverter.regex)


@answered
def home(request: HttpRequest, *, form: str = "html") -> HttpResponse:
    """The home page. What it shows depends on the reader, so caches ask again."""
    page = home_page(viewer_of(request), own_names=form in MACHINE_READ)
    base = reverse("publishing:index", kwargs={"name": page.featured.edition.name}) if page.featured else ""
    with printed_on(page.featured.edition.scale if page.featured else USUAL):
        response = in_form(request, page, form, base=base)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@edition_page
def index(opened: Opened, period: PeriodInfo) -> IndexPage:
    return index_page(opened, period)


@edition_page
def place(opened: Opened, period: PeriodInfo, place: str) -> PlacePage:
    look_up(opened, opened.place, place)
    return place_page(opened, place, period)


@edition_page
def place_node(opened: Opened, period: PeriodInfo, place: str, node: str) -> AnswerPage | ValuePage | GroupPage:
    """A question's answer, an indicator's value, or a group's score opened."""
    look_up(opened, opened.place, place)
    if isinstance(look_up(opened, opened.framework.node, node), Question):
        if opened.build:
            return value_page(opened, opened.build, place, node, period)
        return answer_page(opened, place, node, period)
    return group_page(opened, place, node, period)


@edition_page
def indicator(opened: Opened, period: PeriodInfo, node: str) -> IndicatorPage | MeasurePage:
    look_up(opened, opened.framework.question, node)
    if opened.build:
        return measure_page(opened, opened.build, node, period)
    return indicator_page(opened, node, period)


@edition_page
def area(opened: Opened, period: PeriodInfo, node: str) -> AreaPage:
    look_up(opened, opened.framework.group, node)
    return area_page(opened, node, period)


@edition_page
def place_group(opened: Opened, period: PeriodInfo, group: str) -> PlaceGroupPage:
    return look_up(opened, lambda code: place_group_page(opened, code, period), group)


@edition_page
def method(opened: Opened, period: PeriodInfo) -> MethodPage:
    """The settings of every step of a numeric edition."""
    return method_page(opened, _numeric(opened))


@edition_page
def step(opened: Opened, period: PeriodInfo, step: str) -> StepPage:
    """The table that a step of a numeric edition gives."""
    found = _numeric(opened)
    if step not in found.tables:
        choices = [Choice(title, f"{address(opened)}/steps/{code}") for code, title in step_titles().items()]
        raise NothingHereError(_("There is no such step. Choose one of these."), *choices)
    return step_page(opened, found, step, period)


def _numeric(opened: Opened) -> Build:
    if opened.build is None:
        raise NothingHereError(
            _("This index is made of coded answers: each of its scores opens to the rule that made it."),
            Choice(opened.info.title, address(opened)),
        )
    return opened.build


@edition_page
def editions(opened: Opened, period: PeriodInfo) -> EditionsPage:
    _require_index(opened)
    return editions_page(opened)


def _require_index(opened: Opened) -> None:
    """Other editions are not for a reader who was named for this one."""
    if not opened.reads_index:
        raise NothingHereError(
            _("You were given this edition to read, and not the others."), Choice(opened.info.title, address(opened))
        )


@edition_page
def changes(opened: Opened, period: PeriodInfo, older: int | None = None) -> ChangesPage:
    """What differs from the edition before, or from any other."""
    _require_index(opened)
    page = changes_page(opened, older)
    if page is None:
        first = _("This is the first edition: there is none before it to differ from.")
        absent = _("There is no such edition to compare with.")
        raise NothingHereError(
            first if older is None else absent, Choice(_("All editions"), f"{address(opened)}/editions")
        )
    return page


@edition_page
def audit(opened: Opened, period: PeriodInfo) -> AuditPage:
    page = audit_page(opened)
    if page is None:
        raise NothingHereError(
            _("The file of this edition publishes no figures to audit."), Choice(opened.info.title, address(opened))
        )
    return page


def compare(request: HttpRequest, *, name: EditionName, form: str = "html") -> HttpResponse:
    """All pairs; a form that asks for one leads to its page."""
    asked = {"first": request.GET.get("a", ""), "second": request.GET.get("b", "")}
    if form == "html" and all(CODE.fullmatch(place) for place in asked.values()):
        query = {"period": request.GET["period"]} if request.GET.get("period") else {}
        return HttpResponseRedirect(reverse("publishing:pair", kwargs={"name": name, **asked}, query=query))
    return pairs(request, name=name, form=form)


@edition_page
def pairs(opened: Opened, period: PeriodInfo) -> ComparePage:
    return compare_page(opened, period)


@edition_page
def pair(opened: Opened, period: PeriodInfo, first: str, second: str) -> PairPage:
    for code in (first, second):
        look_up(opened, opened.place, code)
    return look_up(opened, lambda code: pair_page(opened, first, code, period), second)


@edition_page
def examination(opened: Opened, period: PeriodInfo) -> ExaminationPage:
    """The statistical audit of a period, worked out for the first reader and kept."""
    try:
        return examination_page(opened, period, examine(edition=opened.edition, period=period.code))
    except RobustnessError as error:
        raise NothingHereError(str(error), Choice(opened.info.title, address(opened))) from error
