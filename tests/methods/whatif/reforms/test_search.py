"""The search believes scoring, not the solver."""

from __future__ import annotations

from commonground.methods.whatif import AnswerChange, Ties
from commonground.methods.whatif.reforms.linear import add
from commonground.methods.whatif.reforms.model import Option
from commonground.methods.whatif.reforms.programme import Programme
from commonground.methods.whatif.reforms.search import Search

SEEN = {"a": 60.0, "b": 55.0, "c": 50.0}
TRUE = {"a": 40.0, "b": 30.0, "c": 45.0}


def search(threshold: float) -> Search:
    """One of three changes, of which the programme sees more than there is."""
    programme = Programme()
    options = [
        Option(
            change=AnswerChange(question=code, before=0, after=100),
            flag=programme.binary(),
            cost=1.0,
            position=position,
        )
        for position, code in enumerate(SEEN)
    ]
    programme.require(add(option.flag for option in options), high=1.0)
    return Search(
        programme=programme,
        options=options,
        goal=add(option.flag * SEEN[option.change.question] for option in options),
        threshold=threshold,
        measure=lambda chosen: sum(TRUE[option.change.question] for option in chosen),
        nodes=100,
    )


def test_the_set_that_scores_highest_holds_whatever_the_programme_sees_in_others():
    found = search(20.0).cheapest(Ties.HIGHEST_SCORE, 0.0)
    assert [option.change.question for option in found.chosen] == ["c"]


def test_what_was_set_aside_for_one_question_may_answer_the_next():
    looking = search(20.0)
    rows = len(looking.programme.rows)
    assert [option.change.question for option in looking.highest()] == ["c"]
    assert len(looking.programme.rows) == rows


def test_a_set_that_the_programme_lets_through_and_scoring_does_not_is_passed_over():
    found = search(42.0).cheapest(Ties.SMALLEST_STEPS, 0.0)
    assert [option.change.question for option in found.chosen] == ["c"]
    assert search(48.0).cheapest(Ties.SMALLEST_STEPS, 0.0) is None
