"""The public pages, each as HTML, JSON and CSV."""

from commonground.publishing.views.challenges import (
    challenge,
    challenge_policy,
    challenges,
    own_challenge,
    team_challenge,
)
from commonground.publishing.views.data import bundle, catalogue, data
from commonground.publishing.views.editorial import (
    editions_feed,
    news_feed,
    picture,
    robots,
    section,
    sitemap,
    text,
)
from commonground.publishing.views.embargo import embargo, embargoes, withdraw
from commonground.publishing.views.explorer import boundaries, explore, explorer
from commonground.publishing.views.library import article, copy, legal_source
from commonground.publishing.views.pages import (
    area,
    audit,
    changes,
    compare,
    editions,
    examination,
    home,
    index,
    indicator,
    method,
    pair,
    place,
    place_group,
    place_node,
    step,
)
from commonground.publishing.views.reports import report, report_plan, reports
from commonground.publishing.views.texts import sentences

__all__ = [
    "area",
    "article",
    "audit",
    "boundaries",
    "bundle",
    "catalogue",
    "challenge",
    "challenge_policy",
    "challenges",
    "changes",
    "compare",
    "copy",
    "data",
    "editions",
    "editions_feed",
    "embargo",
    "embargoes",
    "examination",
    "explore",
    "explorer",
    "home",
    "index",
    "indicator",
    "legal_source",
    "method",
    "news_feed",
    "own_challenge",
    "pair",
    "picture",
    "place",
    "place_group",
    "place_node",
    "report",
    "report_plan",
    "reports",
    "robots",
    "section",
    "sentences",
    "sitemap",
    "step",
    "team_challenge",
    "text",
    "withdraw",
]
