"""The recipe of the MIPEX edition of 2015: the tree stands in the file, and every level is a plain mean.

Means skip what is blank at every level, since many sub-indicators are asked only where a requirement exists: areas
with two answers in five are published. So no minimum coverage is set; a figure that the file itself leaves blank is
withheld all the same.
"""

from __future__ import annotations

from commonground.methods.workbooks.recipes.recipe import Recipe
from commonground.methods.workbooks.recipes.shared import AGGREGATES, AREA_TITLES, AREAS, BANDS, PROFILE

MIPEX_2015 = Recipe(
    id="mipex-2015",
    version="1",
    title="Migrant Integration Policy Index, 2015 edition",
    summary="Policies for the integration of migrants in eight areas, scored from 0 to 100 by national experts.",
    areas=AREAS,
    aggregates=tuple(group.code for group in AGGREGATES),
    groups=AGGREGATES,
    minimum=0.0,
    labels={
        "overall": (("score", "health"), ("out",)),
        "overall_no_health": (("overall",), ("health", "out")),
        "overall_no_health_education": (("out", "educ"), ()),
    },
    area_titles=AREA_TITLES,
    bands=BANDS,
    profiles=(PROFILE,),
)
