"""The REST door, version 1."""

from ninja import NinjaAPI

api = NinjaAPI(title="Commonground", version="1.0.0", docs_url=None, urls_namespace="api")
