"""The method of a numeric edition: the settings of every step in words, the structure, and the whole as kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonground.methods.construction import Build, Spec, spec_document
from commonground.publishing import settings_words as words
from commonground.publishing.display import measured
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened
from commonground.publishing.queries.step_page import step_titles
from commonground.publishing.queries.tables import Table, Value
from commonground.publishing.words import clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodStep:
    """A step: what is set for all, and for which indicators something else is."""

    step: str
    title: str
    settings: tuple[str, ...]
    exceptions: tuple[tuple[NodeInfo, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A node of the structure; ``level`` is how far below the top it stands, ``weight`` as given among its siblings."""

    node: NodeInfo
    level: int
    weight: float
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """Everything the page of the method shows. ``specification`` is what the edition pins, with its hash."""

    edition: EditionInfo
    steps: tuple[MethodStep, ...]
    structure: tuple[Row, ...]
    specification_hash: str
    data_hash: str
    specification: Mapping[str, Any]

    def table(self) -> Table:
        """Every setting of the specification by its path, at full precision."""
        return Table(columns=("setting", "value"), rows=tuple(_flat("", self.specification)))


def method_page(opened: Opened, found: Build) -> MethodPage:
    """The page of the method."""
    edition = opened.edition
    return MethodPage(
        edition=opened.info,
        steps=tuple(_steps(opened, found.spec)),
        structure=tuple(_structure(opened, found.spec, found.spec.hierarchy.top, 0)),
        specification_hash=edition.framework.document_hash,
        data_hash=edition.snapshot.hash,
        specification=spec_document(found.spec),
    )


def _steps(opened: Opened, spec: Spec) -> Iterator[MethodStep]:
    titles = step_titles()
    divided = [each for each in spec.hierarchy.indicators if each.denominator]
    yield MethodStep(
        step="denominated",
        title=titles["denominated"],
        settings=(_("values are taken as they are, but for those named here"),)
        if divided
        else (_("values are taken as they are"),),
        exceptions=tuple((opened.node(each.code), words.denominator(each)) for each in divided),
    )
    yield MethodStep(
        step="imputed",
        title=titles["imputed"],
        settings=(words.imputations(spec.impute), *words.screening(spec.screen)),
    )
    yield MethodStep(
        step="treated",
        title=titles["treated"],
        settings=words.treatments(spec.treat),
        exceptions=tuple(
            (opened.node(code), clauses(words.treatments(own)))
            for code, own in (spec.treat.overrides if spec.treat else {}).items()
        ),
    )
    yield MethodStep(
        step="normalised",
        title=titles["normalised"],
        settings=(words.normalisation(spec.normalise.method), words.frame(spec.frame)),
        exceptions=tuple(
            (opened.node(code), words.normalisation(own)) for code, own in spec.normalise.overrides.items()
        ),
    )
    yield MethodStep(step="aggregated", title=titles["aggregated"], settings=tuple(_levels(opened, spec)))


def _levels(opened: Opened, spec: Spec) -> Iterator[str]:
    """One rule for all levels, or each level with its composites."""
    if len(spec.aggregate) == 1:
        yield words.level(spec.aggregate[0])
        return
    for level, rule in zip(spec.hierarchy.levels, spec.rules, strict=True):
        names = ", ".join(opened.node(code).title for code in level.codes)
        yield _("%(composites)s: %(rule)s") % {"composites": names, "rule": words.level(rule)}


def _structure(opened: Opened, spec: Spec, code: str, depth: int) -> Iterator[Row]:
    """A node and all below it, depth first."""
    hierarchy = spec.hierarchy
    indicators = {each.code: each for each in hierarchy.indicators}
    said = []
    if (indicator := indicators.get(code)) is not None:
        said.append(words.direction(indicator))
        if indicator.goalposts:
            lower, upper = map(measured, indicator.goalposts)
            said.append(_("goalposts %(lower)s and %(upper)s") % {"lower": lower, "upper": upper})
        if indicator.target is not None:
            said.append(_("target %(target)s") % {"target": measured(indicator.target)})
    yield Row(
        node=opened.node(code),
        level=depth,
        weight=float(hierarchy.weights[hierarchy.position(code)]),
        settings=tuple(said),
    )
    for child in hierarchy.children(code):
        yield from _structure(opened, spec, child, depth + 1)


def _flat(path: str, value: Any) -> Iterator[tuple[Value, ...]]:  # noqa: ANN401 -- whatever JSON can hold
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _flat(f"{path}.{key}" if path else key, each)
    elif isinstance(value, list | tuple):
        for at, each in enumerate(value):
            yield from _flat(f"{path}.{at}", each)
    else:
        yield path, value
