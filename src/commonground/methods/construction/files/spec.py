"""Reading a build specification from its YAML file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from commonground.methods.construction.files.forms import CompositeForm, DataForm, IndicatorForm, SpecForm
from commonground.methods.construction.files.settings import (
    frame_of,
    imputation_of,
    level_of,
    method_of,
    screen_of,
    treat_of,
)
from commonground.methods.construction.hierarchy import Composite, Hierarchy, Indicator
from commonground.methods.construction.normalise import Normalisation
from commonground.methods.construction.spec import Normalise, Spec
from commonground.methods.construction.treat import Treat
from commonground.methods.errors import ConstructionError, Problem
from commonground.methods.tables.formproblems import problems_of
from commonground.methods.tables.yamltree import Tree, Where, read_tree

Part = tuple[Where, Callable[[], object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of the data: of the places' codes, their names, the periods, and so on; "" for none."""

    place: str = "place"
    name: str = ""
    period: str = ""
    denominators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecFile:
    """What a build specification says: structure and steps, and where the data stand in their table."""

    spec: Spec
    columns: Columns


def read_spec(path: Path) -> SpecFile:
    """Read the build specification at ``path``.

    Raises FileError where the file is no YAML, and ConstructionError with every problem found, each with its
    line, where it describes no index.
    """
    tree = read_tree(path)
    try:
        form = SpecForm.model_validate(tree.data)
    except ValidationError as error:
        raise ConstructionError(*tree.problems, *problems_of(error, tree, SpecForm)) from None
    anchors = dict(_anchors(form))
    problems = [*tree.problems, *(problem for part in _parts(form) for problem in _problems(part, tree, anchors))]
    if not problems:
        problems.extend(_problems((("steps",), partial(_spec, form)), tree, anchors))
    if problems:
        raise ConstructionError(*problems)
    return SpecFile(spec=_spec(form), columns=_columns(form.data))


def _columns(form: DataForm) -> Columns:
    return Columns(
        place=form.place,
        name=form.name,
        period=form.period,
        denominators=tuple(form.denominators),
        groups=tuple(form.groups),
        ignore=tuple(form.ignore),
    )


def _anchors(form: SpecForm) -> Iterator[tuple[str, Where]]:
    """Where each step and each node stands in the file."""
    yield from ((step, ("steps", step)) for step in type(form.steps).model_fields)
    yield from ((composite.code, ("composites", at)) for at, composite in enumerate(form.composites))
    yield from ((indicator.code, ("indicators", at)) for at, indicator in enumerate(form.indicators))


def _parts(form: SpecForm) -> Iterator[Part]:
    """Everything that can be made by itself, so that all that is wrong is found at once."""
    steps = form.steps
    yield (), partial(_hierarchy, form)
    if steps.screen:
        yield ("steps", "screen"), partial(screen_of, steps.screen)
    if steps.treat:
        yield ("steps", "treat"), partial(treat_of, steps.treat)
    yield ("steps", "normalise"), partial(method_of, steps.normalise)
    for at, imputation in enumerate(steps.impute):
        yield ("steps", "impute", at), partial(imputation_of, imputation)
    for at, level in enumerate(steps.aggregate):
        yield ("steps", "aggregate", at), partial(level_of, level)
    for at, indicator in enumerate(form.indicators):
        if indicator.treat:
            yield ("indicators", at, "treat"), partial(treat_of, indicator.treat)
        if indicator.normalise:
            yield ("indicators", at, "normalise"), partial(method_of, indicator.normalise)


def _problems(part: Part, tree: Tree, anchors: Mapping[str, Where]) -> Iterator[Problem]:
    """What is wrong with a part, each problem with the line of the node or step that it names."""
    where, make = part
    try:
        make()
    except ConstructionError as error:
        for problem in error.problems:
            line = tree.place(anchors.get(problem.place, where))
            yield replace(problem, place=f"{line} {problem.place}".rstrip())


def _hierarchy(form: SpecForm) -> Hierarchy:
    return Hierarchy(
        indicators=tuple(map(_indicator, form.indicators)), composites=tuple(map(_composite, form.composites))
    )


def _indicator(form: IndicatorForm) -> Indicator:
    settings = form.model_dump(exclude_unset=True, exclude={"goalposts", "normalise", "treat", "treated"})
    return Indicator(**settings, goalposts=(form.goalposts[0], form.goalposts[1]) if form.goalposts else None)


def _composite(form: CompositeForm) -> Composite:
    return Composite(**form.model_dump(exclude_unset=True))


def _spec(form: SpecForm) -> Spec:
    steps = form.steps
    return Spec(
        hierarchy=_hierarchy(form),
        code=form.code,
        title=form.title,
        version=form.version,
        screen=screen_of(steps.screen) if steps.screen else None,
        impute=tuple(map(imputation_of, steps.impute)),
        treat=_treat(form),
        normalise=Normalise(method=method_of(steps.normalise), overrides=dict(_methods(form))),
        aggregate=tuple(map(level_of, steps.aggregate)),
        frame=frame_of(steps.frame),
    )


def _methods(form: SpecForm) -> Iterator[tuple[str, Normalisation]]:
    for indicator in form.indicators:
        if indicator.normalise:
            yield indicator.code, method_of(indicator.normalise)


def _treat(form: SpecForm) -> Treat | None:
    """The treatment of all, with what single indicators have of their own, untreated ones included."""
    own: dict[str, Treat | None] = {each.code: treat_of(each.treat) for each in form.indicators if each.treat}
    own |= {each.code: None for each in form.indicators if not each.treated}
    if form.steps.treat:
        return replace(treat_of(form.steps.treat), overrides=own)
    others = {each.code: None for each in form.indicators}
    return Treat(overrides=others | own) if any(own.values()) else None
