from importlib import import_module

from django.apps import AppConfig


class ScoresConfig(AppConfig):
    name = "commonground.scores"
    label = "scores"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("commonground.scores.actions.receivers")
