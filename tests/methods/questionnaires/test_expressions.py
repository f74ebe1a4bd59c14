"""Expressions: what they come to by ODK's rules, what is not run, and that none can hold anybody up."""

from __future__ import annotations

import math
import time

import pytest

from commonground.methods.questionnaires import ExpressionError
from commonground.methods.questionnaires.expressions import FUNCTIONS, compile_expression, foreign_functions
from commonground.methods.questionnaires.expressions.evaluation import World
from commonground.methods.questionnaires.expressions.patterns import matches
from tests.docs.pages import text

ANSWERS = {"a": "yes", "n": "15", "many": "oil gas", "born": "2000-01-01", "none": "", "B.1-x": "7", "t/walkers": "no"}


def value(written: str, this: str = ""):
    return compile_expression(written).value(World(lambda name: ANSWERS.get(name, ""), this, "2026-11-22"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("${a} = 'yes' and ${n} >= 15", True),
        ("${a} = 'no' or ${none} > 3", False),
        ("${none} = ''", True),
        ("${none} > 3 or ${none} <= 3", False),
        ("${ n } = 15", True),
        ("${B.1-x} + 1", 8.0),
        ("${t/walkers} = 'no'", True),
        ("'${a}'", "${a}"),
        ('${a} != "it\'s"', True),
        ("1 - 2 - 3", -4.0),
        ("2 + 3 * 4", 14.0),
        ("(2 + 3) * 4", 20.0),
        ("- - 3 + +1", 4.0),
        ("-${n}", -15.0),
        ("7 mod 4", 3.0),
        ("-7 mod 4", -3.0),
        ("7 div 2", 3.5),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("true() = 'x'", True),
        ("true() = ''", False),
        ("1.5e0 = 1.5", True),
        ("boolean(number(''))", False),
        ("not(boolean(0))", True),
        ("string(1.0)", "1"),
        ("string(0.5)", "0.5"),
        ("string(1 div 0 - 1 div 0)", "NaN"),
        ("string(true())", "true"),
        ("string(false())", "false"),
        ("concat('a', 1, true())", "a1true"),
        ("contains('pier', 'ie') and starts-with('pier', 'pi') and ends-with('pier', 'er')", True),
        ("substring('12345', 2)", "2345"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0 div 0)", ""),
        ("substring('12345', -1 div 0)", "12345"),
        ("substring('12345', 1 div 0)", ""),
        ("substring-before('1999/04', '/')", "1999"),
        ("substring-after('1999/04', '/')", "04"),
        ("substring-before('a', '')", ""),
        ("substring-after('a', '')", "a"),
        ("substring-after('a', 'b')", ""),
        ("string-length(normalize-space('  a   b '))", 3.0),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("translate('abcc', 'c', '')", "ab"),
        ("floor(2.7) + ceiling(2.1) + int(-2.7)", 3.0),
        ("floor('x') = floor('x')", False),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(2.345, 2)", 2.35),
        ("round(1 div 0)", math.inf),
        ("round(1, 99)", 1.0),
        ("abs(-3)", 3.0),
        ("pow(2, 10)", 1024.0),
        ("pow(10, 400)", math.inf),
        ("pow(0, -1)", math.inf),
        ("string(pow(-8, 0.5))", "NaN"),
        ("min(3, 1, '') + max(2, '5')", 6.0),
        ("string(max('', ''))", "NaN"),
        ("string(max('a', 1))", "NaN"),
        ("selected(${many}, 'gas')", True),
        ("selected(${many}, 'ga')", False),
        ("count-selected(${many})", 2.0),
        ("selected-at(${many}, 1)", "gas"),
        ("selected-at(${many}, 2)", ""),
        ("coalesce(${none}, ${a})", "yes"),
        ("coalesce(${none}, '')", ""),
        ("if(${n} > 10, 'many', 1 div 0)", "many"),
        ("if(${n} > 20, 'many', 'few')", "few"),
        ("today()", "2026-11-22"),
        ("date('2020-02-30')", ""),
        ("date('2020-02-03T10:00') < today()", True),
        ("${born} <= today()", True),
        ("int((today() - ${born}) div 365.25)", 26.0),
        ("'2020-01-01x' > 1", False),
        ("format-date(${born}, '%d/%m/%Y')", "01/01/2000"),
        ("format-date(${born}, '%e.%n.%y')", "1.1.00"),
        ("format-date('x', '%Y')", ""),
    ],
)
def test_what_an_expression_comes_to(written, expected):
    assert value(written) == expected


