"""The form of a view: what it may be asked for, with what is asked already."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.index import Lookup
from commonground.publishing.explorer.kinds import TRAITS, Kind, Traits
from commonground.publishing.explorer.own import default_weights
from commonground.publishing.explorer.scope import PREFIX, Scope
from commonground.publishing.explorer.supposed import place_of
from commonground.publishing.queries.options import label_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can be chosen; ``said`` stands beside it."""

    value: str
    label: str
    chosen: bool = False
    said: str = ""
    colour: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A node with a weight, and the parts of it that can be left out or weighed on their own."""

    code: str
    title: str
    weight: str
    parts: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its options, for a place whose answer may be supposed."""

    code: str
    title: str
    now: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedArea:
    """The questions of an area; ``open`` where one of them is supposed."""

    title: str
    open: bool
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures of an area, or the overall scores."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that the form shows."""

    kind: Kind
    traits: Traits
    measures: tuple[Measures, ...]
    against: tuple[Measures, ...]
    groups: tuple[Choice, ...]
    places: tuple[Choice, ...]
    marked: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    since: tuple[Choice, ...]
    parts: tuple[Part, ...]
    place: tuple[Choice, ...]
    areas: tuple[AskedArea, ...]
    whose: str
    hidden: tuple[tuple[str, str], ...]

    @property
    def narrowed(self) -> bool:
        """Whether some of the places are chosen, and not all."""
        return any(each.chosen for each in (*self.groups, *self.places))


def form_of(scope: Scope) -> Form:
    """The form of a view."""
    view = scope.view
    traits = TRAITS[view.kind]
    chosen = view.measure if traits.several and len(view.measure) > 1 else (scope.measure.code,)
    return Form(
        kind=view.kind,
        traits=traits,
        measures=_measures(scope, chosen),
        against=_measures(scope, (scope.against.code,)) if traits.against else (),
        groups=tuple(
            Choice(value=f"{PREFIX}{group.code}", label=group.title, chosen=f"{PREFIX}{group.code}" in view.places)
            for group in scope.groups.values()
        ),
        places=_places(scope, view.places),
        marked=tuple(
            Choice(value=code, label=scope.name(code), chosen=True, colour=scope.colour(code)) for code in scope.marked
        ),
        periods=_periods(scope, scope.period.code),
        since=_periods(scope, scope.since.code if scope.since else "") if traits.since else (),
        parts=_parts(scope) if traits.weighted else (),
        place=_places(scope, (place_of(scope),)) if traits.supposes else (),
        areas=_asked(scope) if traits.supposes else (),
        whose=scope.name(place_of(scope)) if traits.supposes else "",
        hidden=tuple(("hide", word) for word in view.hide),
    )


def _places(scope: Scope, chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=code, label=place.name, chosen=code in chosen) for code, place in scope.opened.places.items()
    )


def _measures(scope: Scope, chosen: tuple[str, ...]) -> tuple[Measures, ...]:
    opened = scope.opened
    framework = opened.framework

    def choice(code: str) -> Choice:
        return Choice(value=code, label=opened.node(code).title, chosen=code in chosen)

    found = [Measures(title="", choices=tuple(map(choice, framework.aggregates)))]
    for area in framework.areas:
        within = _below(scope, area)
        below = [code for code in framework.order if code in within]
        found.append(Measures(title=opened.node(area).title, choices=tuple(map(choice, (area, *below)))))
    return tuple(found)


def _below(scope: Scope, area: str) -> set[str]:
    """The nodes below an area."""
    children = {group.code: group.children for group in scope.opened.framework.groups}
    found: set[str] = set()
    stack = list(children.get(area, ()))
    while stack:
        code = stack.pop()
        found.add(code)
        stack.extend(children.get(code, ()))
    return found


def _periods(scope: Scope, chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=each.code, label=each.label, chosen=each.code == chosen) for each in scope.opened.periods)


def _parts(scope: Scope) -> tuple[Part, ...]:
    opened, given = scope.opened, dict(scope.view.weights)
    usual = (
        {}
        if given
        else {code: f"{weight:.3f}".rstrip("0").rstrip(".") for code, weight in default_weights(scope).items()}
    )
    found = []
    for area in dict.fromkeys((*opened.framework.group(opened.headline).children, *opened.framework.areas)):
        parts = tuple(
            Choice(
                value=code,
                label=opened.node(code).title,
                chosen=code in scope.view.without,
                said=given.get(code, ""),
            )
            for code in (_whole(scope, area) if code_is_group(scope, area) else ())
        )
        found.append(
            Part(code=area, title=opened.node(area).title, weight=given.get(area, usual.get(area, "")), parts=parts)
        )
    return tuple(found)


def code_is_group(scope: Scope, code: str) -> bool:
    return code in {group.code for group in scope.opened.framework.groups}


def _whole(scope: Scope, area: str) -> list[str]:
    """What can be left out of an area: its questions, and tables as wholes."""
    framework = scope.opened.framework
    groups = {group.code: group for group in framework.groups}
    found: list[str] = []
    stack = list(reversed(groups[area].children))
    while stack:
        code = stack.pop()
        if code in groups and not isinstance(groups[code].rule, Lookup):
            stack.extend(reversed(groups[code].children))
        else:
            found.append(code)
    return found


def _asked(scope: Scope) -> tuple[AskedArea, ...]:
    opened, place, supposed = scope.opened, place_of(scope), dict(scope.view.changes)
    found = []
    for area in opened.framework.areas:
        questions = []
        for code in opened.framework.leaves(area):
            question = opened.framework.question(code)
            if question.options:
                now = label_of(question, opened.card[code, place, scope.period.code])
                options = tuple(
                    Choice(value=each.code, label=each.label or each.code, chosen=supposed.get(code) == each.code)
                    for each in question.options
                )
                questions.append(Asked(code=code, title=question.title or code, now=now, options=options))
        changed = any(each.code in supposed for each in questions)
        found.append(AskedArea(title=opened.node(area).title, open=changed, questions=tuple(questions)))
    return tuple(found)
