"""What became of questions from one version to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.index import Reason
from commonground.methods.questionnaires import Item, Kind, Option, Section
from commonground.methods.questionnaires.compare import Became, compare
from tests.methods.questionnaires.factory import GROUPS, YES_NO, ask, asking, light, piers


def became(old, new, **changes):
    (link,) = compare(asking(old), asking(new, **changes)).links
    return link


def options(*codes_and_labels):
    return tuple(Option(code=code, label={"en": label}) for code, label in codes_and_labels)


def test_nothing_changed():
    difference = compare(piers(), piers())
    assert difference.kinds == {
        "identical": 7,
        "reworded": 0,
        "remapped": 0,
        "split": 0,
        "merged": 0,
        "broken": 0,
        "removed": 0,
        "added": 0,
    }
    assert all(link.goes_on for link in difference.links)


def test_other_words_are_the_same_question():
    link = became(ask("A"), ask("A", text={"en": "Quite another wording?"}))
    assert (link.kind, link.goes_on) == (Became.REWORDED, True)


def test_another_translation_is_another_wording():
    assert became(light(section=""), light(section="", title={"en": "Light"})).kind is Became.REWORDED


def test_another_condition_is_said():
    link = became(ask("A"), ask("A", relevance="1 = 1"))
    assert (link.kind, link.reason) == (Became.REWORDED, "its conditions changed, its options did not")


@pytest.mark.parametrize(
    ("new", "mapped"),
    [
        ((("1", "No"), ("2", "In part"), ("3", "Yes")), {"0": "1", "1": "2", "2": "3"}),
        ((("0", "No"), ("1", "In part"), ("2", "Yes"), ("9", "Unknown")), {"0": "0", "1": "1", "2": "2"}),
        ((("2", "No"), ("1", "In part."), ("0", "YES")), {"0": "2", "1": "1", "2": "0"}),
    ],
)
def test_options_are_mapped_by_their_words(new, mapped):
    old = options(("0", "No"), ("1", "In part"), ("2", "Yes"))
    link = became(ask("A", options=old), ask("A", options=options(*new)))
    assert (link.kind, link.options, link.goes_on) == (Became.REMAPPED, mapped, True)


def test_options_are_mapped_by_their_points():
    scored = tuple(replace(option, code=f"new-{option.code}", label={"en": option.code * 3}) for option in YES_NO)
    link = became(ask("A"), ask("A", options=scored))
    assert link.kind is Became.REMAPPED
    assert link.options == {"yes": "new-yes", "partly": "new-partly", "no": "new-no", "na": "new-na"}


def test_other_points_for_the_same_option_are_a_remapping():
    more = (replace(YES_NO[0], points=80.0), *YES_NO[1:])
    assert became(ask("A"), ask("A", options=more)).kind is Became.REMAPPED


@pytest.mark.parametrize("new", [ask("A", options=YES_NO[:3]), ask("A", Kind.TEXT)])
def test_an_option_or_a_kind_that_is_gone_ends_the_series(new):
    link = became(ask("A"), new)
    assert (link.kind, link.goes_on) == (Became.BROKEN, False)


def test_an_option_without_points_or_words_in_common_has_no_place():
    link = became(ask("A", options=options(("0", "No"))), ask("A", options=options(("0", "Certainly so"))))
    assert (link.kind, link.reason) == (Became.BROKEN, "no option stands for 0")
    near = became(ask("A", options=options(("0", "Partialy"))), ask("A", options=options(("0", "Partially"))))
    assert near.kind is Became.REWORDED


def test_an_option_with_the_same_points_and_other_words_is_the_same():
    reworded = tuple(replace(option, label={"en": option.code * 2}) for option in YES_NO)
    assert became(ask("A"), ask("A", options=reworded)).kind is Became.REWORDED


def test_points_that_two_options_have_map_nothing():
    twice = (replace(YES_NO[0], code="a", label={"en": "x"}), replace(YES_NO[0], code="b", label={"en": "y"}))
    assert became(ask("A", options=YES_NO[:1]), ask("A", options=twice)).kind is Became.BROKEN
    none = Option(code="na", label={"en": "None"}, reason=Reason.NO_DATA)
    assert became(ask("A", options=(none,)), ask("A", options=(replace(none, code="nd", label={}),))).options == {
        "na": "nd"
    }


def test_a_row_that_is_gone_ends_the_series_of_the_table():
    table = ask("T", Kind.TABLE, items=GROUPS, options=YES_NO)
    assert became(table, replace(table, items=GROUPS[:1])).kind is Became.BROKEN
    more = replace(table, items=(*GROUPS, Item(code="gulls")))
    assert became(table, more).kind is Became.REWORDED


def test_a_question_with_another_code_is_known_by_its_words():
    old = ask("A", text={"en": "Is the pier lit at night by lamps?"})
    new = ask("Z", text={"en": "Is the pier lit at night by any lamps?"})
    link = became(old, new)
    assert (link.kind, link.before, link.after) == (Became.REWORDED, ("A",), ("Z",))
    assert compare(asking(old), asking(ask("Z", text={"en": "Who pays?"}))).removed == ("A",)


def test_the_same_words_in_another_section_are_another_question():
    def within(section: str, code: str):
        question = ask(code, text={"en": "The data is openly licensed."}, section=section)
        return asking(question, sections=(Section(code=section),))

    difference = compare(within("ports", "P"), within("land", "L"))
    assert (difference.links, difference.removed, difference.added) == ((), ("P",), ("L",))
    assert difference.elsewhere == (("P", "L"),)


def test_a_question_divided_into_two():
    whole = ask("A", text={"en": "May newcomers register boats and rent moorings in the harbour?"})
    boats = ask("A1", text={"en": "May newcomers register boats?"})
    moorings = ask("A2", text={"en": "May newcomers rent moorings in the harbour?"})
    (link,) = compare(asking(whole), asking(boats, moorings)).links
    assert (link.kind, link.before, link.after, link.goes_on) == (Became.SPLIT, ("A",), ("A1", "A2"), False)
    (link,) = compare(asking(boats, moorings), asking(whole)).links
    assert (link.kind, link.before, link.after, link.goes_on) == (Became.MERGED, ("A1", "A2"), ("A",), False)


def test_of_two_that_resemble_a_question_the_nearer_took_its_place():
    old = ask("A", text={"en": "May newcomers rent moorings in the harbour?"})
    near = ask("A1", text={"en": "May newcomers rent moorings in the harbour??"})
    far = ask("A2", text={"en": "May newcomers rent moorings in the harbour???"})
    found = compare(asking(old), asking(far, near))
    assert [(each.before, each.after) for each in found.links] == [(("A",), ("A1",))]
    assert found.added == ("A2",)


def test_half_of_a_question_is_no_split():
    whole = ask("A", text={"en": "May newcomers register boats, rent moorings and build piers anywhere?"})
    part = ask("A1", text={"en": "May newcomers register boats?"})
    assert compare(asking(whole), asking(part)).links == ()
