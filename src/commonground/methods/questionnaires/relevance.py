"""Which questions are to be answered, as far as the answers given so far tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonground.methods.questionnaires.errors import ExpressionError
from commonground.methods.questionnaires.expressions.atoms import text
from commonground.methods.questionnaires.expressions.evaluation import Expression, World, compile_expression
from commonground.methods.questionnaires.questionnaire import Kind, Question, Questionnaire
from commonground.methods.questionnaires.values import Values, answer_in


def relevant(questionnaire: Questionnaire, values: Values, *, today: str = "") -> frozenset[str]:
    """The codes of the questions whose condition, and whose sections' conditions, hold for ``values``.

    The answer to a question that is not relevant counts as empty for the others. A condition that is not run here
    (freezing names it) leaves its question relevant.
    """
    return frozenset(_run(questionnaire, values, today).relevant)


def calculated(questionnaire: Questionnaire, values: Values, *, today: str = "") -> Mapping[str, str]:
    """The values of the questions that are worked out from others; empty where the question is not relevant."""
    run = _run(questionnaire, values, today)
    return {each.code: run.answer(each.code) for each in questionnaire.questions if each.kind is Kind.CALCULATED}


def expression_of(written: str) -> Expression | None:
    """The expression, or None where there is none or none that is run."""
    if not written.strip():
        return None
    try:
        return compile_expression(written)
    except ExpressionError:
        return None


def conditions(questionnaire: Questionnaire, question: Question) -> tuple[Expression, ...]:
    """What must hold for ``question`` to be asked: its own condition and those of the sections around it."""
    written = (question.relevance, *(each.relevance for each in questionnaire.around(question.section)))
    return tuple(filter(None, map(expression_of, written)))


def dependencies(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    """The codes that decide whether ``question`` is asked, and what it comes to where it is calculated."""
    expressions = (*conditions(questionnaire, question), expression_of(question.calculation))
    names = (name.partition("/")[0] for each in expressions if each for name in each.references)
    return tuple(name for name in dict.fromkeys(names) if name in questionnaire)


def circles(questionnaire: Questionnaire) -> tuple[tuple[str, ...], ...]:
    """Questions that depend on one another in a circle."""
    return tuple(circle for _, circle in _visits(questionnaire) if circle)


def _visits(questionnaire: Questionnaire) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every code behind those that it depends on, and, where the way leads back to itself, the circle instead."""
    needs = {each.code: dependencies(questionnaire, each) for each in questionnaire.questions}
    done: set[str] = set()
    for code, needed in needs.items():
        path = [] if code in done else [(code, iter(needed))]
        on_path = {each for each, _ in path}
        while path:
            at, waiting = path[-1]
            following = next((each for each in waiting if each not in done), None)
            if following is None:
                path.pop()
                on_path.discard(at)
                done.add(at)
                yield at, ()
            elif following in on_path:
                way = [each for each, _ in path]
                yield "", tuple(way[way.index(following) :])
            else:
                path.append((following, iter(needs[following])))
                on_path.add(following)


class _Run:
    """Answers as they come to be known, one question after the other."""

    def __init__(self, values: Values, today: str) -> None:
        self.values = values
        self.today = today
        self.relevant: set[str] = set()
        self._passed: set[str] = set()
        self._worked_out: dict[str, str] = {}

    def answer(self, name: str) -> str:
        code = name.partition("/")[0]
        if code in self._passed and code not in self.relevant:
            return ""
        return self._worked_out[code] if code in self._worked_out else answer_in(self.values, name)

    def visit(self, question: Question, asked: tuple[Expression, ...]) -> None:
        world = World(self.answer, today=self.today)
        if all(each.holds(world) for each in asked):
            self.relevant.add(question.code)
            calculation = expression_of(question.calculation) if question.kind is Kind.CALCULATED else None
            if calculation:
                self._worked_out[question.code] = text(calculation.value(world))
        self._passed.add(question.code)


def _run(questionnaire: Questionnaire, values: Values, today: str) -> _Run:
    run = _Run(values, today)
    for code, _ in _visits(questionnaire):
        if code:
            question = questionnaire.question(code)
            run.visit(question, conditions(questionnaire, question))
    return run
