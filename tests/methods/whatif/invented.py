"""Small random frameworks with answers of one place, and every world that its answers could make."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from commonground.methods.index import (
    Answers,
    Framework,
    Geometric,
    Group,
    Lookup,
    Maximum,
    Mean,
    Median,
    Minimum,
    Option,
    Question,
    Reason,
    Require,
    Row,
    Skip,
    Substitute,
    Weighted,
)

PLACE, PERIOD = "A", "1"
POINTS = (0.0, 50.0, 100.0)
GAPS = [Require(), Skip(), Skip(minimum=0.5), Substitute(points=20.0), Substitute(points=50.0, minimum=0.3)]
RULES = (Mean(), Minimum(), Maximum(), Median(), "weighted", "lookup", Geometric(), Geometric(floor=2.0))


def question(code: str, points=POINTS) -> Question:
    """A question with one option for each number of points."""
    return Question(code=code, title=code, options=tuple(Option(code=f"{each:g}", points=each) for each in points))


@st.composite
def frameworks(draw, rules=RULES) -> Framework:
    """Up to five questions in up to three groups below one aggregate, which may hold a question itself."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3).filter(lambda sizes: sum(sizes) <= 5))
    names = [[f"g{at}q{number}" for number in range(size)] for at, size in enumerate(sizes)]
    groups = [_group(draw, f"g{at}", codes, rules) for at, codes in enumerate(names)]
    extra = ["q"] if sum(sizes) < 5 and draw(st.booleans()) else []
    top = _group(draw, "top", [*(group.code for group in groups), *extra], rules)
    questions = [
        question(code, draw(st.sampled_from([POINTS, (0.0, 100.0)]))) for codes in (*names, extra) for code in codes
    ]
    return Framework(
        code="law",
        version="1",
        title="",
        questions=tuple(questions),
        groups=(top, *groups),
        aggregates=("top",),
        areas=tuple(group.code for group in groups),
    )


def _group(draw, code, children, rules) -> Group:
    rule = draw(st.sampled_from(rules))
    if rule == "weighted":
        shares = [draw(st.integers(1, 4)) for _ in children]
        rule = Weighted(weights={child: share / sum(shares) for child, share in zip(children, shares, strict=True)})
    elif rule == "lookup":
        rule = Lookup(rows=tuple(_row(draw, children) for _ in range(draw(st.integers(1, 5)))))
    return Group(code=code, title=code, children=tuple(children), rule=rule, missing=draw(st.sampled_from(GAPS)))


def _row(draw, children) -> Row:
    named = draw(st.lists(st.sampled_from(children), min_size=1, unique=True))
    points = st.lists(st.sampled_from(POINTS), min_size=1, max_size=3, unique=True)
    return Row(
        when={child: tuple(draw(points)) for child in named},
        score=draw(st.sampled_from([0.0, 30.0, 50.0, 80.0, 100.0])),
    )


@st.composite
def answered(draw, framework: Framework) -> Answers:
    """The answers of one place in one period, some missing or not applicable; a figure may be withheld."""
    kinds = st.sampled_from([*POINTS, 25.0, Reason.NO_DATA, Reason.NO_DATA, Reason.NOT_APPLICABLE])
    cells = [(PLACE, PERIOD, each.code, draw(kinds)) for each in framework.questions]
    nodes = [*framework.areas, framework.questions[0].code]
    withheld = [(PLACE, PERIOD, draw(st.sampled_from(nodes)))] if draw(st.integers(0, 9)) == 0 else []
    return Answers.from_cells(cells, withheld=withheld)


def worlds(framework: Framework, answers: Answers, *, answer: bool) -> tuple[Answers, np.ndarray]:
    """Every world as a place of its own, and the options taken: ``points[world, question]``.

    ``answer`` lets missing answers be given too.
    """
    ranges = []
    for each in framework.questions:
        at = answers.questions.index(each.code)
        now = answers.points[0, 0, at]
        free = answers.applicable[0, 0, at] and (answer or not np.isnan(now))
        others = [option.points for option in each.options if option.points != now] if free else []
        ranges.append([now, *others])
    points = np.array(list(product(*ranges)))
    places = tuple(f"w{number}" for number in range(len(points)))
    order = [answers.questions.index(each.code) for each in framework.questions]
    every = replace(
        answers,
        places=places,
        questions=tuple(each.code for each in framework.questions),
        points=points[:, np.newaxis],
        applicable=np.repeat(answers.applicable[:, :, order], len(places), axis=0),
        withheld=frozenset((place, PERIOD, node) for place in places for _, _, node in answers.withheld),
    )
    return every, points
