"""The REST door, version 1: what programs can read and try out, described in OpenAPI at ``/api/v1/openapi.json``."""

from __future__ import annotations

from ninja import NinjaAPI

from commonground import __version__
from commonground.api.cells import router as cells
from commonground.api.errors import answer_errors
from commonground.api.indices import router as indices
from commonground.api.whatif import router as whatif

DESCRIPTION = (
    "Indices, their editions, and every figure of an edition with what it was made of. An edition never changes: its "
    "answers carry a strong entity tag and may be kept for a year. Errors have one form: an object `error` with a "
    "code, a message and a list of problems. Lists answer as JSON or, by `?format=csv` or `Accept: text/csv`, as CSV."
)

api = NinjaAPI(title="Commonground", version=__version__, description=DESCRIPTION, docs_url=None, urls_namespace="api")
answer_errors(api)
for router in (indices, cells, whatif):
    api.add_router("/indices", router)
