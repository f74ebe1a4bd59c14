"""The framework of a file: rules and codes from the recipe, wording from the file's own cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from commonground.methods.index.framework import Framework, Group, Profile, Question
from commonground.methods.index.rules import Mean, Skip
from commonground.methods.workbooks.layouts.tree import Level, Tree
from commonground.methods.workbooks.options import parse_options
from commonground.methods.workbooks.recipes.recipe import Recipe
from commonground.methods.workbooks.wording import Words

Wordings = Mapping[str, Words]
UNWORDED = Words(canonical={}, variants=())


def recipe_framework(recipe: Recipe, words: Wordings) -> Framework:
    """The framework of a family whose tree is the recipe's."""
    codes = {group.code for group in recipe.groups}
    leaves = dict.fromkeys(child for group in recipe.groups for child in group.children if child not in codes)
    return _framework(recipe, recipe.groups, leaves, words)


def tree_framework(recipe: Recipe, tree: Tree, words: Wordings) -> Framework:
    """The framework of a family whose tree stands in the file: plain means that skip what is blank."""
    areas = tree.at(Level.AREA)
    groups = [
        replace(group, children=tuple(child for child in group.children if child in areas)) for group in recipe.groups
    ]
    leaves = []
    for code in tree.levels:
        if not (children := tree.children(code)):
            leaves.append(code)
            continue
        title = recipe.area_titles.get(code) or _heading(words.get(code, UNWORDED)) or code
        missing = Skip(minimum=recipe.minimum if code in areas else 0.0)
        groups.append(Group(code=code, title=title, children=children, rule=Mean(), missing=missing))
    return _framework(replace(recipe, areas=areas), groups, leaves, words)


def _heading(words: Words) -> str:
    """The heading of a group: the first line of its title, in small letters where it is all in capitals."""
    line = words.get("title").partition("\n")[0]
    return line.capitalize() if line.isupper() else line


def _framework(recipe: Recipe, groups: Iterable[Group], leaves: Iterable[str], words: Wordings) -> Framework:
    groups = tuple(groups)
    topics = dict(_topics(groups, recipe.profiles))
    return Framework(
        code=recipe.id,
        version=recipe.version,
        title=recipe.title,
        questions=tuple(_question(code, words.get(code, UNWORDED), topics) for code in leaves),
        groups=groups,
        aggregates=recipe.aggregates,
        areas=recipe.areas,
        text=recipe.summary,
        bands=recipe.bands,
        profiles=tuple(profile for profile in recipe.profiles if _known(profile, recipe.areas)),
    )


def _question(code: str, words: Words, topics: Mapping[str, str]) -> Question:
    tags = {"dimension": (topics[code],)} if code in topics else {}
    return Question(
        code=code,
        title=words.title or code,
        text=words.get("text"),
        options=parse_options(words.get("options")),
        tags=tags,
    )


def _topics(groups: Iterable[Group], profiles: Iterable[Profile]) -> Iterator[tuple[str, str]]:
    """The dimension of the profile to which each question belongs by its area."""
    children = {group.code: group.children for group in groups}
    for profile in profiles:
        for dimension in profile.dimensions:
            below = list(dimension.children)
            while below:
                code = below.pop()
                below.extend(children.get(code, ()))
                if code not in children:
                    yield code, dimension.code


def _known(profile: Profile, areas: tuple[str, ...]) -> bool:
    return all(child in areas for dimension in profile.dimensions for child in dimension.children)
