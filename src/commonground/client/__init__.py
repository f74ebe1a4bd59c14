"""A small client of the REST API, on the standard library alone.

>>> from commonground.client import Client                              # doctest: +SKIP
>>> site = Client("https://index.example.org")                          # doctest: +SKIP
>>> site.scores("harbour", node="overall", period=["2020", "2024"])     # doctest: +SKIP

Tables come as a pandas or polars data frame where one of them is installed, else as a list of rows.
"""

from __future__ import annotations

from commonground.client.connection import ClientError, Connection
from commonground.client.frames import Frames
from commonground.client.rows import Answer, Citation, Edition, Figure, Index, Indicator, Option, Place, Score
from commonground.client.site import Client

__all__ = [
    "Answer",
    "Citation",
    "Client",
    "ClientError",
    "Connection",
    "Edition",
    "Figure",
    "Frames",
    "Index",
    "Indicator",
    "Option",
    "Place",
    "Score",
]
