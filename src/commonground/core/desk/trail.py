"""The audit trail at the desk: superusers read it, nobody changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonground.core.desk.policies import FrozenPolicy
from commonground.core.desk.viewsets import FrozenViewSet
from commonground.core.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from commonground.core.models import User


class TrailPolicy(FrozenPolicy):
    def user_has_permission(self, user: User, action: str) -> bool:
        return user.is_superuser and super().user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        return self.model.objects.all() if self.user_has_any_permission(user, actions) else self.model.objects.none()


class TrailDesk(FrozenViewSet):
    model = AuditEntry
    policy_class = TrailPolicy
    icon = "history"
    menu_order = 900
    base_url_path = "audit-trail"
    list_display = ("at", "actor", "verb", "subject")
    list_filter = ("verb",)
    list_export = ("at", "actor", "verb", "subject", "detail", "hash")
    shown_with = ("actor",)
    search_fields = ("subject", "verb")
    ordering = ("-pk",)
    export_filename = "audit-trail"
