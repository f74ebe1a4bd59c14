"""The checklist before a questionnaire is frozen: what must be done, and what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.checks.conditions import condition_problems
from commonground.methods.questionnaires.hashes import translation_state
from commonground.methods.questionnaires.questionnaire import Kind, Question, Questionnaire, Translated
from commonground.methods.sentences import Sentence

CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE})
UNDONE = {
    Translated.MISSING: Sentence("missing"),
    Translated.PARTIAL: Sentence("partial"),
    Translated.DRAFT: Sentence("draft"),
    Translated.OUTDATED: Sentence("outdated"),
}
"""States of a translation that is not done, in words."""
ROWLESS = {
    Kind.TABLE: Sentence("table"),
    Kind.NOTE: Sentence("note"),
    Kind.CALCULATED: Sentence("calculated"),
    Kind.KEPT: Sentence("kept"),
}
"""Kinds that no row of a table can have, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the checklist. A ``binding`` one with problems keeps the questionnaire from being frozen."""

    code: str
    binding: bool
    problems: tuple[Problem, ...] = ()

    @property
    def done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.problems


def checklist(questionnaire: Questionnaire, *, piloted: bool = False, rehearsed: bool = False) -> tuple[Point, ...]:
    """Every point. ``piloted``: there is a report on its pilot, or a reason for none; ``rehearsed``: it was scored."""
    return (
        Point(code="words", binding=True, problems=tuple(_words(questionnaire))),
        Point(code="answers", binding=True, problems=tuple(_answers(questionnaire))),
        Point(code="points", binding=True, problems=tuple(_points(questionnaire))),
        Point(code="conditions", binding=True, problems=tuple(condition_problems(questionnaire))),
        Point(code="pilot", binding=True, problems=() if piloted else (_no_pilot(),)),
        Point(code="rehearsal", binding=False, problems=() if rehearsed else (_no_rehearsal(),)),
        Point(code="translations", binding=False, problems=tuple(_translations(questionnaire))),
        Point(code="evidence", binding=False, problems=tuple(_evidence(questionnaire))),
        Point(code="kept", binding=False, problems=tuple(_kept(questionnaire))),
    )


def binding_problems(points: Iterable[Point]) -> tuple[Problem, ...]:
    """What keeps the questionnaire from being frozen."""
    return tuple(problem for point in points if point.binding for problem in point.problems)


def _words(questionnaire: Questionnaire) -> Iterator[Problem]:
    source = questionnaire.source
    if not questionnaire.title.get(source):
        yield _problem(
            "freeze-words",
            "",
            Sentence("The questionnaire has no title."),
            Sentence("Give it one in %(source)s.", source=source),
        )
    if not any(question.answerable for question in questionnaire.questions):
        yield _problem("freeze-words", "", Sentence("No question can be answered."), Sentence("Add one."))
    for question in questionnaire.questions:
        if question.answerable and not (question.text.get(source) or question.title.get(source)):
            yield _problem(
                "freeze-words",
                question.code,
                Sentence("The question has no words."),
                Sentence("Write them in %(source)s.", source=source),
            )


def _answers(questionnaire: Questionnaire) -> Iterator[Problem]:
    for question in questionnaire.questions:
        if question.answerable:
            yield from (_problem("freeze-answers", question.code, *each) for each in _unanswerable(question))


def _unanswerable(question: Question) -> Iterator[tuple[str, str]]:
    if question.answer_kind in CHOICES and not question.options:
        yield Sentence("The question offers no options."), Sentence("Add some, or ask for a text or a number.")
    if question.answer_kind is Kind.MULTIPLE and any(" " in option.code for option in question.options):
        blank = Sentence("An option's code has a blank, which conditions take for two codes.")
        yield blank, Sentence("Write codes without blanks.")
    if question.kind is Kind.TABLE and not question.items:
        yield Sentence("The table has no rows."), Sentence("Add a row for each group, or ask without a table.")
    if question.kind is Kind.TABLE and question.row in ROWLESS:
        kind = Sentence("The rows of a table cannot be of the kind %(kind)s.", kind=ROWLESS[question.row])
        yield kind, Sentence("Choose one that is answered.")


def _points(questionnaire: Questionnaire) -> Iterator[Problem]:
    for question in questionnaire.questions:
        scored = [option.points is not None for option in question.options]
        if any(scored):
            for option in question.options:
                if (option.points is None) == (option.reason is None):
                    message = Sentence(
                        'The option "%(option)s" needs points or a reason for having none, and not both.',
                        option=option.code,
                    )
                    yield _problem(
                        "freeze-points", question.code, message, Sentence("Other options of the question have points.")
                    )


def _translations(questionnaire: Questionnaire) -> Iterator[Problem]:
    for language in questionnaire.languages[1:]:
        states = Counter(
            translation_state(question, language, questionnaire.source)
            for question in questionnaire.questions
            if question.kind is not Kind.KEPT
        )
        for state, count in sorted(states.items()):
            if state in UNDONE:
                message = Sentence(
                    "%(count)s questions are %(state)s in %(language)s.",
                    count=count,
                    state=UNDONE[state],
                    language=language,
                )
                yield _problem(
                    "freeze-translations", language, message, Sentence("Those who read it see the source language.")
                )


def _evidence(questionnaire: Questionnaire) -> Iterator[Problem]:
    asked = [question for question in questionnaire.questions if question.answerable]
    without = [each for each in asked if not each.evidence.citations and not each.evidence.text]
    if without:
        message = Sentence(
            "%(count)s of %(all)s questions say nothing of the evidence that they want.",
            count=len(without),
            all=len(asked),
        )
        yield _problem("freeze-evidence", "", message, Sentence("State it where answers rest on law."))


def _kept(questionnaire: Questionnaire) -> Iterator[Problem]:
    kept = [question.code for question in questionnaire.questions if question.kept]
    if kept:
        message = Sentence(
            "%(count)s questions are kept and cannot be answered here: %(codes)s.",
            count=len(kept),
            codes=", ".join(kept[:5]),
        )
        yield _problem("freeze-kept", "", message, Sentence("They are written out again with the form."))


def _no_pilot() -> Problem:
    return _problem(
        "freeze-pilot", "", Sentence("The questionnaire was not piloted."), Sentence("Pilot it, or state why not.")
    )


def _no_rehearsal() -> Problem:
    return _problem(
        "freeze-rehearsal", "", Sentence("The scoring was not tried on the pilot's answers."), Sentence("Try it.")
    )


def _problem(code: str, place: str, message: str, remedy: str) -> Problem:
    return Problem(code=code, place=place, message=message, remedy=remedy)
