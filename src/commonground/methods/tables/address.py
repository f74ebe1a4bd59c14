"""The name of an index in addresses."""

from __future__ import annotations

import re

from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import quoted

ADDRESS = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST = 60


def check_address(code: str) -> None:
    """Refuse a name that no address can hold."""
    if len(code) > LONGEST or not re.fullmatch(ADDRESS, code):
        raise CommongroundError(
            Problem(
                code="index-address",
                message=Sentence("%(code)s cannot be the name of an index in addresses.", code=quoted(code)),
                remedy=Sentence(
                    "Use small letters, digits and single hyphens, %(most)s characters at most.", most=LONGEST
                ),
            )
        )
