"""A questionnaire as it is printed in one language: headings, questions and what stands under each, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from commonground.methods.questionnaires.questionnaire import ANSWERED, Kind, Option, Question, Questionnaire, Section
from commonground.methods.questionnaires.texts import Texts, base_of, is_rtl
from commonground.methods.tables.spelling import number_text

Words = Mapping[str, str]
"""What the paper says of its own, in its language, by name: ``PHRASES`` lists the names."""

PHRASES = frozenset(
    {f"kind.{kind}" for kind in ANSWERED}
    | {"kind.note", "kind.calculated", "kind.kept", "kind.whole", "rows", "law", "practice", "required", "weight"}
    | {"asked-if", "must-fit", "worked-out", "evidence", "citations", "comment", "guidance", "not-here", "points"}
    | {"last", "answer", "your-comment", "reason.not_applicable", "reason.no_data"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text and its language, which is the source language where there is no translation."""

    text: str
    language: str
    rtl: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option, and what it is worth in words."""

    code: str
    label: Spoken
    worth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A word of the paper's own before a text."""

    label: str
    said: Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section's heading or a question; ``level`` counts headings from 1, below the title's."""

    level: int
    is_section: bool
    code: str
    heading: Spoken
    text: Spoken | None = None
    help: Spoken | None = None
    asks: str = ""
    facts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    items: tuple[Spoken, ...] = ()
    lines: tuple[Line, ...] = ()
    before: tuple[Line, ...] = ()
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The whole. ``about`` says under the title whose it is and how far it is."""

    title: Spoken
    text: Spoken | None
    about: tuple[str, ...]
    language: str
    rtl: bool
    words: Words
    entries: tuple[Entry, ...]

    def plain(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who it is printed for: the questions they see, whether points and reviewers' guidance, and the answers before.

    ``before`` holds what was answered last by question, each with the words that stand before it.
    """

    questions: Collection[str] | None = None
    points: bool = True
    guidance: bool = True
    before: Mapping[str, Sequence[tuple[str, str]]] | None = None


TEAM = Reader()
DEEPEST = 3


def paper_of(
    questionnaire: Questionnaire,
    *,
    language: str,
    words: Words,
    about: Sequence[str] = (),
    reader: Reader = TEAM,
) -> Paper:
    """``questionnaire`` in ``language``, for ``reader``; what is not translated stands in the source language."""
    printer = _Printer(questionnaire, language, words, reader)
    title = printer.say(questionnaire.title) or printer.plain(questionnaire.code)
    return Paper(
        title=title,
        text=printer.say(questionnaire.text),
        about=tuple(about),
        language=language,
        rtl=is_rtl(language),
        words=words,
        entries=tuple(printer.entries()),
    )


class _Printer:
    def __init__(self, questionnaire: Questionnaire, language: str, words: Words, reader: Reader) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.words = words
        self.reader = reader

    def say(self, texts: Texts) -> Spoken | None:
        order = (self.language, base_of(self.language), self.questionnaire.source, *texts)
        found = next((each for each in order if texts.get(each)), None)
        return Spoken(text=texts[found], language=found, rtl=is_rtl(found)) if found else None

    def plain(self, text: str) -> Spoken:
        return Spoken(text=text, language=self.language, rtl=is_rtl(self.language))

    def code(self, text: str) -> Spoken:
        """What is no language, and runs from left to right."""
        return Spoken(text=text, language=self.questionnaire.source, rtl=False)

    def entries(self) -> Iterator[Entry]:
        said: set[str] = set()
        for question in self.questionnaire.questions:
            if self.reader.questions is not None and question.code not in self.reader.questions:
                continue
            around = list(self.questionnaire.around(question.section))[::-1]
            for level, section in enumerate(around, start=1):
                if section.code not in said:
                    said.add(section.code)
                    yield self.section(section, min(level, DEEPEST))
            yield self.question(question)

    def section(self, section: Section, level: int) -> Entry:
        lines = [Line(label=self.words["asked-if"], said=self.code(section.relevance))] if section.relevance else []
        heading = self.say(section.title) or self.plain(section.code)
        return Entry(
            level=level,
            is_section=True,
            code=section.code,
            heading=heading,
            text=self.say(section.text),
            lines=tuple(lines),
        )

    def question(self, question: Question) -> Entry:
        text, title = self.say(question.text), self.say(question.title)
        return Entry(
            level=min(len(list(self.questionnaire.around(question.section))), DEEPEST) + 1,
            is_section=False,
            code=question.code,
            heading=text or title or self.plain(question.code),
            text=title if text and title and title.text != text.text else None,
            help=self.say(question.help),
            asks=self.asks(question),
            facts=tuple(self.facts(question)),
            choices=tuple(map(self.choice, question.options)) if question.kind in ANSWERED else (),
            items=tuple(self.say(item.label) or self.plain(item.code) for item in question.items),
            lines=tuple(self.lines(question)),
            before=tuple(self.before(question.code)),
            answered=question.answerable,
        )

    def asks(self, question: Question) -> str:
        if question.kept:
            return self.words["kind.kept"]
        whole = question.answer_kind is Kind.NUMBER and question.whole
        kind = self.words["kind.whole" if whole else f"kind.{question.answer_kind}"]
        return f"{self.words['rows']} {kind}" if question.kind is Kind.TABLE else kind

    def facts(self, question: Question) -> Iterator[str]:
        if question.law_or_practice:
            yield self.words[question.law_or_practice]
        if question.required:
            yield self.words["required"]
        if self.reader.points and question.weight is not None:
            yield f"{self.words['weight']} {number_text(question.weight)}"

    def choice(self, option: Option) -> Choice:
        worth = ""
        if self.reader.points and option.points is not None:
            worth = self.words["points"] % {"points": number_text(option.points)}
        elif option.reason is not None:
            worth = self.words.get(f"reason.{option.reason.value}", option.reason.value)
        return Choice(code=option.code, label=self.say(option.label) or self.plain(option.code), worth=worth)

    def lines(self, question: Question) -> Iterator[Line]:
        conditions = (
            ("asked-if", question.relevance),
            ("must-fit", question.constraint),
            ("worked-out", question.calculation),
            ("not-here", question.kept),
        )
        for label, written in conditions:
            if written.strip():
                yield Line(label=self.words[label], said=self.code(written))
        yield from self.evidence(question)
        guidance = self.say(question.guidance) if self.reader.guidance else None
        if guidance:
            yield Line(label=self.words["guidance"], said=guidance)

    def evidence(self, question: Question) -> Iterator[Line]:
        wanted = []
        if question.evidence.citations:
            wanted.append(f"{self.words['citations']} {question.evidence.citations}")
        if question.evidence.comment:
            wanted.append(self.words["comment"])
        if wanted:
            yield Line(label=self.words["evidence"], said=self.plain("; ".join(wanted)))
        rule = self.say(question.evidence.text)
        if rule:
            yield Line(label=self.words["evidence"], said=rule)

    def before(self, code: str) -> Iterator[Line]:
        for label, text in (self.reader.before or {}).get(code, ()):
            yield Line(label=label, said=self.plain(text))
