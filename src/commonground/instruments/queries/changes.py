"""What a page of the difference between two versions shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from commonground.instruments.models import LinkKind, QuestionLink, QuestionnaireVersion
from commonground.methods.questionnaires import Question, Questionnaire, said
from commonground.methods.questionnaires.compare import Became, Link, compare
from commonground.methods.questionnaires.suggest import suggest_links

PER_CENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stand in both texts, or in one of them."""

    text: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A link as it reads. ``key`` is 0 where it is only found by comparing, and nobody has asked for it to be kept."""

    key: int
    kind: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    goes_on: bool
    confirmed: bool
    reason: str
    pieces: tuple[Piece, ...]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A question by its code and words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Two questions of like words that a person might link."""

    before: Wording
    after: Wording
    percent: int
    same_options: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The difference between two versions, as a page shows it."""

    lines: tuple[LinkLine, ...]
    removed: tuple[Wording, ...]
    added: tuple[Wording, ...]
    suggested: tuple[Suggested, ...]
    counts: tuple[tuple[str, str, int, int], ...]
    goes_on: int
    same_meaning: bool

    @property
    def unkept(self) -> int:
        """Links that comparing finds and that are not kept yet."""
        return sum(not line.key for line in self.lines)


def others(version: QuestionnaireVersion) -> tuple[QuestionnaireVersion, ...]:
    """The other versions of the index, the newest first."""
    return tuple(version.index.questionnaires.exclude(pk=version.pk).order_by("-number"))


def changes(older: QuestionnaireVersion, newer: QuestionnaireVersion) -> Changes:
    """Links that are kept, then those that comparing finds; what is gone and new; and what is worded alike."""
    before, after = older.questionnaire(), newer.questionnaire()
    found = compare(before, after)
    kept = tuple(QuestionLink.objects.filter(older=older, newer=newer))
    old = {code for row in kept for code in row.before}
    new = {code for row in kept for code in row.after}
    rest = [link for link in found.links if not (old & set(link.before) or new & set(link.after))]
    lines = [_line(before, after, _of(row), row.pk, confirmed=row.confirmed_at is not None) for row in kept]
    lines += [_line(before, after, link, 0, confirmed=False) for link in rest]
    order = {question.code: at for at, question in enumerate(before.questions)}
    lines.sort(key=lambda line: order.get(line.before[0], -1) if line.before else -1)
    removed = tuple(code for code in found.removed if code not in old)
    added = tuple(code for code in found.added if code not in new)
    suggested = [each for each in suggest_links(before, after, found) if each.before in removed and each.after in added]
    return Changes(
        lines=tuple(lines),
        removed=tuple(_wording(before, code) for code in removed),
        added=tuple(_wording(after, code) for code in added),
        suggested=tuple(
            Suggested(
                before=_wording(before, each.before),
                after=_wording(after, each.after),
                percent=round(each.likeness * PER_CENT),
                same_options=each.same_options,
            )
            for each in suggested
        ),
        counts=tuple(_counts(lines)),
        goes_on=sum(line.goes_on for line in lines),
        same_meaning=older.meaning_hash == newer.meaning_hash,
    )


def _counts(lines: list[LinkLine]) -> Iterator[tuple[str, str, int, int]]:
    """Kind, its word, how many there are, and how many of those wait for a person."""
    for kind in LinkKind:
        of_kind = [line for line in lines if line.kind == kind.value]
        waiting = sum(1 for line in of_kind if line.key and not line.confirmed)
        yield kind.value, str(kind.label), len(of_kind), waiting


def _of(row: QuestionLink) -> Link:
    return Link(
        kind=Became(row.kind), before=tuple(row.before), after=tuple(row.after), options=row.options, reason=row.reason
    )


def _line(before: Questionnaire, after: Questionnaire, link: Link, key: int, *, confirmed: bool) -> LinkLine:
    one_to_one = len(link.before) == len(link.after) == 1
    both = one_to_one and link.before[0] in before and link.after[0] in after
    old = before.question(link.before[0]) if both else None
    new = after.question(link.after[0]) if both else None
    return LinkLine(
        key=key,
        kind=link.kind.value,
        label=str(LinkKind(link.kind.value).label),
        before=link.before,
        after=link.after,
        goes_on=link.goes_on,
        confirmed=confirmed,
        reason=link.reason,
        pieces=_pieces(_words(old, before.source), _words(new, after.source)) if old and new else (),
        options=_mapped(link.options, old, new) if old and new else (),
    )


def _mapped(options: Mapping[str, str], old: Question, new: Question) -> tuple[tuple[str, str], ...]:
    """Options that go elsewhere than to their own code, or nowhere."""
    mapped = [(option.code, options.get(option.code, "")) for option in old.options] if options else []
    there = {option.code for option in new.options}
    return tuple((code, to) for code, to in mapped if code != to or to not in there)


def _words(question: Question, source: str) -> str:
    return said(question.text, source) or question.heading(source)


def _wording(questionnaire: Questionnaire, code: str) -> Wording:
    return Wording(code=code, words=_words(questionnaire.question(code), questionnaire.source))


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both, those that were taken out and those that came in."""
    before, after = old.split(), new.split()
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(text=" ".join(before[a:b]), where="both"))
            continue
        if b > a:
            found.append(Piece(text=" ".join(before[a:b]), where="before"))
        if d > c:
            found.append(Piece(text=" ".join(after[c:d]), where="after"))
    return tuple(found)
