from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "commonground.site"
    label = "site"
