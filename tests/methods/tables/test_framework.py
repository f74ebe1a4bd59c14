"""A framework file in, a framework out; everything wrong with it named by line."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FrameworkError
from commonground.methods.index.framework import Option, Reason
from commonground.methods.index.rules import Mean, Require, Skip
from commonground.methods.tables import read_framework
from commonground.methods.tables.bundle import PeriodInfo, PlaceInfo


def problems_of(path):
    with pytest.raises(FrameworkError) as caught:
        read_framework(path)
    return caught.value.problems


def problem_of(path):
    (problem,) = problems_of(path)
    return str(problem)


def test_all_that_the_small_framework_says(small):
    framework = small.framework
    assert (framework.code, framework.title, framework.version) == ("small", "Small Index", "1.10")
    assert framework.scale == (0.0, 100.0)
    assert framework.order == ("overall", "H", "Q1", "Q2")
    assert (framework.group("H").rule, framework.group("H").missing) == (Mean(), Skip(minimum=0.5))
    assert framework.group("overall").missing == Require()
    assert framework.question("Q1").tags == {"kind": ("law",)}
    assert small.places == (
        PlaceInfo(code="XA", name="Aldervane"),
        PlaceInfo(code="NO", name="Norrhaven", groups=("North",), tile=(1, 0)),
    )
    assert small.periods == (
        PeriodInfo(code="2021", label="2021"),
        PeriodInfo(code="2024", label="The year 2024", reference_date="2024-12-31"),
    )
    assert small.name == "framework.yaml"
    assert not small.fictional


def test_an_option_is_called_by_its_code_or_else_by_its_points(small):
    assert small.framework.question("Q1").options == (
        Option(code="100", label="Yes", points=100.0),
        Option(code="0", label="No", points=0.0),
        Option(code="na", reason=Reason.NOT_APPLICABLE),
        Option(code="unknown", reason=Reason.NO_DATA),
    )
    assert [option.code for option in small.framework.question("Q2").options] == ["dark", "dim", "33.3", "100"]


def test_the_edition_is_named_after_its_periods_unless_the_file_names_it(small, changed):
    assert small.edition_label == "2021-2024"
    assert read_framework(changed("version: 1.10", "version: 1\nedition: Spring")).edition_label == "Spring"
    assert read_framework(changed("  - {code: 2021}\n", "")).edition_label == "2024"


def test_all_problems_are_found_at_once_in_the_order_of_the_lines(changed):
    path = changed("title: Small Index\nversion: 1.10", "tilte: Small Index\nfictional: perhaps")
    path.write_text(path.read_text().replace("points: 33.3", "points: many").replace("title: Lights", ""))
    assert [(problem.place, problem.code) for problem in problems_of(path)] == [
        ("framework.yaml:1", "framework-missing-key"),
        ("framework.yaml:1", "framework-missing-key"),
        ("framework.yaml:2", "framework-unknown-key"),
        ("framework.yaml:3", "framework-value"),
        ("framework.yaml:15", "framework-missing-key"),
        ("framework.yaml:20", "framework-value"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "title: Piers",
            "tilte: Piers\n    title: P",
            '12: "tilte" is not a key that is known here. Did you mean "title"?',
        ),
        ("    rule: mean", "    rule: meen", '25: "meen" is not a key that is known here. Did you mean "mean"?'),
        ("[Q1, Q2]", "[{code: G, title: G, chidren: [], children: [Q1]}, Q2]", '27: "chidren" is not a key'),
        (
            "    rule: mean",
            "    rule: {mean: {}, median: {}}",
            "25: rule: what stands here must name exactly one choice.",
        ),
        ("{skip: 0.5}", "{skip: half}", '26: skip: "half" is not a number.'),
        ("{skip: 0.5}", "{skip: .inf}", '26: skip: ".inf" is not a number.'),
        ("{skip: 0.5}", "{skip: inf}", '26: skip: "inf" is not a finite number.'),
        ("[Q1, Q2]", "Q1", '27: children: "Q1" must be a list.'),
        ("[Q1, Q2]", "[Q1, [Q2]]", "27: children: what stands here must be text."),
        ("tile: [1, 0]", "tile: [1]", "34: tile: what stands here is refused. List should have at least 2 items"),
        ("tile: [1, 0]", "tile: [1, -1]", '34: tile: "-1" is refused. It should be greater than or equal to 0.'),
        ("tile: [1, 0]", "tile: [1, b]", '34: tile: "b" is not a whole number.'),
        ("reason: no_data", "reason: nodata", '9: reason: "nodata" is not known. Did you mean "no_data"?'),
        ("code: small", "code: Small Index", '1: The file: "Small Index" cannot be used as a code. Use small letters'),
        ("code: Q1", "code: Q 1", '11: questions: "Q 1" cannot be used as a code. Use letters, digits'),
        ("code: XA", "code: XA.csv", '33: places: "XA.csv" ends like a file'),
        ("2024-12-31", "31.12.2024", '37: reference_date: "31.12.2024" is not a date. Write year, month and day'),
        ("2024-12-31", "20241231", '37: reference_date: "20241231" is not a date.'),
        ("    scale: yes_no\n", "", "11: questions: what stands here needs either options or a scale."),
        ("{points: 33.3}", "{label: a third}", "20: options: what stands here needs points or a code."),
        ("    tags: {kind: law}", "    tags: law", '14: tags: "law" must be a mapping.'),
        ("  - {code: 2021}", "  - 2021", '36: periods: "2021" must be a mapping.'),
        ("title: Lights", "title: [Lights]", "16: title: what stands here must be text."),
        ("scale: yes_no", "scale: yesno", '13: There is no scale "yesno". Did you mean "yes_no"?'),
        ("scale: yes_no", "scale: zzzzz", '13: There is no scale "zzzzz". Use yes_no.'),
        ("code: XA", "code: NO", '34: "NO" is already used on line 33.'),
        ("code: 2021", "code: 2024", '37: "2024" is already used on line 36.'),
        ("name: Aldervane", "name: Aldervane, tile: [1, 0]", '34: "1, 0" is already used on line 33.'),
        ("title: Lights", "title: Lights\n    title: Lamps", '17: "title" was already given on line 16.'),
    ],
)
def test_each_problem_names_line_and_remedy(changed, old, new, said):
    assert problem_of(changed(old, new)).startswith(f"framework.yaml:{said}")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[Q1, Q2]", "[Q1, Q2, Q3]", 23),
        ("[Q1, Q2]", "[Q1]", 15),
        ("code: Q2", "code: Q1", 15),
        ("{skip: 0.5}", "{skip: 2}", 23),
        ("rule: mean", "rule: {weighted: {Q1: 0.5, Q2: 0.4}}", 23),
        ("{code: na, reason: not_applicable}", "{code: na, reason: no_data, points: 1}", 11),
        ("[Q1, Q2]", "[Q1, Q2, {code: G, title: G, children: [H]}]", 23),
        ("scales:", "scale: [0, 100]\nbands:\n  - {code: low, label: Low, from: 0, to: 50, level: 1}\nscales:", 6),
    ],
)
def test_a_framework_that_contradicts_itself_names_the_line_of_the_node(changed, old, new, place):
    assert f"framework.yaml:{place}" in [problem.place for problem in problems_of(changed(old, new))]


def test_a_contradiction_of_no_single_node_names_the_file(changed):
    assert problem_of(changed("scales:", "scale: [100, 0]\nscales:")).startswith("framework.yaml: The scale runs")


def test_repeated_keys_are_named_together_with_other_problems(changed):
    codes = [problem.code for problem in problems_of(changed("title: Lights", "title: L\n    title: L\n    x: 1"))]
    assert codes == ["yaml-repeated-key", "framework-unknown-key"]


def test_a_file_that_is_no_mapping_is_no_framework(write):
    assert problem_of(write("framework.yaml", "- a\n")) == (
        "framework.yaml:1: The file: what stands here must be a mapping. "
        "Write 'key: value' lines below it. [framework-value]"
    )
