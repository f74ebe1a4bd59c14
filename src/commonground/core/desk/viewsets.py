"""The three kinds of records at the desk. A new type names its model, its fields, and little else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views import snippets

from commonground.core.desk.choosers import RecordChooser
from commonground.core.desk.forms import RecordForm, note
from commonground.core.desk.guards import guarded
from commonground.core.desk.lists import RecordIndex
from commonground.core.desk.policies import FrozenPolicy, ScopedPolicy, is_held, mine

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.forms import Form
    from django.views import View


class RecordDeleteView(snippets.DeleteView):  # type: ignore[misc]
    """Deletes a record that nothing rests on, and writes it into the audit trail."""

    def form_valid(self, form: Form) -> HttpResponse:
        if is_held(self.object):
            messages.error(self.request, _("Other records rest on this one, so it was not deleted."))
            return redirect(self.get_success_url())
        response: HttpResponse = super().form_valid(form)
        return response

    @transaction.atomic
    def delete_action(self) -> None:
        super().delete_action()
        note("delete", self.object, by=self.request.user, detail={})


class RecordViewSet(snippets.SnippetViewSet):  # type: ignore[misc]
    """Records that belong to somebody: the model's query set has ``visible_to(user)``."""

    policy_class: type[ModelPermissionPolicy] = ScopedPolicy
    form_class: type[RecordForm] = RecordForm
    index_view_class = RecordIndex
    delete_view_class = RecordDeleteView
    chooser_viewset_class = RecordChooser
    shown_with: tuple[str, ...] = ()  # foreign keys in the list, fetched with it
    inspect_view_enabled = True
    copy_view_enabled = False  # a copy would share its original's natural key
    add_to_admin_menu = True
    search_backend_name = None  # the database's own search: Wagtail's is slow where words are rare

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.model.base_form_class = self.form_class
        self._policy = self.policy_class(self.model)

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return self._policy

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return mine(self.model, request.user).select_related(*self.shown_with)

    def construct_view(self, view_class: type[View], **kwargs: object) -> Callable[..., HttpResponse]:
        view: Callable[..., HttpResponse] = super().construct_view(guarded(view_class), **kwargs)
        return view


class ReferenceViewSet(RecordViewSet):
    """Data that belongs to everybody, such as places: seen by all at the desk, changed by those who may."""

    policy_class = ModelPermissionPolicy


class FrozenViewSet(RecordViewSet):
    """Records that are never changed once made."""

    policy_class = FrozenPolicy
