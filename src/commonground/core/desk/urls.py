"""Addresses that stand in front of Wagtail's own, because those would show too much."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from commonground.core.desk.bulk import dispatch
from commonground.core.desk.guards import superusers_only

history = require_admin_access(superusers_only(LogEntriesView.as_view()))
history_results = require_admin_access(superusers_only(LogEntriesView.as_view(results_only=True)))

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("reports/site-history/", history),
    path("reports/site-history/results/", history_results),
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", require_admin_access(dispatch)),
]
