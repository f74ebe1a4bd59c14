"""The words for what a form refuses."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FrameworkError
from commonground.methods.tables import read_framework
from commonground.methods.tables.formproblems import KINDS


def test_every_kind_of_value_has_a_message_and_a_remedy():
    for message, remedy in KINDS.values():
        assert message.endswith(".")
        assert remedy.endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("reference_date: 2024", "reference: 2024", 'Did you mean "reference_date"?'),
        ("{skip: 0.5}", "{substitute: {point: 1}}", 'Did you mean "points"?'),
        ("{skip: 0.5}", "{wait: 1}", "Use require, skip or substitute."),
        ("label: Yes}", "lable: Yes}", 'Did you mean "label"?'),
        ("rule: mean", "rule: {lookup: [{if: {Q1: 0}, score: 1}]}", "Use when or score."),
    ],
)
def test_a_key_is_suggested_from_the_form_that_it_stands_in(changed, old, new, remedy):
    with pytest.raises(FrameworkError) as caught:
        read_framework(changed(old, new))
    assert remedy in [problem.remedy for problem in caught.value.problems]


def test_another_file_in_place_of_a_framework_is_not_repeated_whole(tmp_path):
    path = tmp_path / "framework.yaml"
    path.write_text("place,period\n" + "XA,2018\n" * 9_000)
    with pytest.raises(FrameworkError) as caught:
        read_framework(path)
    assert len(str(caught.value)) < 300
