"""A scoring framework carried over to a later version of its questionnaire."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.index import (
    Framework,
    Group,
    Lookup,
    Mean,
    Option,
    Profile,
    Question,
    Reason,
    Row,
    Weighted,
    score,
)
from commonground.methods.index.framework import Dimension
from commonground.methods.questionnaires import Kind, questionnaire_from_framework
from commonground.methods.questionnaires import Option as Choice
from commonground.methods.questionnaires.carrying import Kept, Placing, carry, homes
from commonground.methods.questionnaires.compare import Became, Link
from commonground.methods.questionnaires.scoring import fit_problems
from tests.methods.questionnaires.factory import GROUPS, YES_NO, ask, asking
from tests.support.worlds import answers

SCALE = tuple(Option(code=each.code, label=each.label["en"], points=each.points, reason=each.reason) for each in YES_NO)
BEFORE = asking(ask("A"), ask("B"), ask("C"), ask("D"), ask("N", Kind.NUMBER))


def framework(**changes):
    codes = changes.pop("codes", ("A", "B", "C", "D"))
    settings = {
        "code": "piers",
        "version": "1",
        "title": "Piers",
        "questions": tuple(Question(code=code, title=code, options=SCALE) for code in codes),
        "groups": (
            Group(code="quays", title="Quays", children=("A", "B"), rule=Weighted(weights={"A": 0.25, "B": 0.75})),
            Group(code="lights", title="Lights", children=("C", "D"), rule=Mean()),
            Group(
                code="overall",
                title="Overall",
                children=("quays", "lights"),
                rule=Weighted(weights={"quays": 0.4, "lights": 0.6}),
            ),
        ),
        "aggregates": ("overall",),
        "areas": ("quays", "lights"),
    }
    return Framework(**settings | changes)


def same(*codes):
    return {code: Link(kind=Became.IDENTICAL, before=(code,), after=(code,)) for code in codes}


def carried(after, links, placed=(), of=None, before=BEFORE, **more):
    return carry(of or framework(), before, after, links, placed=dict(placed), version="2", **more)


def codes(problems):
    return [problem.code for problem in problems]


def test_what_is_the_same_is_carried_over_as_it_is():
    found = carried(BEFORE, same("A", "B", "C", "D", "N"))
    assert (found.dropped, found.emptied, found.scaled, found.new, found.problems) == ((), (), (), (), ())
    assert found.framework.version == "2"
    assert found.framework.groups == framework().groups
    assert [question.options for question in found.framework.questions] == [SCALE] * 4
    assert found.kept[0] == Kept(before="A", after="A", kind="identical")


def test_a_question_that_is_gone_leaves_its_weight_to_the_others_and_a_new_code_keeps_its_place():
    links = same("A", "C") | {"D": Link(kind=Became.REWORDED, before=("D",), after=("E",))}
    found = carried(asking(ask("A"), ask("C"), ask("E")), links)
    assert (found.dropped, found.scaled) == (("B",), ("quays",))
    assert found.framework.group("quays").rule == Weighted(weights={"A": 1.0})
    assert found.framework.group("lights").children == ("C", "E")
    card = score(found.framework, answers("place period A C E\nXA 2025 100 0 50", found.framework))
    assert card["overall", "XA", "2025"] == pytest.approx(0.4 * 100 + 0.6 * 25)


def test_a_group_of_which_nothing_is_left_goes_with_its_weight():
    found = carried(asking(ask("C"), ask("D")), same("C", "D"))
    assert (found.dropped, found.emptied, found.scaled) == (("A", "B"), ("quays",), ("overall",))
    assert found.framework.areas == ("lights",)
    assert found.framework.group("overall").rule == Weighted(weights={"lights": 1.0})


def test_where_nothing_goes_on_there_is_no_framework():
    found = carried(asking(ask("Z")), {}, {"Z": Placing()})
    assert (found.framework, codes(found.problems)) == (None, ["framework-no-aggregate"])


def test_new_questions_are_named_and_stand_where_they_are_placed():
    after = asking(*BEFORE.questions, ask("E"), ask("T", Kind.TABLE, items=GROUPS, options=YES_NO), ask("W", Kind.TEXT))
    links = same("A", "B", "C", "D", "N")
    found = carried(after, links)
    assert found.new == ("E", "T.sailors", "T.walkers")
    assert codes(found.problems) == ["scoring-unplaced"] * 3
    placed = {"E": Placing(group="quays", weight=0.2), "T.sailors": Placing(group="lights"), "T.walkers": Placing()}
    made = carried(after, links, placed).framework
    assert made.group("quays").rule.weights == pytest.approx({"A": 0.2, "B": 0.6, "E": 0.2})
    assert made.group("lights").children == ("C", "D", "T.sailors")
    assert made.question("T.sailors").title.endswith(": Sailors")
    assert [group.code for group in homes(framework())] == ["quays", "lights"]


def test_a_group_of_new_questions_alone_divides_itself_between_them():
    after = asking(ask("C"), ask("D"), ask("E"), ask("F"))
    placed = {"E": Placing(group="quays", weight=0.3), "F": Placing(group="quays", weight=0.1)}
    made = carried(after, same("C", "D"), placed).framework
    assert made.group("quays").rule.weights == pytest.approx({"E": 0.75, "F": 0.25})
    alone = {"E": Placing(group="quays", weight=1.0), "F": Placing()}
    assert carried(after, same("C", "D"), alone).framework.group("quays").rule.weights == {"E": 1.0}


@pytest.mark.parametrize(
    ("home", "code"),
    [
        (Placing(group="nowhere"), "scoring-group"),
        (Placing(group="quays"), "scoring-weight"),
        (Placing(group="quays", weight=1.0), "scoring-weight"),
    ],
)
def test_a_place_that_cannot_be_is_named(home, code):
    found = carried(asking(*BEFORE.questions, ask("E")), same("A", "B", "C", "D", "N"), {"E": home})
    assert (found.framework, codes(found.problems)) == (None, [code])


def test_new_weights_leave_something_to_the_others():
    placed = {"E": Placing(group="quays", weight=0.5), "F": Placing(group="quays", weight=0.5)}
    found = carried(asking(*BEFORE.questions, ask("E"), ask("F")), same("A", "B", "C", "D", "N"), placed)
    assert codes(found.problems) == ["scoring-weight"] * 2


def test_a_series_that_ends_begins_anew_and_what_nobody_has_said_is_asked_for_first():
    broken = {"A": Link(kind=Became.BROKEN, before=("A",), after=("A",))}
    found = carried(BEFORE, same("B", "C", "D", "N") | broken)
    assert (found.dropped, found.new) == (("A",), ("A",))
    waiting = carried(BEFORE, same("B", "C", "D", "N"), unsettled=["A"])
    assert codes(waiting.problems) == ["scoring-link"]


def test_options_go_along_the_map_unless_the_questionnaire_gives_them_another_worth():
    new = (
        Choice(code="all", points=100.0),
        Choice(code="some", points=60.0),
        Choice(code="none", points=0.0),
        Choice(code="na", reason=Reason.NOT_APPLICABLE),
        Choice(code="law", points=30.0),
    )
    mapped = {"yes": "all", "partly": "some", "no": "none", "na": "na"}
    links = same("B", "C", "D", "N") | {"A": Link(kind=Became.REMAPPED, before=("A",), after=("A",), options=mapped)}
    after = asking(ask("A", options=new), *BEFORE.questions[1:])
    harsh = tuple(replace(each, points=80.0) if each.code == "yes" else each for each in SCALE)
    of = framework(
        questions=(Question(code="A", title="A", options=harsh), *framework().questions[1:]),
    )
    points = {each.code: each.points for each in carried(after, links, of=of).framework.question("A").options}
    assert points == {"all": 80.0, "some": 60.0, "none": 0.0, "na": None, "law": 30.0}


def test_two_options_made_one_need_a_worth_in_the_questionnaire():
    mapped = {"yes": "yes", "partly": "yes", "no": "no", "na": "na"}
    links = same("B", "C", "D", "N") | {"A": Link(kind=Became.REMAPPED, before=("A",), after=("A",), options=mapped)}
    for points, told in ((100.0, []), (None, ["framework-option-points"])):
        options = (Choice(code="yes", points=points), *YES_NO[2:])
        found = carried(asking(ask("A", options=options), *BEFORE.questions[1:]), links)
        assert codes(found.problems) == told


def test_a_number_is_scored_as_it_is():
    of = framework(
        codes=("A", "B", "C"),
        questions=(*framework().questions[:3], Question(code="N", title="N")),
        groups=(
            framework().groups[0],
            Group(code="lights", title="Lights", children=("C", "N"), rule=Mean()),
            framework().groups[2],
        ),
    )
    found = carried(BEFORE, same("A", "B", "C", "D", "N"), of=of)
    assert (found.new, found.framework.question("N").options) == ((), ())


def table(*rows):
    lights = Group(code="lights", title="Lights", children=("C", "D"), rule=Lookup(rows=rows))
    return framework(groups=(framework().groups[0], lights, framework().groups[2]))


def test_a_table_goes_on_with_the_same_questions_and_with_no_others():
    of = table(Row(when={"C": (100.0,), "D": (100.0,)}, score=100.0))
    renamed = same("A", "B", "C", "N") | {"D": Link(kind=Became.REWORDED, before=("D",), after=("E",))}
    after = asking(*BEFORE.questions[:3], ask("E"))
    made = carried(after, renamed, of=of).framework
    assert made.group("lights").rule.rows[0].when == {"C": (100.0,), "E": (100.0,)}
    assert codes(carried(after, same("A", "B", "C", "N"), {"E": Placing()}, of=of).problems) == ["scoring-lookup"]
    added = carried(
        asking(*BEFORE.questions, ask("E")), same("A", "B", "C", "D", "N"), {"E": Placing(group="lights")}, of=of
    )
    assert codes(added.problems) == ["scoring-lookup"]


def test_a_dimension_follows_its_questions_and_cannot_do_without_any():
    profile = Profile(
        code="p", title="P", dimensions=(Dimension(code="d", title="D", children=("A", "quays"), threshold=50.0),)
    )
    links = same("B", "C", "D", "N") | {"A": Link(kind=Became.REWORDED, before=("A",), after=("E",))}
    made = carried(asking(*BEFORE.questions[1:], ask("E")), links, of=framework(profiles=(profile,))).framework
    assert made.profiles[0].dimensions[0].children == ("E", "quays")
    found = carried(asking(ask("C"), ask("D")), same("C", "D"), of=framework(profiles=(profile,)))
    assert codes(found.problems) == ["scoring-profile"]


def test_what_does_not_fit_is_named_by_question():
    assert list(fit_problems(BEFORE, framework())) == []
    after = asking(
        ask("B", Kind.MULTIPLE),
        ask("C", options=YES_NO[:3]),
        ask("D", options=(*YES_NO, Choice(code="law", points=1.0))),
    )
    assert [(each.place, each.code) for each in fit_problems(after, framework())] == [
        ("A", "scoring-question"),
        ("B", "scoring-kind"),
        ("C", "scoring-option"),
        ("D", "scoring-option"),
    ]
    assert list(fit_problems(questionnaire_from_framework(framework()), framework())) == []
