"""Editions at the desk, with the audit of the file that each came from."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import InspectView

from commonground.core.desk import FrozenViewSet
from commonground.core.desk.lists import RecordIndex
from commonground.core.desk.policies import mine
from commonground.core.exporters import Spreadsheet
from commonground.instruments.models import Index
from commonground.scores.models import Edition
from commonground.scores.queries.findings import Finding, findings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PER_PAGE = 100
AUDIT = _("Audit of the source")
EXAMINATION = _("Statistical audit")


def examination_address(edition: Edition) -> str:
    """The page of an edition's statistical audit, which stands among the public pages."""
    return f"/indices/{edition.index.code}@{edition.number}/examination"


class EditionIndex(RecordIndex):
    def get_list_more_buttons(self, instance: Edition) -> list[Any]:
        address = reverse("editions:audit", args=[instance.pk])
        return [
            *super().get_list_more_buttons(instance),
            Button(AUDIT, url=address, icon_name="clipboard-list"),
            Button(EXAMINATION, url=examination_address(instance), icon_name="table"),
        ]


class EditionInspect(InspectView):  # type: ignore[misc]
    @cached_property
    def header_buttons(self) -> list[Any]:
        address = reverse("editions:audit", args=[self.object.pk])
        return [
            *super().header_buttons,
            HeaderButton(AUDIT, url=address, icon_name="clipboard-list"),
            HeaderButton(EXAMINATION, url=examination_address(self.object), icon_name="table"),
        ]


class EditionAudit(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Every mismatch and warning, to be narrowed down by kind and sheet, as a page or as CSV."""

    model = Edition
    permission_policy = None
    permission_required = "view"
    template_name = "scores/desk/audit.html"
    header_icon = "clipboard-list"

    @cached_property
    def edition(self) -> Edition:
        edition: Edition = mine(Edition, self.request.user).select_related("index").get(pk=self.kwargs["pk"])
        return edition

    def get_page_title(self) -> str:
        return f"{self.edition}: {AUDIT}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        steps = ((reverse("editions:list"), _("Editions")), ("", self.edition))
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in steps)]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.GET.get("export") in {"csv", "xlsx"}:
            return self._spreadsheet().response(request.GET["export"])
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        found = findings(self.edition)
        page = WagtailPaginator(self._chosen(found), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            edition=self.edition,
            kinds=sorted({each.kind for each in found}),
            sheets=sorted({each.sheet for each in found}),
            kind=self.request.GET.get("kind", ""),
            sheet=self.request.GET.get("sheet", ""),
            page_obj=page,
            export=self._query(export="csv"),
            **kwargs,
        )

    def _chosen(self, found: tuple[Finding, ...]) -> list[Finding]:
        wanted = {name: self.request.GET[name] for name in ("kind", "sheet") if self.request.GET.get(name)}
        return [each for each in found if all(getattr(each, name) == value for name, value in wanted.items())]

    def _query(self, **changes: str) -> str:
        query = self.request.GET.copy()
        query.update(changes)
        return f"?{query.urlencode()}"

    def _spreadsheet(self) -> Spreadsheet:
        return Spreadsheet(
            name=f"audit-{self.edition.index.code}-{self.edition.number}",
            header=tuple(field.name for field in fields(Finding)),
            rows=[astuple(each) for each in self._chosen(findings(self.edition))],
        )


class EditionDesk(FrozenViewSet):
    model = Edition
    index_view_class = EditionIndex
    inspect_view_class = EditionInspect
    icon = "doc-full"
    menu_order = 200
    base_url_path = "editions"
    admin_url_namespace = "editions"
    list_display = (
        "label",
        Column("index", label=_("index")),
        "number",
        "computed_at",
        Column("published", label=_("published figures"), accessor=lambda edition: edition.audit.get("published")),
        Column("reproduced", label=_("reproduced"), accessor=lambda edition: edition.audit.get("reproduced")),
    )
    list_export = ("index", "number", "label", "computed_at", "inputs_hash", "results_hash")
    shown_with = ("index",)
    search_fields = ("label", "index__title")
    export_filename = "editions"
    inspect_view_fields = ("index", "label", "number", "computed_at", "inputs_hash", "results_hash", "platform")

    @property
    def audit_view(self) -> Callable[..., HttpResponse]:
        return self.construct_view(EditionAudit)

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("<int:pk>/audit/", self.audit_view, name="audit")]


class IndicesPanel(Component):  # type: ignore[misc]
    """The dashboard: a user's indices, each with its latest edition and what is left to decide."""

    name = "indices"
    template_name = "scores/desk/dashboard.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        latest: dict[int, Edition] = {}
        for edition in mine(Edition, user).order_by("number"):
            latest[edition.index_id] = edition
        return {"rows": [(index, latest.get(index.pk)) for index in mine(Index, user)]}
