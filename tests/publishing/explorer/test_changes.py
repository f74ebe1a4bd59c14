"""The answers behind a move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.publishing.explorer.changes import movers
from commonground.publishing.explorer.moves import between
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
    page, file = explore_page(scope, most=1), explore_page(scope, most=999)
    assert len(page.movers) == 1
    assert len(file.table().rows) > len(page.table().rows)
    moved = {row.key for row in page.chart.rows if abs(row.values[2]) > 1e-9}
    assert {mover.place for mover in file.movers} == moved
    assert not file.unlisted
    rest = {each.address.partition("marked=")[2].partition("&")[0] for each in page.unlisted}
    assert rest | {mover.place for mover in page.movers} == moved
    assert "20 of all 24 places" in between(scope, 20)


def test_comments_are_shown_to_those_who_may_read_them(look):
    scope = look("change", "measure=overall&since=2018")
    read = [each for mover in movers(scope, 24) for each in mover.answers if each.said.comment]
    assert read
    for each in read:
        assert each.said_at == f"/places/{each.place}/{each.question}?period={each.said.at}"
    scope = replace(scope, opened=replace(scope.opened, reads_comments=False))
    assert not any(each.said.comment or each.said.source for mover in movers(scope, 24) for each in mover.answers)


def test_nothing_changed_before_the_first_period(look):
    assert movers(look("change", "period=2018")) == ()
