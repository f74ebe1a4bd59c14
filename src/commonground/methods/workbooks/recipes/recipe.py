"""What a recipe holds: the rules and codes of a family of workbooks. The wording comes from the user's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from commonground.methods.index.framework import Band, Group, Profile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recipe:
    """A family of workbooks: what its figures are called and how they follow from the answers.

    ``groups`` are all groups above the questions that the recipe knows beforehand; where a file carries its own tree,
    they are the aggregates, and ``areas`` gives the areas their codes in the order of the file. ``aliases`` maps other
    spellings of a code to the code. ``labels`` maps each aggregate to words that stand in its heading and words that
    do not. ``minimum`` is the least coverage of an area.
    """

    id: str
    version: str
    title: str
    summary: str
    areas: tuple[str, ...]
    aggregates: tuple[str, ...]
    groups: tuple[Group, ...]
    minimum: float
    labels: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    area_titles: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    profiles: tuple[Profile, ...] = ()

    def canonical(self, code: str) -> str:
        """The code as the recipe spells it, whatever blanks and capitals it is written with."""
        return _spellings(self).get(_bare(code), code)

    @property
    def nodes(self) -> frozenset[str]:
        """The codes of all groups and questions."""
        return _nodes(self)

    def below(self, area: str) -> frozenset[str]:
        """The codes of all nodes below an area."""
        return _below(self, area)


def _bare(code: str) -> str:
    return "".join(code.split()).casefold()


@cache
def _spellings(recipe: Recipe) -> Mapping[str, str]:
    return {_bare(code): code for code in recipe.nodes} | {_bare(alias): code for alias, code in recipe.aliases.items()}


@cache
def _nodes(recipe: Recipe) -> frozenset[str]:
    return frozenset(code for group in recipe.groups for code in (group.code, *group.children))


@cache
def _below(recipe: Recipe, code: str) -> frozenset[str]:
    children = {child for group in recipe.groups if group.code == code for child in group.children}
    return frozenset(children.union(*(_below(recipe, child) for child in children)))
