"""YAML as text with line numbers, and what is refused of it."""

from __future__ import annotations

import time

import pytest

from commonground.methods.errors import FileError
from commonground.methods.tables import yamltree
from commonground.methods.tables.yamltree import read_tree


def refusal(path):
    with pytest.raises(FileError) as caught:
        read_tree(path)
    (problem,) = caught.value.problems
    return problem


def test_every_scalar_stays_as_it_is_written(write):
    tree = read_tree(
        write("a.yaml", "country: no\nversion: 1.10\nyear: 2018\nage: 010\ndate: 2024-12-31\nnothing: ~\n")
    )
    assert tree.data == {
        "country": "no",
        "version": "1.10",
        "year": "2018",
        "age": "010",
        "date": "2024-12-31",
        "nothing": "~",
    }


def test_a_key_without_a_value_is_left_out_and_an_empty_text_is_not(write):
    assert read_tree(write("a.yaml", 'blank:\nempty: ""\nlist:\n- a\n-\n- b\n')).data == {
        "empty": "",
        "list": ["a", "", "b"],
    }


def test_lines_are_known_at_any_depth(write):
    tree = read_tree(write("a.yaml", "a:\n  - b: 1\n    c:\n      - 2\n      - 3\n"))
    assert tree.place(("a", 0, "c", 1)) == "a.yaml:5"
    assert tree.place(("a", 0, "c")) == "a.yaml:3"


def test_a_path_that_the_file_does_not_have_falls_back_to_what_it_has(write):
    tree = read_tree(write("a.yaml", "\na:\n  - b: 1\n"))
    assert tree.line(("a", "group", 0, "c")) == 3
    assert tree.line(("z",)) == 2


def test_an_empty_document_holds_nothing(write):
    assert read_tree(write("a.yaml", "# only a comment\n")).data is None


def test_a_repeated_key_is_a_problem_and_its_first_value_holds(write):
    tree = read_tree(write("a.yaml", "a: 1\nb: 2\na: 3\n"))
    assert tree.data == {"a": "1", "b": "2"}
    (problem,) = tree.problems
    assert str(problem) == 'a.yaml:3: "a" was already given on line 1. Keep one of the two. [yaml-repeated-key]'


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("a: &x [1]\nb: *x\n", "a.yaml:2", "Aliases"),
        ("a: 1\nb: !!python/object:os.system x\n", "a.yaml:2", "Tags"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2", "second document"),
        ("a: 1\n? [x, y]\n: 2\n", "a.yaml:2", "plain word"),
    ],
)
def test_what_a_framework_never_needs_is_refused(write, content, place, words):
    problem = refusal(write("a.yaml", content))
    assert (problem.code, problem.place) == ("yaml-refused", place)
    assert words in problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("a: 1\nb: [2\nc: 3\n", "a.yaml:3"),
        ("a: b: c\n", "a.yaml:1"),
        ("a:\n\t- b\n", "a.yaml:2"),
        ("a: \x07\n", "a.yaml"),
    ],
)
def test_what_is_no_yaml_names_the_line_and_what_to_look_for(write, content, place):
    problem = refusal(write("a.yaml", content))
    assert (problem.code, problem.place) == ("yaml-syntax", place)
    assert "indent with spaces" in problem.remedy


def test_a_line_that_is_not_utf8_is_named(write):
    problem = refusal(write("a.yaml", b"a: 1\nb: caf\xe9\n"))
    assert (problem.code, problem.place) == ("file-encoding", "a.yaml:2")


@pytest.mark.parametrize(
    "content", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "\n".join("  " * n + "a:" for n in range(900))]
)
def test_deep_nesting_is_refused_at_once(write, content):
    start = time.process_time()
    assert "deep" in refusal(write("a.yaml", content)).message
    assert time.process_time() - start < 5


def test_a_bomb_of_aliases_is_refused_before_it_unfolds(write):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert refusal(write("a.yaml", "\n".join(lines))).place == "a.yaml:2"


def test_a_file_of_too_many_values_is_refused(write, monkeypatch):
    monkeypatch.setattr(yamltree, "MAX_NODES", 10)
    assert "more than 10 values" in refusal(write("a.yaml", "- a\n" * 11)).message
