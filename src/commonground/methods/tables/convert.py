"""From the forms of a framework file to the framework that they describe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commonground.methods.index.framework import (
    Approach,
    Band,
    Dimension,
    Framework,
    Group,
    Option,
    Profile,
    Question,
)
from commonground.methods.index.rules import (
    Geometric,
    Lookup,
    Maximum,
    Mean,
    Median,
    Minimum,
    Missing,
    Require,
    Row,
    Rule,
    Skip,
    Substitute,
    Weighted,
)
from commonground.methods.index.structure import reachable
from commonground.methods.tables.forms import (
    FileForm,
    GroupForm,
    MissingForm,
    OptionForm,
    ProfileForm,
    QuestionForm,
    RuleForm,
)


def framework_of(form: FileForm) -> Framework:
    """Return the framework that a file describes. Raises FrameworkError where it contradicts itself."""
    groups = [_group(each) for each in _every_group((*form.aggregates, *form.areas, *form.groups))]
    return Framework(
        code=form.code,
        version=form.version,
        title=form.title,
        text=form.text,
        questions=tuple(_question(each, form.scales) for each in form.questions),
        groups=_in_order(form, groups),
        aggregates=tuple(each.code for each in form.aggregates),
        areas=tuple(each.code for each in form.areas),
        scale=(form.scale[0], form.scale[1]),
        bands=tuple(
            Band(code=band.code, label=band.label, lower=band.lower, upper=band.upper, level=band.level)
            for band in form.bands
        ),
        profiles=tuple(map(_profile, form.profiles)),
    )


def _every_group(forms: Sequence[GroupForm]) -> Iterator[GroupForm]:
    for form in forms:
        yield form
        yield from _every_group([child for child in form.children if isinstance(child, GroupForm)])


def _in_order(form: FileForm, groups: list[Group]) -> tuple[Group, ...]:
    """Order groups by the tree alone, so that it does not matter where in the file a group is written."""
    children = {group.code: group.children for group in groups}
    tops = [each.code for each in (*form.aggregates, *form.areas)]
    order = {code: position for position, code in enumerate(dict.fromkeys((*tops, *reachable(children, tops))))}
    return tuple(sorted(groups, key=lambda group: order.get(group.code, len(order))))


def _group(form: GroupForm) -> Group:
    return Group(
        code=form.code,
        title=form.title,
        text=form.text,
        children=tuple(child.code if isinstance(child, GroupForm) else child for child in form.children),
        rule=_rule(form.rule),
        missing=_missing(form.missing),
    )


def _rule(form: RuleForm) -> Rule:
    if form.weighted is not None:
        return Weighted(weights=form.weighted)
    if form.lookup is not None:
        rows = ({child: tuple(points) for child, points in row.when.items()} for row in form.lookup)
        return Lookup(rows=tuple(Row(when=when, score=row.score) for when, row in zip(rows, form.lookup, strict=True)))
    if form.geometric is not None:
        return Geometric(floor=form.geometric.floor)
    plain: dict[str, Rule] = {"mean": Mean(), "minimum": Minimum(), "maximum": Maximum(), "median": Median()}
    return plain[next(iter(form.model_fields_set))]


def _missing(form: MissingForm) -> Missing:
    if form.skip is not None:
        return Skip(minimum=form.skip)
    if form.substitute is not None:
        return Substitute(points=form.substitute.points, minimum=form.substitute.minimum)
    return Require()


def _question(form: QuestionForm, scales: Mapping[str, Sequence[OptionForm]]) -> Question:
    options = form.options or scales[form.scale]
    return Question(
        code=form.code,
        title=form.title,
        text=form.text,
        help=form.help,
        options=tuple(
            Option(code=option.name, label=option.label, points=option.points, reason=option.reason)
            for option in options
        ),
        tags={axis: tuple(values) for axis, values in form.tags.items()},
    )


def _profile(form: ProfileForm) -> Profile:
    return Profile(
        code=form.code,
        title=form.title,
        dimensions=tuple(
            Dimension(code=each.code, title=each.title, children=tuple(each.children), threshold=each.threshold)
            for each in form.dimensions
        ),
        approaches=tuple(Approach(code=each.code, title=each.title, when=each.when) for each in form.approaches),
    )
