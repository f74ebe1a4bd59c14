"""Frameworks written and read again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.methods.tables import read_framework, write_framework
from commonground.methods.tables.framework import read_framework_alone
from commonground.methods.tables.write_framework import framework_text


def again(file, tmp_path):
    write_framework(file, tmp_path / "again.yaml")
    return read_framework(tmp_path / "again.yaml")


def test_the_small_framework_comes_back(small, tmp_path):
    assert again(small, tmp_path) == small


def test_a_framework_comes_back_without_places_and_periods_and_from_a_whole_file(small, tmp_path):
    path = tmp_path / "alone.yaml"
    path.write_text(framework_text(small.framework), encoding="utf-8")
    assert "places" not in path.read_text(encoding="utf-8")
    assert read_framework_alone(path) == small.framework
    write_framework(small, path)
    assert read_framework_alone(path) == small.framework


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rule: mean", "rule: median"),
        ("rule: mean", "rule: {weighted: {Q1: 0.25, Q2: 0.75}}"),
        ("rule: mean", "rule: {geometric: {floor: 0.5}}"),
        ("rule: mean", "rule: {lookup: [{when: {Q1: 0, Q2: [0, 33.3]}, score: 5}]}"),
        ("{skip: 0.5}", "require"),
        ("{skip: 0.5}", "{substitute: {points: 2.5, minimum: 0.25}}"),
        ("[Q1, Q2]", "[{code: G, title: G, children: [{code: F, title: F, children: [Q1]}]}, Q2]"),
        ("version: 1.10", "version: 1.10\nfictional: yes\nlicence: CC0\nfinding: Found\nsummary: Sum\nedition: E"),
        ("scales:", "bands:\n  - {code: all, label: All, from: 0, to: 100, level: 0}\nscales:"),
        ("tags: {kind: law}", "tags: {kind: [law, practice], group: all}"),
        (
            "scales:",
            """\
profiles:
  - code: p
    title: P
    dimensions: [{code: d, title: D, children: [H], threshold: 50}]
    approaches: [{code: a, title: A, when: {d: true}}, {code: b, title: B, when: {}}]
scales:""",
        ),
        ("    children: [H]", "    children: [H, Q1]"),
    ],
)
def test_every_part_comes_back(changed, tmp_path, old, new):
    file = read_framework(changed(old, new))
    assert again(file, tmp_path) == file


def test_a_group_with_two_parents_is_written_once(changed, tmp_path):
    path = changed("    children: [H]", "    children: [H, G]")
    path.write_text(path.read_text().replace("[Q1, Q2]", "[{code: G, title: G, children: [Q1]}, Q2]"))
    file = read_framework(path)
    assert again(file, tmp_path) == file
    assert (tmp_path / "again.yaml").read_text().count("code: G") == 1


def test_an_area_that_is_also_an_aggregate_is_written_once(changed, tmp_path):
    path = changed("    children: [H]", "    children: [H]\n  - code: H2\n    title: H2\n    children: [H]")
    file = read_framework(path)
    headline = replace(file, framework=replace(file.framework, areas=("H", "H2")))
    assert again(headline, tmp_path).framework.order == headline.framework.order


@pytest.mark.parametrize("text", ["\x85", "a \x85 b", "a\u2028b", "\u2029", " ", "a\n\nb\x85"])
def test_line_breaks_of_every_kind_come_back(small, tmp_path, text):
    question = replace(small.framework.question("Q1"), text=text)
    framework = replace(small.framework, questions=(question, small.framework.question("Q2")))
    assert again(replace(small, framework=framework), tmp_path).framework.question("Q1") == question


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"])),
    label=st.sampled_from(["no", "~", "1.10", "*a", "- x", "a: b"]),
)
def test_any_wording_comes_back(small, tmp_path, text, label):
    question = replace(small.framework.question("Q1"), text=text, title=label)
    framework = replace(small.framework, questions=(question, small.framework.question("Q2")))
    assert again(replace(small, framework=framework), tmp_path).framework.question("Q1") == question
