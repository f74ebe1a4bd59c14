"""Wagtail's views ask whether a user may change *a* record; these guards ask whether it is one of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from commonground.core.desk.policies import mine

if TYPE_CHECKING:
    from django.db.models import Model
    from django.views import View


def guarded(view: type[View]) -> type[View]:
    """The same view, to which a record that is not the user's own does not exist."""

    class Guarded(view):  # type: ignore[valid-type,misc]
        def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
            if "pk" in kwargs and not _is_mine(self.model, request, unquote(str(kwargs["pk"]))):
                raise Http404
            super().setup(request, *args, **kwargs)

    return type(view.__name__, (Guarded,), {"__module__": view.__module__})


def _is_mine(model: type[Model], request: HttpRequest, pk: str) -> bool:
    try:
        return mine(model, request.user).filter(pk=pk).exists()
    except (ValueError, ValidationError):  # a key of the wrong form names no record
        return False
