"""Rules, rules for missing data, bands and profiles as a file writes them."""

from __future__ import annotations

import pytest

from commonground.methods.index.framework import Approach, Band, Dimension, Profile
from commonground.methods.index.rules import (
    Geometric,
    Lookup,
    Maximum,
    Mean,
    Median,
    Minimum,
    Require,
    Row,
    Skip,
    Substitute,
    Weighted,
)
from commonground.methods.tables import read_framework


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("mean", Mean()),
        ("minimum", Minimum()),
        ("maximum", Maximum()),
        ("median", Median()),
        ("geometric", Geometric(floor=1.0)),
        ("{geometric: {floor: 5}}", Geometric(floor=5.0)),
        ("{weighted: {Q1: 0.25, Q2: 0.75}}", Weighted(weights={"Q1": 0.25, "Q2": 0.75})),
        (
            "{lookup: [{when: {Q1: 0}, score: 10}, {when: {Q1: 100, Q2: [0, 33.3]}, score: 50}]}",
            Lookup(
                rows=(
                    Row(when={"Q1": (0.0,)}, score=10.0),
                    Row(when={"Q1": (100.0,), "Q2": (0.0, 33.3)}, score=50.0),
                )
            ),
        ),
    ],
)
def test_rules(changed, written, rule):
    assert read_framework(changed("rule: mean", f"rule: {written}")).framework.group("H").rule == rule


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ("require", Require()),
        ("skip", Skip(minimum=0.0)),
        ("{skip: 0.75}", Skip(minimum=0.75)),
        ("{substitute: {points: 5}}", Substitute(points=5.0, minimum=0.0)),
        ("{substitute: {points: 0, minimum: 0.5}}", Substitute(points=0.0, minimum=0.5)),
    ],
)
def test_rules_for_missing_data(changed, written, missing):
    assert read_framework(changed("{skip: 0.5}", written)).framework.group("H").missing == missing


def test_groups_may_be_written_in_place_at_any_depth_or_named_by_their_code(changed):
    inline = "[{code: G, title: G, children: [{code: F, title: F, children: [Q1]}]}, Q2]"
    assert read_framework(changed("[Q1, Q2]", inline)).framework == _with_section(changed).framework


def _with_section(changed):
    path = changed("[Q1, Q2]", "[G, Q2]")
    groups = "groups:\n  - {code: F, title: F, children: [Q1]}\n  - {code: G, title: G, children: [F]}\n"
    path.write_text(path.read_text() + groups)
    return read_framework(path)


def test_where_a_group_is_written_does_not_change_the_order(changed):
    assert [group.code for group in _with_section(changed).framework.groups] == ["overall", "H", "G", "F"]


def test_bands_and_profiles(changed):
    path = changed(
        "scales:",
        """\
bands:
  - {code: low, label: Low, from: 0, to: 50, level: 1}
  - {code: high, label: High, from: 50, to: 100, level: 5}
profiles:
  - code: sides
    title: Sides
    dimensions:
      - {code: safe, title: Safe, children: [Q1], threshold: 50}
    approaches:
      - {code: yes, title: Safe harbour, when: {safe: true}}
      - {code: no, title: Open sea, when: {safe: false}}
scales:""",
    )
    framework = read_framework(path).framework
    assert framework.bands == (
        Band(code="low", label="Low", lower=0.0, upper=50.0, level=1),
        Band(code="high", label="High", lower=50.0, upper=100.0, level=5),
    )
    assert framework.profiles == (
        Profile(
            code="sides",
            title="Sides",
            dimensions=(Dimension(code="safe", title="Safe", children=("Q1",), threshold=50.0),),
            approaches=(
                Approach(code="yes", title="Safe harbour", when={"safe": True}),
                Approach(code="no", title="Open sea", when={"safe": False}),
            ),
        ),
    )
