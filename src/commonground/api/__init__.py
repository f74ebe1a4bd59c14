"""The REST door, version 1: what can be read by programs, described in OpenAPI at ``/api/v1/openapi.json``."""

from __future__ import annotations

from ninja import NinjaAPI

from commonground import __version__
from commonground.api.indices import router

api = NinjaAPI(title="Commonground", version=__version__, docs_url=None, urls_namespace="api")
api.add_router("/indices", router)