def test_a_dot_is_the_answer_itself():
    assert value(". >= 1 and . < 10", this="5")
    assert not value(". >= 1", this="")
    assert value("regex(., '[0-9]{3}-[a-z]+')", this="123-ab")
    assert not value("regex(., '[0-9]{3}')", this="1234")


def test_an_expression_knows_whom_it_asks():
    expression = compile_expression("${a} = '${b}' and selected(${c}, 'x') and ${a} = 1")
    assert expression.references == ("a", "c")
    assert expression.functions == {"selected"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("pulldata('x', 'y')", "expression-function"),
        ("jr:choice-name(${a}, 'b')", "expression-function"),
        ("position(..) = 1", "expression-function"),
        ("text() = 1", "expression-function"),
        ("", "expression-syntax"),
        ("1 =", "expression-syntax"),
        ("'open", "expression-syntax"),
        ("$a = 1", "expression-syntax"),
        ("/data/a = 1", "expression-syntax"),
        ("../a = 1", "expression-syntax"),
        ("@a = 1", "expression-syntax"),
        ("selected(${a}, yes)", "expression-syntax"),
        ("${a}[1]", "expression-syntax"),
        ("a:b = 1", "expression-syntax"),
        ("* = 1", "expression-syntax"),
        (f"{'9' * 5000} = 1", "expression-syntax"),
        ("not()", "expression-syntax"),
        ("not(1, 2)", "expression-arguments"),
        ("concat('a')[1]", "expression-syntax"),
        ("regex(., ${a})", "expression-pattern"),
        ("regex(., '(')", "expression-pattern"),
        ("regex(., '(a+)+$')", "expression-pattern"),
        ("regex(., '(a|a)*b')", "expression-pattern"),
        ("regex(., '(?=a)a')", "expression-pattern"),
        (f"regex(., '{'a?' * 40}')", "expression-pattern"),
        (f"regex(., '{'(a|a)' * 30}')", "expression-pattern"),
        (f"regex(., '{'a' * 301}')", "expression-pattern"),
        ("regex(., 'a*a*a*a*b')", "expression-pattern"),
        ("(" * 5000 + "1" + ")" * 5000, "expression-too-large"),
        ("not(" * 45 + "1" + ")" * 45, "expression-too-large"),
        ("1+" * 100_000 + "1", "expression-too-large"),
        ("-" * 3000 + "1", "expression-too-large"),
        ("-" * 1900 + "1", "expression-too-large"),
        ("1 " * 4000, "expression-too-large"),
    ],
)
def test_what_is_not_run_is_refused_at_once(written, code):
    before = time.process_time()
    with pytest.raises(ExpressionError, match=r"\[expression-") as refused:
        compile_expression(written)
    assert refused.value.problems[0].code == code
    assert time.process_time() - before < 2


def test_the_largest_that_is_run_is_run_at_once():
    before = time.process_time()
    assert value(" or ".join(["${a} = 'no'"] * 250) + " or true()")
    doubled = "''"
    for _ in range(30):
        doubled = f"concat({doubled}, ${{many}})"
    assert len(value(doubled)) == 30 * len(ANSWERS["many"])
    assert time.process_time() - before < 2


@pytest.mark.parametrize("pattern", ["a*a*a*b", "(a?){1}a*[ab]*c", "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", "(ab|cd)?x*?y*"])
def test_the_costliest_pattern_that_is_run_is_run_at_once(pattern):
    before = time.process_time()
    matches("a" * 200, pattern)
    assert time.process_time() - before < 2


def test_texts_do_not_grow_without_end():
    answers = {"x": "x" * 9000}
    world = World(lambda name: answers[name])
    assert len(str(compile_expression("concat(${x}, ${x}, ${x})").value(world))) == 10_000


def test_functions_that_are_not_ours_are_named():
    assert foreign_functions("pulldata('a') + selected(., 'b') and (instance('c') or once(1))") == (
        "pulldata",
        "instance",
        "once",
    )


def test_the_reference_lists_every_function():
    page = text("reference/questionnaires.md")
    listed = page.partition("## Functions")[2].partition("\n## ")[0]
    for name in FUNCTIONS:
        assert f"`{name}(" in listed, name
