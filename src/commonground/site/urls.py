"""All addresses of the site."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as desk_urls

from commonground.api import api
from commonground.api.docs import docs
from commonground.api.errors import nowhere

urlpatterns = [
    path("", include("commonground.core.urls")),
    path("accounts/", include("allauth.urls")),
    path("desk/", include("commonground.core.desk.urls")),
    path("desk/", include(desk_urls)),
    path("api/v1/docs", docs),
    path("api/v1/", api.urls),
    path("api/v1/<path:rest>", nowhere),
    path("", include("commonground.instruments.urls")),
    path("", include("commonground.fieldwork.urls")),
    path("", include("commonground.publishing.urls")),
]
