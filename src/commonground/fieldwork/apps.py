from importlib import import_module

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "commonground.fieldwork"
    label = "fieldwork"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("commonground.fieldwork.actions.receivers")
