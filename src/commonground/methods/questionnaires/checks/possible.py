"""Conditions that no answers can make true: options that are not there, and what contradicts itself.

Every question that a condition names has few answers that differ to it: its options, or the numbers and texts that the
condition compares it with, those next to them, and nothing. All their combinations are tried, up to a limit; beyond
it, and where a condition works with answers in other ways, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, islice, pairwise, product
from math import ceil, floor

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.expressions.evaluation import (
    Answer,
    Call,
    Chain,
    Constant,
    Expression,
    Negative,
    Node,
    World,
    nodes,
)
from commonground.methods.questionnaires.questionnaire import Kind, Question, Questionnaire
from commonground.methods.questionnaires.relevance import conditions, expression_of
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import number_text, quoted

MOST_TRIES = 3_000
COMPARED = {"selected", "not", "true", "false", "boolean", "count-selected", "if", "coalesce", "number", "string"}
COMPARING = {"and", "or", "=", "!=", "<", "<=", ">", ">="}


def impossible(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A problem for each question that can never be asked, or to which no answer can be given."""
    for question in questionnaire.questions:
        if question.kept:
            continue
        asked = conditions(questionnaire, question)
        if asked and _never(questionnaire, asked):
            yield Problem(
                code="condition-impossible",
                place=question.code,
                message=Sentence(
                    "No answers make this true: %(condition)s.",
                    condition=quoted(" and ".join(each.written for each in asked)),
                ),
                remedy=Sentence(
                    "Correct the codes and numbers that it compares with; otherwise the question is never asked."
                ),
            )
        wanted = expression_of(question.constraint)
        if wanted is not None and _never(questionnaire, (wanted,), question):
            yield Problem(
                code="condition-impossible",
                place=question.code,
                message=Sentence("No answer fits this condition: %(condition)s.", condition=quoted(wanted.written)),
                remedy=Sentence("Correct it; otherwise the question cannot be answered."),
            )


def _never(questionnaire: Questionnaire, expressions: Sequence[Expression], about: Question | None = None) -> bool:
    if not all(_is_plain(node) for each in expressions for node in nodes(each.root)):
        return False
    names = dict.fromkeys(name for each in expressions for name in each.references)
    tried = {name: _answers(questionnaire, name, expressions) for name in names}
    if any(not answers for answers in tried.values()):
        return False
    own = [""] if about is None else _answers_of(about, _constants(expressions))[:-1]
    if not own:
        return False
    every = product(own, *tried.values())
    count = len(own)
    for answers in tried.values():
        count *= len(answers)
    for this, *given in islice(every, MOST_TRIES):
        answer = dict(zip(tried, given, strict=True))
        world = World(lambda name, known=answer: known.get(name, ""), this)  # type: ignore[misc]
        if all(each.holds(world) for each in expressions):
            return False
    return count <= MOST_TRIES


def _is_plain(node: Node) -> bool:
    """Whether a node only compares answers with what is written, so that few answers stand for all."""
    match node:
        case Call():
            return node.name in COMPARED
        case Chain():
            return all(operator in COMPARING for operator, _ in node.rest) and not _compares_answers(node)
        case Negative():
            return isinstance(node.of, Constant)
        case _:
            return True


def _compares_answers(chain: Chain) -> bool:
    compared = [node for operator, node in chain.rest if operator not in {"and", "or"}]
    return isinstance(chain.first, Answer) and any(isinstance(node, Answer) for node in compared)


def _constants(expressions: Sequence[Expression]) -> tuple[str | float, ...]:
    found = [node.value for each in expressions for node in nodes(each.root) if isinstance(node, Constant)]
    negative = [
        -node.of.value
        for each in expressions
        for node in nodes(each.root)
        if isinstance(node, Negative) and isinstance(node.of, Constant) and isinstance(node.of.value, float)
    ]
    return tuple(dict.fromkeys((*found, *negative)))


def _answers(questionnaire: Questionnaire, name: str, expressions: Sequence[Expression]) -> list[str]:
    code, _, item = name.partition("/")
    if code not in questionnaire or item not in questionnaire.question(code).cells:
        return []
    return _answers_of(questionnaire.question(code), _constants(expressions))


def _answers_of(question: Question, constants: tuple[str | float, ...]) -> list[str]:
    """Answers that stand for all there are, the empty one last; none where they cannot be told."""
    if question.kept or question.answer_kind in {Kind.KEPT, Kind.NOTE}:
        return []
    codes = tuple(option.code for option in question.options)
    numbers = tuple(each for each in constants if isinstance(each, float))
    match question.answer_kind:
        case Kind.SINGLE if codes:
            found: Sequence[str] = codes
        case Kind.MULTIPLE if codes:
            found = _subsets(codes, tuple(code for code in codes if code in constants))
        case Kind.NUMBER:
            found = _around(numbers, whole=question.whole)
        case Kind.TEXT | Kind.CALCULATED:
            texts = [each for each in constants if isinstance(each, str) and each]
            found = list(dict.fromkeys((*texts, *_around(numbers, whole=False), "~")))
        case _:
            return []
    return [*found, ""]


@cache
def _subsets(codes: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """Choices by how many there are and which of those that are spoken of are among them."""
    others = [code for code in codes if code not in said]
    found = [
        " ".join((*chosen, *others[:count]))
        for size in range(len(said) + 1)
        for chosen in combinations(said, size)
        for count in range(len(others) + 1)
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _around(numbers: tuple[float, ...], *, whole: bool) -> list[str]:
    """The numbers, those below, between and above them."""
    points = sorted(set(numbers)) or [0.0]
    step = 1.0
    found = {*points, points[0] - step, points[-1] + step, *(point + step for point in points)}
    found |= {(one + other) / 2 for one, other in pairwise(points)}
    found |= {float(turn(point)) for point in points for turn in (floor, ceil)}
    return [number_text(each) for each in sorted(found) if not whole or each.is_integer()]
