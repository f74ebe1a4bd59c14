"""What both MIPEX recipes have in common: areas, overall scores, bands and the profile of dimensions."""

from __future__ import annotations

from commonground.methods.index.framework import Approach, Band, Dimension, Group, Profile
from commonground.methods.index.rules import Mean, Require

AREAS = ("a", "b", "c", "d", "e", "f", "g", "h")

AREA_TITLES = {
    "a": "Labour market mobility",
    "b": "Family reunion",
    "c": "Education",
    "d": "Political participation",
    "e": "Permanent residence",
    "f": "Access to nationality",
    "g": "Anti-discrimination",
    "h": "Health",
}

OVERALL = "overall"
NO_HEALTH = "overall_no_health"
NO_HEALTH_EDUCATION = "overall_no_health_education"

AGGREGATES = (
    Group(code=OVERALL, title="Overall score", children=AREAS, rule=Mean(), missing=Require()),
    Group(
        code=NO_HEALTH,
        title="Overall score without health",
        children=tuple(area for area in AREAS if area != "h"),
        rule=Mean(),
        missing=Require(),
    ),
    Group(
        code=NO_HEALTH_EDUCATION,
        title="Overall score without health and education",
        children=tuple(area for area in AREAS if area not in {"c", "h"}),
        rule=Mean(),
        missing=Require(),
    ),
)

BANDS = tuple(
    Band(code=label.lower(), label=label, lower=20.0 * step, upper=20.0 * (step + 1), level=step + 1)
    for step, label in enumerate(("Minimal", "Limited", "Partial", "Substantial", "Extensive"))
)
"""Five equal steps with neutral names: MIPEX publishes neither its cut-offs nor a name for every step."""

PROFILE = Profile(
    code="approach",
    title="Approach to integration",
    dimensions=(
        Dimension(code="basic_rights", title="Basic rights", children=("a", "g", "h"), threshold=50.0),
        Dimension(code="equal_opportunities", title="Equal opportunities", children=("c", "d"), threshold=50.0),
        Dimension(code="secure_future", title="Secure future", children=("b", "e", "f"), threshold=50.0),
    ),
    approaches=(
        Approach(
            code="comprehensive",
            title="Comprehensive integration",
            when={"basic_rights": True, "equal_opportunities": True, "secure_future": True},
        ),
        Approach(
            code="equality_on_paper",
            title="Equality on paper",
            when={"basic_rights": True, "equal_opportunities": False, "secure_future": True},
        ),
        Approach(
            code="temporary",
            title="Temporary integration",
            when={"basic_rights": True, "equal_opportunities": True, "secure_future": False},
        ),
        Approach(
            code="without_integration",
            title="Immigration without integration",
            when={"basic_rights": False, "equal_opportunities": False},
        ),
    ),
)
"""Areas by what they are about: rights as nationals have them (work, protection from discrimination, health), support
to use them (education, political participation), prospects of staying (family, residence, nationality). MIPEX derived
its dimensions from single indicators by a component analysis whose loadings are not published; half of the scale as
the threshold is likewise this project's choice."""
