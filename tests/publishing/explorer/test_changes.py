"""The answers behind a move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.publishing.explorer.changes import movers
from commonground.publishing.explorer.page import explore_page


def test_what_changed_is_what_differs_between_the_periods(look):
    scope = look("change", "measure=A&since=2018&period=2024&marked=XA,XF")
    for mover in movers(scope):
        for each in mover.answers:
            assert each.before == scope.opened.card[each.question, each.place, "2018"]
            assert each.after == scope.opened.card[each.question, each.place, "2024"]
            assert each.before != each.after
        assert sum(each.alone for each in mover.answers) == pytest.approx(mover.move)  # a mean without gaps adds up


def test_files_hold_every_changed_answer_and_the_page_the_first(look):
    scope = look("change", "measure=A&since=2018")
    assert len(explore_page(scope, most=2).movers) == 2
    assert len(explore_page(scope, most=999).table().rows) > len(explore_page(scope, most=2).table().rows)


def test_comments_are_shown_to_those_who_may_read_them(look):
    scope = look("change", "measure=overall&since=2018")
    read = [each.said.comment for mover in movers(scope, 24) for each in mover.answers]
    assert any(read)
    scope = replace(scope, opened=replace(scope.opened, reads_comments=False))
    assert not any(each.said.comment or each.said.source for mover in movers(scope, 24) for each in mover.answers)


def test_nothing_changed_before_the_first_period(look):
    assert movers(look("change", "period=2018")) == ()
