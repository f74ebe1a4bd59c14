"""Small worlds in the domain's notation: a table of answers in, an index out."""

from __future__ import annotations

from dataclasses import replace

from commonground.methods.audit import Audit
from commonground.methods.index import Answers, Framework, Group, Mean, Option, Question, Reason, Require, Skip
from commonground.methods.tables.bundle import IndexBundle, Note, PeriodInfo, PlaceInfo, PublishedFigure, Source

OPTIONS = tuple(Option(code=str(p), label=f"option {p}", points=float(p)) for p in (0, 50, 100))
NA = Option(code="na", label="does not apply", reason=Reason.NOT_APPLICABLE)
PORTS = """
place  period  A1   A2   A3  B1   B2
XA     2020    100  50   0   100  100
XA     2023    100  100  0   100  100
XB     2020    0    50   -   0    50
XB     2023    0    50   50  0    na
"""
"""A place whose areas are [100, 50, 0] and [100, 100]; another with a missing answer and one that does not apply."""


def question(code: str) -> Question:
    return Question(code=code, title=f"Question {code}?", options=(*OPTIONS, NA), tags={"kind": ("law",)})


def ports() -> Framework:
    """Two areas, a mean of means."""
    return Framework(
        code="ports",
        version="1",
        title="Ports Index",
        questions=tuple(question(code) for code in ("A1", "A2", "A3", "B1", "B2")),
        groups=(
            Group(code="a", title="Quays", children=("A1", "A2", "A3"), rule=Mean(), missing=Skip(minimum=0.5)),
            Group(code="b", title="Lights", children=("B1", "B2"), rule=Mean(), missing=Skip(minimum=0.5)),
            Group(code="overall", title="Overall", children=("a", "b"), rule=Mean(), missing=Require()),
        ),
        aggregates=("overall",),
        areas=("a", "b"),
    )


def answers(table: str, framework: Framework) -> Answers:
    """``-`` is no answer, ``na`` does not apply."""
    head, *rows = (line.split() for line in table.strip().splitlines())
    cells = [
        (row[0], row[1], code, Reason.NOT_APPLICABLE if value == "na" else float(value))
        for row in rows
        for code, value in zip(head[2:], row[2:], strict=True)
        if value != "-"
    ]
    return Answers.from_cells(cells, questions=[q.code for q in framework.questions])


def world(table: str = PORTS, **changes: object) -> IndexBundle:
    """The Ports Index, whole: answers, a comment, a figure that the source publishes."""
    framework = ports()
    found = answers(table, framework)
    bundle = IndexBundle(
        code="ports",
        edition_label="2020-2023",
        framework=framework,
        answers=found,
        places=tuple(PlaceInfo(code=code, name=f"Island {code}", groups=("Shore",)) for code in found.places),
        periods=tuple(PeriodInfo(code=c, label=c, reference_date=f"{c}-12-31") for c in found.periods),
        source=Source(name="ports.csv", sha256="0" * 64),
        notes={("XA", "2020", "A1"): Note(comment="Quays are open to all.", source="Quays Act", at="ports.csv:2")},
        published=(PublishedFigure(place="XA", period="2020", node="overall", value=75.0, sheet="p.csv", cell="2"),),
        fictional=True,
    )
    return replace(bundle, **changes)


def no_audit() -> Audit:
    return Audit(workbook="ports.csv", edition="2020-2023", published=1, reproduced=1)
