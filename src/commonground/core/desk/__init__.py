"""The desk's one pattern: a room subclasses a view set, lists its fields, and registers it in ``wagtail_hooks.py``."""

from commonground.core.desk.forms import RecordForm
from commonground.core.desk.viewsets import FrozenViewSet, RecordViewSet, ReferenceViewSet

__all__ = ["FrozenViewSet", "RecordForm", "RecordViewSet", "ReferenceViewSet"]
