"""What became of questions from one version to the next: links that a person confirms, and whether a series goes on.

A link is proposed where there is reason to. The same code is the same question, whatever became of it. A question that
is gone is looked for among the new ones of the same section, by its wording: as a whole (renamed), or as one of several
that its wording was divided into (split) or put together with (merged). The same words in another section are another
question: "The data is openly licensed" is about that section's data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.hashes import same_meaning
from commonground.methods.questionnaires.questionnaire import ANSWERED, Option, Question, Questionnaire
from commonground.methods.questionnaires.texts import said
from commonground.methods.sentences import Sentence

ALIKE = 0.8
"""How alike two wordings are where one is proposed to be the other, from 0 to 1."""
NEARLY_SAME = 0.95
"""How alike they are where nothing else is thought of."""
WITHIN = 0.7
"""The share of a part's words that stand in the whole, where a split or a merger is proposed."""

SAYING = 4
"""Letters of a word that says something."""


class Became(StrEnum):
    """What became of questions."""

    IDENTICAL = "identical"
    REWORDED = "reworded"
    REMAPPED = "remapped"
    SPLIT = "split"
    MERGED = "merged"
    BROKEN = "broken"


GOES_ON = frozenset({Became.IDENTICAL, Became.REWORDED, Became.REMAPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What became of the questions ``before`` in the questions ``after``; ``options`` maps old codes to new ones."""

    kind: Became
    before: tuple[str, ...]
    after: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether the series goes on: the same is asked, and every earlier answer has its place among the new ones."""
        return self.kind in GOES_ON


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two versions side by side: links for what stands in both, what is gone, what is new.

    ``elsewhere`` pairs what is gone with what is new in another section and has the same words and options: no link is
    proposed, since the section may say what they are about; a person may make one.
    """

    links: tuple[Link, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many links of each kind, with those removed and added."""
        counted = Counter(link.kind.value for link in self.links)
        return {
            **{kind.value: counted[kind.value] for kind in Became},
            "removed": len(self.removed),
            "added": len(self.added),
        }


def compare(before: Questionnaire, after: Questionnaire) -> Difference:
    """The difference from ``before`` to ``after``, over the questions that are answered or were."""
    return _Comparison(before, after).difference()


def proposed(before: Questionnaire, after: Questionnaire, old: str, new: str) -> Link:
    """What became of the question ``old``, were it ``new`` now."""
    return _Comparison(before, after).pair(before.question(old), after.question(new))


class _Comparison:
    def __init__(self, before: Questionnaire, after: Questionnaire) -> None:
        self.before = before
        self.after = after
        self.old = {each.code: each for each in before.questions if each.kind in ANSWERED}
        self.new = {each.code: each for each in after.questions if each.kind in ANSWERED}
        self.gone = [code for code in self.old if code not in self.new]
        self.come = [code for code in self.new if code not in self.old]

    def difference(self) -> Difference:
        links = [self.pair(self.old[code], self.new[code]) for code in self.old if code in self.new]
        links += [*self.renamed(NEARLY_SAME), *self.split(), *self.merged(), *self.renamed(ALIKE)]
        order = {code: at for at, code in enumerate(self.old)}
        return Difference(
            links=tuple(sorted(links, key=lambda link: order[link.before[0]])),
            removed=tuple(self.gone),
            added=tuple(self.come),
            elsewhere=tuple(self.elsewhere()),
        )

    def elsewhere(self) -> Iterator[tuple[str, str]]:
        for old in self.gone:
            for new in self.come:
                if self.words(old) and self.words(old) == self.words(new, later=True):
                    mapped = _map(self.old[old].options, self.new[new].options, self.before.source, self.after.source)
                    if len(mapped) == len(self.new[new].options) == len(self.old[old].options):
                        yield old, new

    def pair(self, old: Question, new: Question) -> Link:
        """What became of one question in another."""
        before, after = (old.code,), (new.code,)
        mapped = _map(old.options, new.options, self.before.source, self.after.source)
        kept = all(mapped.get(option.code) == option.code for option in old.options)
        unchanged = self.conditions(old, self.before) == self.conditions(new, self.after)
        if kept and unchanged and same_meaning(old, new):
            same = _all_words(old, self.before) == _all_words(new, self.after)
            return Link(kind=Became.IDENTICAL if same else Became.REWORDED, before=before, after=after)
        if old.answer_kind is not new.answer_kind or {each.code for each in old.items} - {
            each.code for each in new.items
        }:
            return Link(kind=Became.BROKEN, reason="another kind of answer is asked for", before=before, after=after)
        lost = sorted({each.code for each in old.options} - mapped.keys())
        if lost:
            return Link(
                kind=Became.BROKEN,
                options=mapped,
                reason=f"no option stands for {', '.join(lost)}",
                before=before,
                after=after,
            )
        if _changed_options(old, new, mapped):
            return Link(
                kind=Became.REMAPPED,
                options=mapped,
                reason="the options or their points changed",
                before=before,
                after=after,
            )
        return Link(
            kind=Became.REWORDED, reason="its conditions changed, its options did not", before=before, after=after
        )

    def conditions(self, question: Question, questionnaire: Questionnaire) -> tuple[str, ...]:
        return tuple(each.relevance for each in questionnaire.around(question.section) if each.relevance)

    def renamed(self, least: float) -> Iterator[Link]:
        """Questions that are gone, and new ones of the same section with nearly their words: the nearest first."""
        near = sorted(
            (
                (-alike, old, new)
                for old in self.gone
                for new in self.come
                if self.same_place(old, new)
                and (alike := _alike(self.words(old), self.words(new, later=True))) >= least
            ),
        )
        for _, old, new in near:
            if old in self.gone and new in self.come:
                self.gone.remove(old)
                self.come.remove(new)
                yield self.pair(self.old[old], self.new[new])

    def split(self) -> Iterator[Link]:
        for old in list(self.gone):
            parts = self.parts(self.words(old), [new for new in self.come if self.same_place(old, new)], later=True)
            if len(parts) > 1:
                self.gone.remove(old)
                self.come = [code for code in self.come if code not in parts]
                yield Link(kind=Became.SPLIT, before=(old,), after=tuple(parts), reason="its wording was divided")

    def merged(self) -> Iterator[Link]:
        for new in list(self.come):
            whole = self.words(new, later=True)
            parts = self.parts(whole, [old for old in self.gone if self.same_place(old, new)], later=False)
            if len(parts) > 1:
                self.come.remove(new)
                self.gone = [code for code in self.gone if code not in parts]
                yield Link(kind=Became.MERGED, before=tuple(parts), after=(new,), reason="their wordings were joined")

    def parts(self, whole: str, candidates: Sequence[str], *, later: bool) -> list[str]:
        """Those of ``candidates`` whose words stand in ``whole`` and that together say most of it."""
        words = _tokens(whole)
        found = [code for code in candidates if _share(_tokens(self.words(code, later=later)), words) >= WITHIN]
        together = set().union(*(_tokens(self.words(code, later=later)) for code in found)) if found else set()
        return found if _share(words, together) >= WITHIN else []

    def same_place(self, old: str, new: str) -> bool:
        """Whether two questions stand in sections of the same name, all the way up."""
        here = [each.code for each in self.before.around(self.old[old].section)]
        return here == [each.code for each in self.after.around(self.new[new].section)]

    def words(self, code: str, *, later: bool = False) -> str:
        questionnaire = self.after if later else self.before
        question = (self.new if later else self.old)[code]
        return said(question.text, questionnaire.source) or said(question.title, questionnaire.source)


def _tokens(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SAYING}


def _share(part: set[str], whole: set[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; 0 where a first look tells that it is less than would count."""
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    if not (one and other) or matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _all_words(question: Question, questionnaire: Questionnaire) -> object:
    options = {option.code: dict(option.label) for option in question.options}
    items = {item.code: dict(item.label) for item in question.items}
    texts = (question.title, question.text, question.help, question.guidance, question.constraint_message)
    return [dict(each) for each in texts], options, items, dict(question.evidence.text), questionnaire.source


def _map(old: Sequence[Option], new: Sequence[Option], source: str, target: str) -> dict[str, str]:
    """Each old option's place among the new: the same code and words or points, else the same words, else points."""
    found: dict[str, str] = {}
    for option in old:
        match = _match(option, new, source, target)
        if match is not None:
            found[option.code] = match.code
    return found


def _match(option: Option, new: Sequence[Option], source: str, target: str) -> Option | None:
    def words(each: Option, language: str) -> str:
        return " ".join(said(each.label, language).casefold().split()).rstrip(".")

    same_code = next((each for each in new if each.code == option.code), None)
    same_words = [each for each in new if words(each, target) and words(each, target) == words(option, source)]
    if same_words:
        return same_code if same_code in same_words else same_words[0]
    if _worth(option) == (None, None):
        near = same_code is not None and _alike(words(option, source), words(same_code, target)) >= ALIKE
        return same_code if near or option.label == (same_code.label if same_code else None) else None
    if same_code is not None and _worth(same_code) == _worth(option):
        return same_code
    worth = [each for each in new if _worth(each) == _worth(option)]
    return worth[0] if len(worth) == 1 else None


def _worth(option: Option) -> tuple[float | None, str | None]:
    return option.points, option.reason


def _changed_options(old: Question, new: Question, mapped: Mapping[str, str]) -> bool:
    worth = {option.code: _worth(option) for option in new.options}
    moved = any(code != to for code, to in mapped.items())
    return (
        moved
        or len(old.options) != len(new.options)
        or any(_worth(option) != worth[mapped[option.code]] for option in old.options)
    )


def link_problems(before: Questionnaire, after: Questionnaire, link: Link) -> Iterator[Problem]:
    """Why ``link`` cannot be so: questions that are not there, too many or too few, options without their place."""
    for codes, questionnaire in ((link.before, before), (link.after, after)):
        for code in codes:
            if code not in questionnaire:
                yield _impossible(
                    Sentence(
                        'There is no question "%(code)s" in version %(version)s.',
                        code=code,
                        version=questionnaire.version,
                    )
                )
    least, most = HOW_MANY[link.kind]
    if not (least[0] <= len(link.before) <= most[0] and least[1] <= len(link.after) <= most[1]):
        yield _impossible(
            Sentence(
                'A link of the kind "%(kind)s" has other numbers of questions before and after.',
                kind=KINDS[link.kind],
            )
        )
    elif link.kind in GOES_ON and link.before[0] in before and link.after[0] in after:
        yield from _without_place(before.question(link.before[0]), after.question(link.after[0]), link)


ANY = 1000
HOW_MANY = {
    Became.IDENTICAL: ((1, 1), (1, 1)),
    Became.REWORDED: ((1, 1), (1, 1)),
    Became.REMAPPED: ((1, 1), (1, 1)),
    Became.SPLIT: ((1, 2), (1, ANY)),
    Became.MERGED: ((2, 1), (ANY, 1)),
    Became.BROKEN: ((1, 0), (ANY, ANY)),
}
"""The least and the most questions before and after."""
KINDS = {
    Became.IDENTICAL: Sentence("identical"),
    Became.REWORDED: Sentence("reworded"),
    Became.REMAPPED: Sentence("options remapped"),
    Became.SPLIT: Sentence("split"),
    Became.MERGED: Sentence("merged"),
    Became.BROKEN: Sentence("broken"),
}


def _without_place(old: Question, new: Question, link: Link) -> Iterator[Problem]:
    """Where a series goes on, every earlier answer has its place among the new ones."""
    mapped = link.options if link.kind is Became.REMAPPED else {option.code: option.code for option in old.options}
    offered = {option.code for option in new.options}
    for option in old.options:
        if mapped.get(option.code) not in offered:
            yield _impossible(
                Sentence(
                    'The option "%(option)s" of "%(old)s" has no place among those of "%(new)s".',
                    option=option.code,
                    old=old.code,
                    new=new.code,
                )
            )


def _impossible(message: str) -> Problem:
    remedy = Sentence("Choose another kind of link, or other questions or options.")
    return Problem(code="questionnaire-link", message=message, remedy=remedy)
