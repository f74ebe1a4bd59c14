"""A framework that has one of everything, and answers to it."""

from __future__ import annotations

from commonground.methods.index import (
    Approach,
    Band,
    Dimension,
    Geometric,
    Group,
    Lookup,
    Maximum,
    Median,
    Minimum,
    Option,
    Profile,
    Question,
    Reason,
    Row,
    Skip,
    Substitute,
    Weighted,
)
from tests.methods.index.notation import answers, index

OPTIONS = (
    Option(code="yes", label="Yes", points=100),
    Option(code="no", label="No", points=0.0),
    Option(code="na", label="Does not apply", reason=Reason.NOT_APPLICABLE),
)
TABLE = Lookup(rows=(Row(when={"p": (100, 50.0), "q": (0,)}, score=33.3), Row(when={"q": (100,)}, score=1)))
SAMPLE = index(
    "overall = mean(p)",
    code="sample",
    version="1.2",
    title="A sample",
    text="One of everything.",
    questions=(
        Question(code="p", title="P", text="Is it so?", help="See the law.", options=OPTIONS, tags={"kind": ("law",)}),
        Question(code="q", title="Q", tags={"kind": ("practice", "law"), "group": ("children",)}),
        Question(code="r", title="R"),
    ),
    groups=(
        Group(code="overall", title="Overall", text="The headline.", children=("w", "l", "g", "x")),
        Group(
            code="w",
            title="Weighted",
            children=("p", "q"),
            rule=Weighted(weights={"p": 0.67, "q": 0.33}),
            missing=Skip(minimum=0.5),
        ),
        Group(code="l", title="Lookup", children=("p", "q"), rule=TABLE),
        Group(code="g", title="Geometric", children=("q", "r"), rule=Geometric(floor=0.5)),
        Group(code="x", title="Extremes", children=("min", "max", "med"), missing=Substitute(points=10, minimum=0.1)),
        Group(code="min", title="Minimum", children=("p", "r"), rule=Minimum()),
        Group(code="max", title="Maximum", children=("p", "r"), rule=Maximum()),
        Group(code="med", title="Median", children=("p", "r"), rule=Median()),
    ),
    aggregates=("overall",),
    areas=("w", "l", "g"),
    bands=(
        Band(code="low", label="Low", lower=0, upper=40, level=1),
        Band(code="high", label="High", lower=40, upper=100, level=4),
    ),
    profiles=(
        Profile(
            code="approach",
            title="Approach",
            dimensions=(Dimension(code="d", title="D", children=("w", "r"), threshold=50),),
            approaches=(Approach(code="yes", title="Yes", when={"d": True}),),
        ),
    ),
)
SAMPLE_ANSWERS = answers(
    f"""
        place period   p   q   r
        SE    2015   {1 / 3!r} 100  50
        SE    2019   100   -   0
        FI    2015   n/a   0   0
        FI    2019    50   0 100
    """,
    withheld=[("SE", "2019", "g"), ("FI", "2015", "w")],
)
