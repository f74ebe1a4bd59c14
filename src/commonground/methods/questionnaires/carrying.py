"""A scoring framework carried over to a later version of its questionnaire.

What goes on keeps its place and weight, under its new code and with its new words. What is no longer asked leaves its
group, whose other weights grow in proportion. What is new stands nowhere until somebody places it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import fsum

from commonground.methods.errors import FrameworkError, Problem
from commonground.methods.index.framework import Framework, Group, Option, Profile, Reason
from commonground.methods.index.framework import Question as Scored
from commonground.methods.index.rules import Lookup, Rule, Weighted
from commonground.methods.questionnaires.compare import Link
from commonground.methods.questionnaires.questionnaire import Option as Choice
from commonground.methods.questionnaires.questionnaire import Question, Questionnaire
from commonground.methods.questionnaires.scoring import fit_problems, leaf_code, leaves, scorable
from commonground.methods.questionnaires.texts import said
from commonground.methods.sentences import Sentence

Worth = tuple[float | None, Reason | None]
NOTHING: Worth = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where a new question belongs: a group, and its weight there where the group has weights. No group: not scored."""

    group: str = ""
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A question that goes on: its code before and now, and what became of it."""

    before: str
    after: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What carrying over comes to. ``framework`` is None while there are problems.

    ``dropped`` is scored no more, ``emptied`` are groups that went with it, ``scaled`` those whose weights changed,
    ``new`` what has to be placed.
    """

    kept: tuple[Kept, ...]
    dropped: tuple[str, ...]
    emptied: tuple[str, ...]
    scaled: tuple[str, ...]
    new: tuple[str, ...]
    framework: Framework | None = None
    problems: tuple[Problem, ...] = field(default=())


def homes(framework: Framework) -> tuple[Group, ...]:
    """The groups that questions stand in."""
    questions = {question.code for question in framework.questions}
    return tuple(group for group in framework.groups if questions.intersection(group.children))


def carry(
    framework: Framework,
    before: Questionnaire,
    after: Questionnaire,
    links: Mapping[str, Link],
    *,
    unsettled: Collection[str] = (),
    placed: Mapping[str, Placing],
    version: str,
) -> Carried:
    """``framework`` for ``after``. ``links`` says what became of each question of ``before``.

    ``unsettled`` are questions before of which nobody has said it yet; ``placed`` is where new ones belong, by the code
    that scores know.
    """
    return _Carrier(framework, before, after, links, placed).carried(unsettled, version)


