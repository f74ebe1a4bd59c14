"""Choosers that offer a user's own records only."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.snippets.views import chooser

from commonground.core.desk.policies import mine


class _Choose:
    def get_object_list(self) -> QuerySet[Any]:
        return mine(self.model_class, self.request.user)


class ChooseView(_Choose, chooser.ChooseView):  # type: ignore[misc]
    pass


class ChooseResultsView(_Choose, chooser.ChooseResultsView):  # type: ignore[misc]
    pass


class ChosenView(chooser.SnippetChosenView):  # type: ignore[misc]
    def get_object(self, pk: str) -> Model:
        try:
            return mine(self.model_class, self.request.user).get(pk=pk)
        except ValueError as error:  # a key of the wrong form names no record
            raise self.model_class.DoesNotExist from error


class ChosenMultipleView(chooser.SnippetChosenMultipleView):  # type: ignore[misc]
    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return mine(self.model_class, self.request.user).filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class RecordChooser(chooser.SnippetChooserViewSet):  # type: ignore[misc]
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    register_widget = False  # Wagtail's widget prints an inline script, which the site's policy forbids

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
