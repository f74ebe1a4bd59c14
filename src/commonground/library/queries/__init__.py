"""Sources as others read them: one value each."""

from commonground.library.queries.copies import altered, altered_copies
from commonground.library.queries.identity import identity, same_address, same_title
from commonground.library.queries.sources import (
    ArticleLine,
    CopyLine,
    Likely,
    SourceLine,
    SourcePage,
    VersionPage,
    find_sources,
    in_force,
    likely_same,
    source_page,
)

__all__ = [
    "ArticleLine",
    "CopyLine",
    "Likely",
    "SourceLine",
    "SourcePage",
    "VersionPage",
    "altered",
    "altered_copies",
    "find_sources",
    "identity",
    "in_force",
    "likely_same",
    "same_address",
    "same_title",
    "source_page",
]