class _Carrier:
    def __init__(
        self,
        framework: Framework,
        before: Questionnaire,
        after: Questionnaire,
        links: Mapping[str, Link],
        placed: Mapping[str, Placing],
    ) -> None:
        self.framework, self.links, self.after = framework, links, after
        self.earlier, self.later = leaves(before), leaves(after)
        self.codes = dict(self.followed())
        self.new = tuple(self.added())
        self.homes = {code: placed[code] for code in self.new if code in placed and placed[code].group}
        self.unplaced = [code for code in self.new if code not in placed]
        self.groups = {group.code: group for group in framework.groups}
        self.children = self.grown()

    def carried(self, unsettled: Collection[str], version: str) -> Carried:
        problems = [*self.waiting(unsettled), *self.problems()]
        made = None
        if not problems:
            try:
                made = self.made(version)
                problems += fit_problems(self.after, made)
            except FrameworkError as error:
                problems += error.problems
        return Carried(
            kept=tuple(self.kept()),
            dropped=tuple(each.code for each in self.framework.questions if each.code not in self.codes),
            emptied=tuple(code for code in self.groups if not self.children[code]),
            scaled=tuple(code for code in self.groups if self.children[code] and self.changed(code)),
            new=self.new,
            framework=None if problems else made,
            problems=tuple(problems),
        )

    def followed(self) -> Iterator[tuple[str, str]]:
        """The code that each scored question has now."""
        for scored in self.framework.questions:
            question, item = self.earlier.get(scored.code, (None, ""))
            link = self.links.get(question.code) if question else None
            if link and link.goes_on and leaf_code(link.after[0], item) in self.later:
                yield scored.code, leaf_code(link.after[0], item)

    def added(self) -> Iterator[str]:
        """What can be scored now and was not asked before; what was asked and not scored stays so."""
        went_on = {link.after[0]: link.before[0] for link in self.links.values() if link.goes_on}
        for code, (question, item) in self.later.items():
            was = leaf_code(went_on[question.code], item) if question.code in went_on else ""
            if scorable(question) and was not in self.earlier:
                yield code

    def kept(self) -> Iterator[Kept]:
        for before, after in self.codes.items():
            yield Kept(before=before, after=after, kind=self.links[self.earlier[before][0].code].kind.value)

    def grown(self) -> dict[str, tuple[str, ...]]:
        """The children of every group now; none where nothing is left of it."""
        found = {code: tuple(self.moved(group)) for code, group in self.groups.items()}
        while True:
            empty = {code for code, children in found.items() if not children}
            fewer = {code: tuple(c for c in children if c not in empty) for code, children in found.items()}
            if fewer == found:
                return found
            found = fewer

    def moved(self, group: Group) -> Iterator[str]:
        for child in group.children:
            if child in self.groups or child in self.codes:
                yield self.codes.get(child, child)
        yield from (code for code, home in self.homes.items() if home.group == group.code)

    def changed(self, code: str) -> bool:
        """Whether the weights of a group are others than before."""
        group = self.groups[code]
        return (
            isinstance(group.rule, Weighted)
            and tuple(self.codes.get(child, child) for child in group.children) != self.children[code]
        )

    def waiting(self, unsettled: Collection[str]) -> Iterator[Problem]:
        for code in unsettled:
            yield Problem(
                code="scoring-link",
                place=code,
                message=Sentence("Nobody has confirmed what became of this question."),
                remedy=Sentence("Confirm its link on the page of changes."),
            )
        # What is not settled may turn out to be what seems new.
        for code in () if unsettled else self.unplaced:
            yield Problem(
                code="scoring-unplaced",
                place=code,
                message=Sentence("This question is new and has no place in the framework."),
                remedy=Sentence("Choose a group for it, or say that it is not scored."),
            )

    def problems(self) -> Iterator[Problem]:
        for code, home in self.homes.items():
            yield from self.home_problems(code, home)
        for code, group in self.groups.items():
            if isinstance(group.rule, Lookup) and self.children[code] and self.torn(group):
                yield Problem(
                    code="scoring-lookup",
                    place=code,
                    message=Sentence(
                        "A table gives this group its score, and its questions are not the same any more."
                    ),
                    remedy=Sentence("Write the framework as a file."),
                )
        for profile in self.framework.profiles:
            for dimension in profile.dimensions:
                if not self.followed_in(dimension.children):
                    yield Problem(
                        code="scoring-profile",
                        place=f"{profile.code}, {dimension.code}",
                        message=Sentence("Nothing that this dimension is made of is asked any more."),
                        remedy=Sentence("Write the framework as a file."),
                    )

    def home_problems(self, code: str, home: Placing) -> Iterator[Problem]:
        if home.group not in self.groups:
            message = Sentence('There is no group "%(group)s".', group=home.group)
            yield Problem(
                code="scoring-group", place=code, message=message, remedy=Sentence("Choose one that there is.")
            )
        elif isinstance(self.groups[home.group].rule, Weighted) and not 0 < (home.weight or 0) <= 1:
            yield self.weight_problem(code)

    def weight_problem(self, code: str) -> Problem:
        return Problem(
            code="scoring-weight",
            place=code,
            message=Sentence("The group has weights, and leaves none for this question, or too little for the others."),
            remedy=Sentence("Write a weight above 0; those that are new in a group come to less than 1 together."),
        )

    def torn(self, group: Group) -> bool:
        return len(self.children[group.code]) != len(group.children) or any(
            home.group == group.code for home in self.homes.values()
        )

    def followed_in(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Children by their new codes, without what is gone."""
        there = {*self.codes.values(), *(code for code in self.groups if self.children[code])}
        return tuple(new for new in (self.codes.get(code, code) for code in codes) if new in there)

    def made(self, version: str) -> Framework:
        left = [code for code in self.groups if self.children[code]]
        return replace(
            self.framework,
            version=version,
            questions=tuple(self.questions()),
            groups=tuple(
                replace(self.groups[code], children=self.children[code], rule=self.rule(self.groups[code]))
                for code in left
            ),
            aggregates=tuple(code for code in self.framework.aggregates if code in left),
            areas=tuple(code for code in self.framework.areas if code in left),
            profiles=tuple(map(self.profile, self.framework.profiles)),
        )

    def rule(self, group: Group) -> Rule:
        match group.rule:
            case Weighted(weights=weights) if self.changed(group.code):
                return Weighted(weights=self.weights(group.code, weights))
            case Weighted(weights=weights):
                return Weighted(weights={self.codes.get(code, code): each for code, each in weights.items()})
            case Lookup(rows=rows):
                renamed = (
                    replace(row, when={self.codes.get(code, code): points for code, points in row.when.items()})
                    for row in rows
                )
                return Lookup(rows=tuple(renamed))
            case rule:
                return rule

    def weights(self, group: str, before: Mapping[str, float]) -> dict[str, float]:
        """What stays keeps its proportions in what the new ones leave."""
        new = {code: home.weight or 0.0 for code, home in self.homes.items() if home.group == group}
        old = {self.codes.get(code, code): weight for code, weight in before.items()}
        stay = {code: old[code] for code in self.children[group] if code not in new}
        rest, whole = 1 - fsum(new.values()), fsum(stay.values())
        if stay and rest <= 0:
            raise FrameworkError(*map(self.weight_problem, new))
        scaled = {code: weight * rest / whole for code, weight in stay.items()}
        alone = fsum(new.values()) if not stay else 1.0
        return {**scaled, **{code: weight / alone for code, weight in new.items()}}

    def profile(self, profile: Profile) -> Profile:
        dimensions = (replace(each, children=self.followed_in(each.children)) for each in profile.dimensions)
        return replace(profile, dimensions=tuple(dimensions))

    def questions(self) -> Iterator[Scored]:
        were = {after: before for before, after in self.codes.items()}
        for code, (question, item) in self.later.items():
            if code in were:
                yield self.question(code, question, item, self.framework.question(were[code]))
            elif code in self.homes:
                yield self.question(code, question, item, None)

    def question(self, code: str, question: Question, item: str, before: Scored | None) -> Scored:
        """The question with its words of now, in the source language."""
        source = self.after.source
        row = next((said(each.label, source) or each.code for each in question.items if each.code == item), "")
        return Scored(
            code=code,
            title=": ".join(filter(None, (question.heading(source), row))),
            text=said(question.text, source),
            help=said(question.help, source),
            options=tuple(self.options(question, before)),
            tags=question.tags or (before.tags if before else {}),
        )

    def options(self, question: Question, before: Scored | None) -> Iterator[Option]:
        if before is None or before.options:
            for option in question.options:
                points, reason = self.worth(option, before)
                label = said(option.label, self.after.source)
                yield Option(code=option.code, label=label, points=points, reason=reason)

    def worth(self, option: Choice, before: Scored | None) -> Worth:
        """What the framework gave to the options that became this one, unless the questionnaire has changed its own."""
        told = (option.points, option.reason)
        if before is None:
            return told
        question, _ = self.earlier[before.code]
        became = self.links[question.code].options
        came = [each for each in before.options if became.get(each.code, each.code) == option.code]
        codes = {each.code for each in came}
        asked = {(each.points, each.reason) for each in question.options if each.code in codes}
        scored = {(each.points, each.reason) for each in came}
        if len(scored) != 1 or (told != NOTHING and told not in asked):
            return told
        return scored.pop()
