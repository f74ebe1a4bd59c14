"""Who may do what to which record. Wagtail asks these for every list, button and view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import router
from django.db.models import Model, ProtectedError, QuerySet, RestrictedError
from django.db.models.deletion import Collector
from wagtail.permission_policies import ModelPermissionPolicy

if TYPE_CHECKING:
    from commonground.core.models import User

ANY = ("add", "change", "delete", "view")


class ScopedPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """For records that belong to somebody: the query set's ``visible_to`` decides which ones exist for a user."""

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        rows = self.model._default_manager.all()  # noqa: SLF001 -- Django's public name for it
        return rows.visible_to(user) if self.user_has_any_permission(user, actions) else rows.none()

    def user_has_any_permission_for_instance(self, user: User, actions: Iterable[str], instance: Model) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        if instance.pk is None:
            return bool(self.user_has_permission(user, action))
        return self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists()


class FrozenPolicy(ScopedPolicy):
    """For records that are never changed once made: looking is the only thing that anybody may do."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))


def mine(model: type[Model], user: User) -> QuerySet[Any]:
    """The records of ``model`` that exist for ``user`` at the desk."""
    policy = model.snippet_viewset.permission_policy  # type: ignore[attr-defined]
    rows: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, ANY)
    return rows


def is_held(instance: Model) -> bool:
    """Whether other records rest on this one, so that it cannot be deleted."""
    try:
        Collector(using=router.db_for_write(type(instance)), origin=instance).collect([instance])
    except (ProtectedError, RestrictedError):
        return True
    return False
