"""The recipe of the core set of MIPEX indicators: eight blocks a sheet, one column an indicator, one row a year.

Read from the workbook's own formulas. Strands are means of means: some indicators are averaged first, four composites
follow lookup tables or weights.
"""

from __future__ import annotations

from collections.abc import Iterable

from commonground.methods.index.framework import Group
from commonground.methods.index.rules import Lookup, Mean, Missing, Require, Row, Rule, Skip, Weighted
from commonground.methods.workbooks.recipes.recipe import Recipe
from commonground.methods.workbooks.recipes.shared import AGGREGATES, AREA_TITLES, AREAS, BANDS, PROFILE

MINIMUM = 0.75


def _table(children: tuple[str, ...], rows: Iterable[tuple[float, tuple[tuple[float, ...] | None, ...]]]) -> Lookup:
    """A lookup table from its scores, each with the points of the children in order; None where a child is free."""
    return Lookup(
        rows=tuple(
            Row(
                when={child: points for child, points in zip(children, when, strict=True) if points is not None},
                score=score,
            )
            for score, when in rows
        )
    )


BB28 = _table(
    ("bb28a", "bb28b"),
    (
        (100.0, ((100.0,), None)),
        (83.0, ((50.0,), (100.0,))),
        (67.0, ((0.0,), (100.0,))),
        (50.0, ((50.0,), (50.0,))),
        (33.0, ((0.0,), (50.0,))),
        (17.0, ((50.0,), (0.0,))),
        (0.0, ((0.0,), (0.0,))),
    ),
)

BB29 = _table(
    ("bb29a", "bb29b", "bb29c"),
    (
        (100.0, ((100.0,), None, None)),
        (90.0, ((50.0,), None, None)),
        (80.0, ((0.0,), (100.0,), (100.0,))),
        (70.0, ((0.0,), (50.0,), (100.0,))),
        (60.0, ((0.0,), (0.0,), (100.0,))),
        (50.0, ((0.0,), (100.0,), (50.0,))),
        (40.0, ((0.0,), (50.0,), (50.0,))),
        (30.0, ((0.0,), (0.0,), (50.0,))),
        (20.0, ((0.0,), (100.0,), (0.0,))),
        (10.0, ((0.0,), (50.0,), (0.0,))),
        (0.0, ((0.0,), (0.0,), (0.0,))),
    ),
)

CC59CD64 = _table(
    ("cc59", "cd64"),
    (
        (0.0, (None, (0.0,))),
        (33.0, ((0.0,), (50.0,))),
        (67.0, ((0.0,), (100.0,))),
        (100.0, ((50.0, 100.0), (50.0, 100.0))),
    ),
)

_AREA = Skip(minimum=MINIMUM)


def _group(code: str, title: str, children: str, rule: Rule | None = None, missing: Missing | None = None) -> Group:
    return Group(
        code=code, title=title, children=tuple(children.split()), rule=rule or Mean(), missing=missing or Skip()
    )


def _area(code: str, children: str) -> Group:
    return _group(code, AREA_TITLES[code], children, missing=_AREA)


GROUPS = (
    *AGGREGATES,
    _area("a", "aa1 aa3 aa5 ab6 ab7ab8 ab9 ac13 ac14 ad18"),
    _area("b", "ba21 ba26ba27 bb28 bb29 bb30bb31 bc34 bc35 bc36 bd38"),
    _group("bb28", "Requirements before entry", "bb28a bb28b", BB28),
    _group("bb29", "Requirements in the country", "bb29a bb29b bb29c", BB29),
    _group("bb30bb31", "Housing and resources", "bb31 bb30", Weighted(weights={"bb31": 0.67, "bb30": 0.33}), Require()),
    _area("c", "ca45ca47 ca49 cb50 cb51 cb53 cd60 cc59cd64"),
    _group("cb51", "Teaching of the language", "cb51a cb51b cb51c"),
    _group("cc59cd64", "Teachers and diversity", "cc59 cd64", CC59CD64),
    _area("d", "db65db67db68 db70 dc71abd dd75 dd76"),
    _area("e", "ea80 eb84a_eb85 eb88_eb90 ed96"),
    _group("eb84a_eb85", "Conditions of permanent residence", "eb84a eb85"),
    _group("eb88_eb90", "Security of permanent residence", "eb88 eb89 eb90"),
    _area("f", "fa98 fb102_new fb_new fd115ab"),
    _group("fb_new", "Conditions of naturalisation", "fb104a fb105a fb106 fb107"),
    _area("g", "ga117 gb gc gd"),
    _group("gb", "Fields of the law", "gb123 gb124 gb125 gb126"),
    _group("gd", "Equality bodies and policies", "gd136 gd137gd140 gd144"),
    _area("h", "h145_147 h148_150 152c 153c 156a 159 163 165"),
    _group("h145_147", "Entitlement to health care", "145a 146a 147a"),
    _group("h148_150", "Discretion and documents in health care", "148 149 150"),
)

MIPEX_CORE = Recipe(
    id="mipex-core",
    version="1",
    title="Migrant Integration Policy Index, core indicators",
    summary="Policies for the integration of migrants in eight areas, scored from 0 to 100 by national experts.",
    areas=AREAS,
    aggregates=tuple(group.code for group in AGGREGATES),
    groups=GROUPS,
    minimum=MINIMUM,
    labels={
        "overall": (("health",), ("out",)),
        "overall_no_health": (("out", "health"), ("educ",)),
        "overall_no_health_education": (("out", "health", "educ"), ()),
    },
    area_titles=AREA_TITLES,
    aliases={"fa102_new": "fb102_new", "gc_new (128, 129, 133, 135)": "gc", "gc_new": "gc"},
    bands=BANDS,
    profiles=(PROFILE,),
)
