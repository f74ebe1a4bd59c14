"""Reading a framework from its YAML file: questions, tree, places and periods in one hand-written document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from commonground.methods.errors import FrameworkError, Problem
from commonground.methods.index.framework import Framework
from commonground.methods.sentences import Sentence
from commonground.methods.tables.bundle import PeriodInfo, PlaceInfo
from commonground.methods.tables.convert import framework_of
from commonground.methods.tables.formproblems import problems_of
from commonground.methods.tables.forms import AloneForm, FileForm, GroupForm, PeriodForm, PlaceForm
from commonground.methods.tables.spelling import hint
from commonground.methods.tables.yamltree import Tree, Where, read_tree


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkFile:
    """What a framework file says: the framework, and the places and periods that answers may name.

    ``name`` is the file's own name; files with the same content are equal whatever they are called.
    """

    framework: Framework
    places: tuple[PlaceInfo, ...]
    periods: tuple[PeriodInfo, ...]
    edition_label: str = ""
    summary: str = ""
    finding: str = ""
    licence: str = ""
    fictional: bool = False
    name: str = field(default="", compare=False)


def read_framework(path: Path) -> FrameworkFile:
    """Read the framework file at ``path``.

    Raises FileError where the file is no YAML, and FrameworkError with every problem found, each with its line,
    where it is not a framework.
    """
    form, framework = _read(path, FileForm)
    return _file(form, framework, path.name)


def read_framework_alone(path: Path) -> Framework:
    """The framework in a file that may leave out places and periods, since rounds name their own."""
    return _read(path, AloneForm)[1]


def measured(place: str) -> Problem:
    """What is said of an index of measured values where a questionnaire is to be scored."""
    return Problem(
        code="scoring-numeric",
        message=Sentence("This framework is of measured values, and scores the answers to no questionnaire."),
        remedy=Sentence("Choose one of coded answers."),
        place=place,
    )


def _read(path: Path, shape: type[FileForm]) -> tuple[FileForm, Framework]:
    tree = read_tree(path)
    if isinstance(tree.data, dict) and "indicators" in tree.data:
        raise FrameworkError(measured(tree.place(("indicators",))))
    try:
        form = shape.model_validate(tree.data)
    except ValidationError as error:
        raise FrameworkError(*tree.problems, *problems_of(error, tree, shape)) from None
    problems = (*tree.problems, *_list_problems(form, tree))
    if problems:
        raise FrameworkError(*problems)
    return form, _checked(form, tree)


def _file(form: FileForm, framework: Framework, name: str) -> FrameworkFile:
    ends = dict.fromkeys((form.periods[0].code, form.periods[-1].code))
    return FrameworkFile(
        framework=framework,
        places=tuple(map(_place, form.places)),
        periods=tuple(map(_period, form.periods)),
        edition_label=form.edition or "-".join(ends),
        summary=form.summary,
        finding=form.finding,
        licence=form.licence,
        fictional=form.fictional,
        name=name,
    )


def _place(form: PlaceForm) -> PlaceInfo:
    tile = (form.tile[0], form.tile[1]) if form.tile else None
    return PlaceInfo(code=form.code, name=form.name, groups=tuple(form.groups), tile=tile)


def _period(form: PeriodForm) -> PeriodInfo:
    return PeriodInfo(code=form.code, label=form.label or form.code, reference_date=form.reference_date or "")


def _list_problems(form: FileForm, tree: Tree) -> Iterator[Problem]:
    """Yield what is wrong between entries that each fit their form."""
    scales = tuple(form.scales)
    for number, question in enumerate(form.questions):
        if question.scale and question.scale not in scales:
            yield Problem(
                code="framework-unknown-scale",
                place=tree.place(("questions", number, "scale")),
                message=Sentence('There is no scale "%(scale)s".', scale=question.scale),
                remedy=hint(question.scale, scales) or Sentence('Add it under "scales:".'),
            )
    yield from _repeated("places", [place.code for place in form.places], tree)
    yield from _repeated("periods", [period.code for period in form.periods], tree)
    tiles = [f"{place.tile[0]}, {place.tile[1]}" if place.tile else None for place in form.places]
    yield from _repeated("places", tiles, tree)


def _repeated(section: str, values: Sequence[str | None], tree: Tree) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, value in enumerate(values):
        if value is not None and first.setdefault(value, number) != number:
            yield Problem(
                code="framework-repeated",
                place=tree.place((section, number)),
                message=Sentence(
                    '"%(value)s" is already used on line %(line)s.',
                    value=value,
                    line=tree.line((section, first[value])),
                ),
                remedy=Sentence("Change one of the two."),
            )


def _checked(form: FileForm, tree: Tree) -> Framework:
    """Return the framework; where it contradicts itself, say on which line."""
    try:
        return framework_of(form)
    except FrameworkError as error:
        anchors = dict(_anchors(form))
        raise FrameworkError(*(_placed(problem, anchors, tree) for problem in error.problems)) from None


def _placed(problem: Problem, anchors: dict[str, Where], tree: Tree) -> Problem:
    """Give a problem of the framework the line of the node that its message names in quotes."""
    questions = re.findall(r'question "([^"]*)"', problem.message)
    named = (code for code in (*questions, *re.findall(r'"([^"]*)"', problem.message)) if code in anchors)
    where = anchors.get(next(named, ""), ())
    return replace(problem, place=tree.place(where) if where else tree.name)


def _anchors(form: FileForm) -> Iterator[tuple[str, Where]]:
    """Yield where each code is defined; nodes come last, since most messages name one and the last place holds."""
    sections: dict[str, Sequence[GroupForm]] = {
        "areas": form.areas,
        "groups": form.groups,
        "aggregates": form.aggregates,
    }
    for name in ("profiles", "bands"):
        for number, entry in enumerate(getattr(form, name)):
            yield entry.code, (name, number)
    for name, groups in sections.items():
        yield from _group_anchors(groups, (name,))
    for number, question in enumerate(form.questions):
        yield question.code, ("questions", number)


def _group_anchors(children: Sequence[GroupForm | str], where: Where) -> Iterator[tuple[str, Where]]:
    for number, child in enumerate(children):
        if isinstance(child, GroupForm):
            yield child.code, (*where, number)
            yield from _group_anchors(child.children, (*where, number, "children"))
