"""What the pages of questionnaires show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.instruments.queries.questionnaires import VersionLine, freeze_checklist, versions_of
from commonground.methods.errors import Problem
from commonground.methods.questionnaires import Option, Question, Questionnaire, Texts, translation_state
from commonground.methods.questionnaires.checks.conditions import condition_problems
from commonground.methods.questionnaires.checks.freezing import Point
from commonground.methods.questionnaires.document import plain
from commonground.methods.questionnaires.questionnaire import ANSWERED, Translated
from commonground.methods.questionnaires.texts import is_rtl

if TYPE_CHECKING:
    from commonground.core.models import User

POINTS = {
    "words": _("Title and words"),
    "answers": _("Every question can be answered"),
    "points": _("Points or a reason for each option"),
    "conditions": _("Conditions run"),
    "pilot": _("Pilot"),
    "rehearsal": _("Dry run of the scoring"),
    "translations": _("Translations"),
    "evidence": _("Evidence"),
    "kept": _("Kept, and not answerable here"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """An index with its versions."""

    index: Index
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text with its language, for a page."""

    text: str
    language: str
    rtl: bool

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLine:
    """A section (with its depth) or a question of a version."""

    what: str
    code: str
    heading: Said
    depth: int
    kind: str = ""
    options: int = 0
    conditions: bool = False
    answered: bool = False
    states: tuple[tuple[str, str], ...] = ()
    problems: int = 0
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A version as a whole."""

    title: Said
    text: Said | None
    lines: tuple[OutlineLine, ...]
    questions: int
    answerable: int
    languages: tuple[tuple[str, int], ...]
    removed: tuple[Mapping[str, Any], ...]
    open_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a questionnaire: what runs here, and what is only kept."""

    kinds: tuple[tuple[str, int], ...]
    sections: int
    options: int
    languages: tuple[str, ...]
    conditions: int
    kept: tuple[tuple[str, tuple[str, ...]], ...]
    sections_kept: tuple[tuple[str, tuple[str, ...]], ...]
    faults: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """A point of the checklist in words; each problem with the code of the question that it is about."""

    label: str
    point: Point
    problems: tuple[tuple[Problem, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A question as it is shown to those who answer."""

    section: Said | None
    heading: Said
    title: Said | None
    help: Said | None
    evidence: Said | None
    kind: str
    choices: tuple[tuple[Option, Said], ...]
    rows: tuple[Said | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotLine:
    """What a pilot told of one question."""

    code: str
    heading: str
    answers: int
    unanswered: int
    seconds: float | None
    percent: int | None
    comments: tuple[str, ...]


def shelves(user: User) -> tuple[Shelf, ...]:
    """The indices that ``user`` works on, each with its versions."""
    mine = Index.objects.visible_to(user).order_by("title")
    return tuple(Shelf(index=index, versions=versions_of(index)) for index in mine)


def say(texts: Texts, *languages: str) -> Said | None:
    """A text in the first of ``languages`` that it has, else in any."""
    found = next((each for each in (*languages, *texts) if texts.get(each)), None)
    return Said(text=texts[found], language=found, rtl=is_rtl(found)) if found else None


def outline(version: QuestionnaireVersion) -> Outline:
    """A version's sections and questions, in the order in which they are asked."""
    of = version.questionnaire()
    points = freeze_checklist(version)
    faults = Counter(problem.place for point in points if point.binding for problem in point.problems)
    return Outline(
        title=say(of.title, of.source) or _plain(of, of.code),
        text=say(of.text, of.source),
        lines=tuple(_lines(of, faults)),
        questions=len(of.questions),
        answerable=sum(each.answerable for each in of.questions),
        languages=tuple((language, _translated(of, language)) for language in of.languages),
        removed=tuple(reversed(version.removed)),
        open_points=sum(point.binding and not point.done for point in points),
    )


def _plain(of: Questionnaire, text: str) -> Said:
    return Said(text=text, language=of.source, rtl=is_rtl(of.source))


def _translated(of: Questionnaire, language: str) -> int:
    """Questions that are done in a language."""
    done = {Translated.SOURCE, Translated.REVIEWED}
    return sum(translation_state(each, language, of.source) in done for each in of.questions)


def _lines(of: Questionnaire, faults: Mapping[str, int]) -> Iterator[OutlineLine]:
    by_section: dict[str, list[Question]] = {}
    for question in of.questions:
        by_section.setdefault(question.section, []).append(question)
    shown: set[str] = set()
    for question in of.questions:
        yield from _sections(of, list(of.around(question.section))[::-1], shown)
        beside = by_section[question.section]
        yield _question(of, question, beside, faults)
    for section in of.sections:
        yield from _sections(of, list(of.around(section.code))[::-1], shown)


def _sections(of: Questionnaire, around: Iterable[Any], shown: set[str]) -> Iterator[OutlineLine]:
    for depth, section in enumerate(around):
        if section.code in shown:
            continue
        shown.add(section.code)
        beside = [each.code for each in of.sections if each.parent == section.parent]
        yield OutlineLine(
            what="section",
            code=section.code,
            heading=say(section.title, of.source) or _plain(of, section.code),
            depth=depth,
            conditions=bool(section.relevance),
            kind=section.kept,
            first=beside[0] == section.code,
            last=beside[-1] == section.code,
        )


def _question(of: Questionnaire, question: Question, beside: list[Question], faults: Mapping[str, int]) -> OutlineLine:
    states = ((each, translation_state(question, each, of.source).value) for each in of.languages[1:])
    heading = say(question.text, of.source) or say(question.title, of.source)
    return OutlineLine(
        what="question",
        code=question.code,
        heading=heading or _plain(of, question.code),
        depth=len(list(of.around(question.section))),
        kind=question.kind.value,
        options=len(question.options) if question.kind in ANSWERED else 0,
        conditions=bool(question.relevance),
        answered=question.answerable,
        states=tuple(states),
        problems=faults.get(question.code, 0),
        first=beside[0] is question,
        last=beside[-1] is question,
    )


def reading(version: QuestionnaireVersion) -> Reading:
    """What a version holds, what of it is kept and not run, and what is wrong with its conditions."""
    of = version.questionnaire()
    kinds = Counter(question.kind.value for question in of.questions if not question.kept)
    written = [text for each in of.questions for text in (each.relevance, each.constraint) if text]
    return Reading(
        kinds=tuple(kinds.most_common()),
        sections=len(of.sections),
        options=sum(len(question.options) for question in of.questions),
        languages=of.languages,
        conditions=len(written) + sum(bool(each.relevance) for each in of.sections),
        kept=_by_reason((each.kept, each.code) for each in of.questions),
        sections_kept=_by_reason((each.kept, each.code) for each in of.sections),
        faults=tuple(condition_problems(of, kept=True)),
    )


def _by_reason(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    reasons: dict[str, list[str]] = {}
    for why, code in found:
        if why:
            reasons.setdefault(why, []).append(code)
    return tuple((why, tuple(codes)) for why, codes in reasons.items())


def points(version: QuestionnaireVersion) -> tuple[PointLine, ...]:
    """The checklist with what each problem is about: a question, a section, or the whole."""
    of = version.questionnaire()
    sections = {each.code for each in of.sections}
    return tuple(
        PointLine(
            label=str(POINTS[point.code]),
            point=point,
            problems=tuple((problem, *_about(of, sections, problem.place)) for problem in point.problems),
        )
        for point in freeze_checklist(version)
    )


def _about(of: Questionnaire, sections: set[str], place: str) -> tuple[str, str]:
    if place in of:
        return "question", place
    return ("section", place) if place in sections else ("", place)


def preview(of: Questionnaire, code: str, language: str = "") -> Preview:
    """A question as those who answer see it in ``language``."""
    question = of.question(code)
    spoken = (language or of.source, of.source)
    section = next((say(each.title, *spoken) for each in of.around(question.section) if each.title), None)
    text, title = say(question.text, *spoken), say(question.title, *spoken)
    items = tuple(say(item.label, *spoken) or _plain(of, item.code) for item in question.items)
    return Preview(
        section=section,
        heading=text or title or _plain(of, code),
        title=title if text and title else None,
        help=say(question.help, *spoken),
        evidence=say(question.evidence.text, *spoken),
        kind=question.answer_kind.value,
        choices=tuple((each, say(each.label, *spoken) or _plain(of, each.code)) for each in question.options),
        rows=items or (None,),
    )


def neighbours(of: Questionnaire, code: str) -> tuple[str, str]:
    """The codes of the questions before and after one; empty at the ends."""
    codes = ["", *(each.code for each in of.questions), ""]
    at = codes.index(code, 1)
    return codes[at - 1], codes[at + 1]


def beside(stands: object, typed: object) -> tuple[tuple[str, str, str], ...]:
    """Where what stands differs from what was typed: its place, the one and the other, as texts."""
    one, other = dict(_flat(stands)), dict(_flat(typed))
    return tuple(
        (key, one.get(key, ""), other.get(key, "")) for key in {**one, **other} if one.get(key) != other.get(key)
    )


def _flat(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    document = plain(value) if is_dataclass(value) else value
    if isinstance(document, dict):
        for key, each in document.items():
            yield from _flat(each, f"{place} › {key}" if place else str(key))
    elif isinstance(document, list | tuple):
        for at, each in enumerate(document, start=1):
            yield from _flat(each, f"{place} {at}")
    elif document not in (None, ""):
        yield place, str(document)


def pilot_lines(version: QuestionnaireVersion) -> tuple[PilotLine, ...]:
    """The report on the pilot, question by question, those with most disagreement first."""
    of = version.questionnaire()
    found = [_pilot_line(of, each) for each in (version.pilot or {}).get("questions", ())]
    return tuple(sorted(found, key=lambda line: -(line.percent or 0)))


def _pilot_line(of: Questionnaire, said: Mapping[str, Any]) -> PilotLine:
    code, share = said["question"], said["disagreement"]
    return PilotLine(
        code=code,
        heading=of.question(code).heading(of.source) if code in of else "",
        answers=said["answers"],
        unanswered=said["unanswered"],
        seconds=said["seconds"],
        percent=None if share is None else round(share * 100),
        comments=tuple(said["comments"]),
    )
