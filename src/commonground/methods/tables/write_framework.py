"""Writing a framework as a YAML file that people can go on editing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter

from commonground.methods.index.framework import Framework, Group, Option, Profile, Question
from commonground.methods.index.rules import Geometric, Lookup, Missing, Rule, Skip, Substitute, Weighted
from commonground.methods.tables.bundle import PeriodInfo, PlaceInfo
from commonground.methods.tables.framework import FrameworkFile
from commonground.methods.tables.spelling import number_text

WIDTH = 120
BREAKS = ("\x85", "\u2028", "\u2029")
"""Line breaks to YAML 1.1, so that the writer would fold them; between quotation marks they are written by number."""


class _Representer(RoundTripRepresenter):
    """Writes a text so that it is read again as it was."""


def _text(representer: _Representer, text: str) -> ScalarNode:
    style = '"' if any(each in text for each in BREAKS) else None
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Representer.add_representer(str, _text)


def write_framework(file: FrameworkFile, path: Path) -> None:
    """Write ``file`` to ``path``; ``read_framework`` gives an equal value back."""
    with path.open("w", encoding="utf-8", newline="\n") as target:
        _write(file, target)


def framework_text(framework: Framework) -> str:
    """A framework without places and periods as the text of its file; ``read_framework_alone`` gives it back."""
    target = StringIO()
    _write(FrameworkFile(framework=framework, places=(), periods=()), target)
    return target.getvalue()


def _write(file: FrameworkFile, target: TextIO) -> None:
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(_document(file), target)


def _document(file: FrameworkFile) -> dict[str, Any]:
    framework = file.framework
    return _filled(
        code=framework.code,
        title=framework.title,
        version=framework.version,
        edition=file.edition_label,
        fictional=file.fictional or None,
        licence=file.licence,
        summary=file.summary,
        finding=file.finding,
        text=framework.text,
        scale=_numbers(framework.scale),
        bands=[
            _inline(
                code=band.code,
                label=band.label,
                **{"from": _number(band.lower), "to": _number(band.upper)},
                level=band.level,
            )
            for band in framework.bands
        ],
        **_tree(framework),
        questions=list(map(_question, framework.questions)),
        profiles=list(map(_profile, framework.profiles)),
        places=list(map(_place, file.places)),
        periods=list(map(_period, file.periods)),
    )


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _inline(**values: Any) -> CommentedMap:
    mapping = CommentedMap(_filled(**values))
    mapping.fa.set_flow_style()
    return mapping


def _listed(values: Iterable[Any]) -> CommentedSeq:
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence


def _number(value: float) -> int | float:
    return int(number_text(value)) if value.is_integer() else value


def _numbers(values: Iterable[float]) -> CommentedSeq:
    return _listed(map(_number, values))


def _tree(framework: Framework) -> dict[str, Any]:
    """Return areas and aggregates; a group stands in place where it is first a child, and by its code elsewhere."""
    groups = {group.code: group for group in framework.groups}
    placed = {*framework.areas, *framework.aggregates}
    areas = [_group(groups[code], groups, placed) for code in framework.areas if code not in framework.aggregates]
    aggregates = [_group(groups[code], groups, placed) for code in framework.aggregates]
    return {"aggregates": aggregates, "areas": areas}


def _group(group: Group, groups: Mapping[str, Group], placed: set[str]) -> dict[str, Any]:
    children: list[Any] = []
    for code in group.children:
        if code in placed or code not in groups:
            children.append(code)
        else:
            placed.add(code)
            children.append(_group(groups[code], groups, placed))
    flat = all(isinstance(child, str) for child in children)
    return _filled(
        code=group.code,
        title=group.title,
        text=group.text,
        rule=_rule(group.rule),
        missing=_missing(group.missing),
        children=_listed(children) if flat else children,
    )


def _rule(rule: Rule) -> Any:  # noqa: ANN401 -- a word or a mapping
    match rule:
        case Weighted():
            return _one("weighted", _inline(**{code: _number(weight) for code, weight in rule.weights.items()}))
        case Lookup():
            rows = ((_inline(**{code: _points(each) for code, each in row.when.items()}), row) for row in rule.rows)
            return {"lookup": [_inline(when=when, score=_number(row.score)) for when, row in rows]}
        case Geometric():
            return _one("geometric", _inline(floor=_number(rule.floor)))
        case _:
            return type(rule).__name__.lower()


def _points(points: tuple[float, ...]) -> Any:  # noqa: ANN401 -- one number or a list
    return _number(points[0]) if len(points) == 1 else _numbers(points)


def _missing(missing: Missing) -> Any:  # noqa: ANN401 -- a word or a mapping
    match missing:
        case Skip():
            return _one("skip", _number(missing.minimum))
        case Substitute():
            settings = _inline(points=_number(missing.points), minimum=_number(missing.minimum))
            return _one("substitute", settings)
        case _:
            return "require"


def _one(key: str, value: Any) -> CommentedMap:  # noqa: ANN401 -- YAML holds anything
    return _inline(**{key: value})


def _question(question: Question) -> dict[str, Any]:
    tags = {axis: values[0] if len(values) == 1 else _listed(values) for axis, values in question.tags.items()}
    return _filled(
        code=question.code,
        title=question.title,
        text=question.text,
        help=question.help,
        tags=_inline(**tags),
        options=list(map(_option, question.options)),
    )


def _option(option: Option) -> CommentedMap:
    points = None if option.points is None else _number(option.points)
    code = "" if option.points is not None and number_text(option.points) == option.code else option.code
    return _inline(code=code, points=points, reason=option.reason and option.reason.value, label=option.label)


def _profile(profile: Profile) -> dict[str, Any]:
    return _filled(
        code=profile.code,
        title=profile.title,
        dimensions=[
            _inline(
                code=each.code, title=each.title, children=_listed(each.children), threshold=_number(each.threshold)
            )
            for each in profile.dimensions
        ],
        approaches=[
            _inline(code=each.code, title=each.title, when=_inline(**each.when)) for each in profile.approaches
        ],
    )


def _place(place: PlaceInfo) -> CommentedMap:
    groups, tile = _listed(place.groups), _listed(place.tile or ())
    return _inline(code=place.code, name=place.name, groups=groups, tile=tile)


def _period(period: PeriodInfo) -> CommentedMap:
    return _inline(code=period.code, label=period.label, reference_date=period.reference_date)
