"""The audit trail at the desk: superusers read it, nobody changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from commonground.core.desk.policies import FrozenPolicy
from commonground.core.desk.viewsets import FrozenViewSet
from commonground.core.models import AuditEntry, User
from commonground.core.verbs import did

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest


class TrailPolicy(FrozenPolicy):
    def user_has_permission(self, user: User, action: str) -> bool:
        return user.is_superuser and super().user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        return self.model.objects.all() if self.user_has_any_permission(user, actions) else self.model.objects.none()


def _did(entry: AuditEntry) -> str:
    return did(entry.verb)


class TrailDesk(FrozenViewSet):
    model = AuditEntry
    policy_class = TrailPolicy
    icon = "history"
    menu_order = 900
    base_url_path = "audit-trail"
    list_display = (
        "at",
        Column("account", label=_("by")),
        "chain",
        "number",
        Column("verb", label=_("what was done"), accessor=_did),
        "subject",
    )
    list_filter = ("verb", "chain")
    list_export = ("chain", "number", "at", "by", "verb", "subject", "detail", "personal", "previous_hash", "hash")
    search_fields = ("subject", "verb")
    ordering = ("-pk",)
    export_filename = "audit-trail"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        holder = User.objects.filter(key=OuterRef("by")).values("email")
        return super().get_queryset(request).annotate(account=Subquery(holder))
