"""Actions on several records at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action.dispatcher import index as wagtail_dispatcher
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models

from commonground.core.desk.forms import note
from commonground.core.desk.policies import is_held, mine

MOST = 500


class RecordDelete(DeleteBulkAction):  # type: ignore[misc]
    """Deletes those of the chosen records that are the user's own; the others do not exist, and so are not named."""

    def get_all_objects_in_listing_query(self, parent_id: object) -> QuerySet[Any]:
        return mine(self.model, self.request.user).values_list("pk", flat=True)[:MOST]

    @classmethod
    def get_queryset(cls, model: type[Model], object_ids: Iterable[object]) -> QuerySet[Any]:
        keys = [key for key in object_ids if str(key).isdecimal()]
        return model._default_manager.filter(pk__in=keys)  # noqa: SLF001 -- Django's public name for it

    def check_perm(self, snippet: Model) -> bool:
        policy = self.model.snippet_viewset.permission_policy
        return bool(policy.user_has_permission_for_instance(self.request.user, "delete", snippet))

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects = [each for each in super().get_actionable_objects()[0] if not is_held(each)]
        if not objects:
            raise Http404
        return objects, {"items_with_no_access": []}

    @classmethod
    def execute_action(cls, objects: list[Any], user: object = None, **kwargs: object) -> tuple[int, int]:
        for each in objects:
            note("delete", each, by=kwargs["self"].request.user, detail={})
        done: tuple[int, int] = super().execute_action(objects, user=user, **kwargs)
        return done


def dispatch(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Wagtail's actions on accounts and pages print the names of those one may not touch: superusers only."""
    ours = {(model._meta.app_label, model._meta.model_name) for model in get_snippet_models()}  # noqa: SLF001
    if (app_label, model_name) not in ours and not request.user.is_superuser:
        raise Http404
    response: HttpResponse = wagtail_dispatcher(request, app_label, model_name, action)
    return response
