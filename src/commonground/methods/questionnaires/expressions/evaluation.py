"""Expressions as they are run: a tree of our own, and its value for given answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commonground.methods.questionnaires.expressions.atoms import Atom, equal, number, text, truth
from commonground.methods.questionnaires.expressions.functions import FUNCTIONS
from commonground.methods.questionnaires.expressions.grammar import PREFIX, parse, problem
from commonground.methods.questionnaires.expressions.patterns import CostlyPatternError, pattern
from commonground.methods.sentences import Sentence

LONGEST = 10_000
"""Signs that a text may have while it is worked out; a longer one is cut, so that none can grow without end."""

SIGNS = {"-", "+"}
BINARY = {"and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"}


@dataclass(frozen=True, slots=True)
class Constant:
    """A text or number as it stands."""

    value: Atom


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question by its name; to the question itself where the name is a dot."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    of: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators from left to right: ``a or b or c`` is as deep as ``a or b``."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


Node = Constant | Answer | Negative | Call | Chain


@dataclass(frozen=True, slots=True)
class World:
    """What an expression is evaluated in: answers by name, the answer that is checked, the day."""

    answer: Callable[[str], str]
    this: str = ""
    today: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression that is run. ``references`` are the names in ``${}``; ``functions`` those that it calls."""

    written: str
    references: tuple[str, ...]
    functions: frozenset[str]
    root: Node

    def value(self, world: World) -> Atom:
        """What it comes to."""
        return _value(self.root, world)

    def holds(self, world: World) -> bool:
        """Whether it is true."""
        return truth(self.value(world))


@lru_cache(maxsize=8192)
def compile_expression(written: str) -> Expression:
    """Read an expression. Raises ``ExpressionError`` where it is not well formed, too large, or not run here."""
    tree, names = parse(written)
    root = _node(tree, names, written)
    calls = [node for node in nodes(root) if isinstance(node, Call)]
    return Expression(
        written=written,
        references=names,
        functions=frozenset(call.name for call in calls),
        root=root,
    )


def nodes(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    match node:
        case Negative():
            yield from nodes(node.of)
        case Call():
            for each in node.arguments:
                yield from nodes(each)
        case Chain():
            yield from nodes(node.first)
            for _, each in node.rest:
                yield from nodes(each)


def _node(token: Any, names: tuple[str, ...], written: str) -> Node:  # noqa: ANN401 -- elementpath's token
    symbol = token.symbol
    if _is_binary(token):
        return _chain(token, names, written)
    if symbol in SIGNS:
        return _signed(token, names, written)
    if symbol == "(":
        return _node(token[0], names, written)
    if symbol.startswith(PREFIX):
        return _call(token, names, written)
    return _leaf(token, names, written)


def _is_binary(token: Any) -> bool:  # noqa: ANN401 -- elementpath's token
    return token.symbol in BINARY and len(token) == 2  # noqa: PLR2004 -- an operator between two


def _leaf(token: Any, names: tuple[str, ...], written: str) -> Node:  # noqa: ANN401 -- elementpath's token
    if token.symbol in {"(string)", "(integer)", "(decimal)", "(float)"}:
        return Constant(token.value if isinstance(token.value, str) else float(token.value))
    if token.symbol == ".":
        return Answer(".")
    if token.symbol == "$":
        return Answer(names[int(str(token[0].value)[1:])])
    raise problem(
        "expression-syntax",
        written,
        Sentence('has "%(symbol)s", which names nothing here.', symbol=getattr(token, "value", "") or token.symbol),
        Sentence("Write an answer as ${code} and a text in quotation marks."),
    )


def _chain(token: Any, names: tuple[str, ...], written: str) -> Node:  # noqa: ANN401 -- elementpath's token
    rest: list[tuple[str, Node]] = []
    while _is_binary(token):
        rest.append((token.symbol, _node(token[1], names, written)))
        token = token[0]
    return Chain(_node(token, names, written), tuple(reversed(rest)))


def _signed(token: Any, names: tuple[str, ...], written: str) -> Node:  # noqa: ANN401 -- elementpath's token
    turned = False
    while token.symbol in SIGNS and len(token) == 1:
        turned ^= token.symbol == "-"
        token = token[0]
    inner = _node(token, names, written)
    return Negative(inner) if turned else inner


def _call(token: Any, names: tuple[str, ...], written: str) -> Node:  # noqa: ANN401 -- elementpath's token
    name = token.symbol.removeprefix(PREFIX)
    least, most, _ = FUNCTIONS[name]
    arguments = tuple(_node(each, names, written) for each in token)
    if not least <= len(arguments) <= most:
        wanted = str(least) if least == most else Sentence("%(least)s or more", least=least)
        raise problem(
            "expression-arguments",
            written,
            Sentence("gives %(name)s %(count)s values.", name=name, count=len(arguments)),
            Sentence("Give it %(wanted)s.", wanted=wanted),
        )
    if name == "regex":
        _check_pattern(arguments[1], written)
    return Call(name, arguments)


def _check_pattern(node: Node, written: str) -> None:
    why = Sentence("it is not written out")
    if isinstance(node, Constant):
        try:
            pattern(text(node.value))
        except CostlyPatternError as error:
            why = error.args[0]
        else:
            return
    raise problem(
        "expression-pattern",
        written,
        Sentence("has a pattern that is not run: %(why)s.", why=why),
        Sentence("Write a simpler one."),
    )


def _value(node: Node, world: World) -> Atom:
    match node:
        case Constant():
            return node.value
        case Answer():
            return world.this if node.name == "." else world.answer(node.name)
        case Negative():
            return -number(_value(node.of, world))
        case Call():
            return _called(node, world)
    value = _value(node.first, world)
    for operator, right in node.rest:
        value = _step(operator, value, right, world)
    return value


def _called(node: Call, world: World) -> Atom:
    if node.name == "today":
        return world.today
    if node.name == "if":
        condition, then, otherwise = node.arguments
        return _value(then if truth(_value(condition, world)) else otherwise, world)
    result = FUNCTIONS[node.name][2]([_value(each, world) for each in node.arguments])
    return result[:LONGEST] if isinstance(result, str) else result


def _step(operator: str, left: Atom, right: Node, world: World) -> Atom:
    if operator == "and":
        return truth(left) and truth(_value(right, world))
    if operator == "or":
        return truth(left) or truth(_value(right, world))
    other = _value(right, world)
    if operator in {"=", "!="}:
        return equal(left, other) is (operator == "=")
    return _ARITHMETIC[operator](number(left), number(other))


def _divide(one: float, other: float) -> float:
    if other == 0:
        return math.nan if one == 0 or math.isnan(one) else math.copysign(math.inf, one)
    return one / other


def _remainder(one: float, other: float) -> float:
    return math.nan if other == 0 or math.isinf(one) else math.fmod(one, other)


_ARITHMETIC: dict[str, Callable[[float, float], Atom]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "div": _divide,
    "mod": _remainder,
}
