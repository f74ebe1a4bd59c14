"""An address and a view say the same, whichever is read first."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.explorer.state import HIDDEN, AddressError, View, read, weight

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=12)
LISTS = st.lists(WORDS, max_size=4, unique=True).map(tuple)
WEIGHTS = st.decimals(0, 1000, places=3).map(lambda number: weight(str(number)))
VIEWS = st.builds(
    View,
    kind=st.sampled_from(Kind),
    measure=LISTS,
    against=WORDS | st.just(""),
    places=LISTS,
    marked=LISTS,
    period=WORDS | st.just(""),
    since=WORDS | st.just(""),
    hide=st.lists(st.sampled_from(HIDDEN), unique=True).map(tuple),
    weights=st.dictionaries(WORDS, WEIGHTS, max_size=4).map(lambda found: tuple(found.items())),
    without=LISTS,
    place=WORDS | st.just(""),
    changes=st.dictionaries(WORDS, WORDS, max_size=4).map(lambda found: tuple(found.items())),
    target=WORDS | st.just(""),
)


@given(VIEWS)
def test_a_view_comes_back_from_its_address(view):
    query = view.query()
    again = read(view.kind, parse_qs(query))
    assert again == view
    assert again.query() == query


def test_what_a_view_does_not_say_is_not_written():
    assert View().query() == ""
    assert View(measure=("overall",), places=("group:eu", "SE")).query() == "measure=overall&places=group:eu,SE"


def test_lists_may_be_given_in_parts_as_forms_send_them():
    view = read("ranking", {"places": ["SE", "group:eu,SE"], "marked": ["", " XA "]})
    assert view.places == ("SE", "group:eu")
    assert view.marked == ("XA",)


def test_a_form_sends_weights_and_changes_by_name():
    view = read("own", {"weights.A": ["2.50"], "weights.B": [""], "changes.A1": ["full"]})
    assert view.weights == (("A", "2.5"),)
    assert view.changes == (("A1", "full"),)


@pytest.mark.parametrize(
    "query",
    [
        {"period": ["2018", "2021"]},
        {"hide": ["everything"]},
        {"weights": ["A"]},
        {"weights": ["A:much"]},
        {"weights": ["A:-1"]},
        {"weights": ["A:1001"]},
        {"weights": ["A:1,A:2"]},
        {"changes": ["A1:x,A1:y"]},
    ],
)
def test_an_address_that_contradicts_itself_is_refused(query):
    with pytest.raises(AddressError):
        read("ranking", query)
