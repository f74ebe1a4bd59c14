"""Faults of options."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FrameworkError
from commonground.methods.index import Option, Question, Reason
from tests.methods.index.notation import index


def test_options_have_points_or_a_reason_and_a_code_of_their_own():
    options = (
        Option(code="yes", points=100),
        Option(code="yes", points=50),
        Option(code="none"),
        Option(code="both", points=0, reason=Reason.NO_DATA),
        Option(code="odd", points=float("nan")),
        Option(code="unknown", reason=Reason.NOT_APPLICABLE),
    )
    with pytest.raises(FrameworkError) as caught:
        index("overall = mean(p)", questions=(Question(code="p", title="P", options=options),))
    assert [(problem.code, problem.message) for problem in caught.value.problems] == [
        ("framework-duplicate-option", 'Question "p" has several options with the code "yes".'),
        (
            "framework-option-points",
            'Option "none" of question "p" has neither points nor a reason for having none.',
        ),
        ("framework-option-points", 'Option "both" of question "p" has both points and a reason.'),
        ("framework-number", 'The points of option "odd" of question "p" are not a number, or too large.'),
    ]


@pytest.mark.parametrize("points", [1e308, -1e101])
def test_points_too_large_to_reckon_with(points):
    questions = (Question(code="p", title="P", options=(Option(code="all", points=points),)),)
    with pytest.raises(FrameworkError, match=r'option "all" of question "p" are not a number, or too large'):
        index("overall = mean(p)", questions=questions)
