"""Published figures and answers in, what does not follow out."""

from __future__ import annotations

import pytest

from commonground.methods.tables import audit_index, read_index

ANSWERS = """\
place,period,question,answer
XA,2021,Q1,100
XA,2021,Q2,33.3
XA,2024,Q1,1OO
XA,2024,Q2,75
NO,2024,Q1,0
NO,2024,Q2,dark
"""


@pytest.fixture
def audit(write, framework_path):
    def audited(published="", answers=ANSWERS):
        header = "place,period,node,value\n"
        paths = write("answers.csv", answers), write("published.csv", header + published)
        return audit_index(read_index(framework_path, *paths, strict=False))

    return audited


def test_a_figure_that_follows_to_the_sixth_decimal_is_reproduced(audit):
    found = audit("XA,2021,Q2,33.3000009\nXA,2021,Q1,100\nXA,2024,Q2,75\nNO,2024,Q2,0\nNO,2024,Q1,0\n")
    assert (found.published, found.reproduced, found.mismatches) == (5, 5, ())


@pytest.mark.parametrize(
    ("published", "cause"),
    [
        ("66.56", "Two neighbouring digits are swapped: 66.56 is typed, 66.65 follows from the answers."),
        ("66.7", "The figure is rounded to 1 decimal."),
        ("67", "The figure is rounded to 0 decimals."),
        (
            "55.66",
            "The figure does not follow from the answers in the file; it may rest on other answers or another rule.",
        ),
        ("6.665", "The figure does not follow"),
        ("166.65", "The figure does not follow"),
        ("66.47", "The figure does not follow"),
        ("66.64", "The figure does not follow"),
    ],
)
def test_the_likely_cause_of_a_figure_that_does_not_follow(audit, published, cause):
    (mismatch,) = audit(f"XA,2021,H,{published}\n").mismatches
    assert mismatch.cause.startswith(cause)
    assert (mismatch.sheet, mismatch.cell) == ("published.csv", "2")
    assert (mismatch.place, mismatch.period, mismatch.node) == ("XA", "2021", "H")
    assert (mismatch.published, mismatch.recomputed) == (float(published), pytest.approx(66.65))


def test_a_figure_that_rests_on_a_typing_error_names_it(audit):
    (mismatch,) = audit("XA,2024,H,87.5\n").mismatches
    assert mismatch.recomputed == 75.0
    assert mismatch.cause == 'An answer that it rests on is read as missing: Q1 holds "1OO" (answers.csv:4).'


def test_a_figure_that_the_rule_does_not_give(audit):
    (mismatch,) = audit("NO,2021,H,50\n").mismatches
    assert mismatch.recomputed is None
    assert mismatch.cause == "The rule gives no figure here. No question is answered here."


def test_what_stands_out_in_the_answers_is_a_warning_with_its_line(audit):
    warnings = [(each.sheet, each.cell, each.kind, each.message) for each in audit().warnings]
    assert warnings == [
        (
            "answers.csv",
            "4",
            "text_in_number",
            'XA 2024 Q1 holds "1OO", which is read as missing. Q1 allows 100, 0, na or unknown.',
        ),
        (
            "answers.csv",
            "5",
            "off_scale",
            "XA 2024 Q2 holds 75, which is used as it stands. Q2 allows dark, dim, 33.3 or 100.",
        ),
    ]


def test_a_figure_left_out_of_those_published_is_a_warning(audit):
    found = audit("XA,2021,H,66.65\n", ANSWERS.replace("XA,2024,Q1,1OO\nXA,2024,Q2,75\n", ""))
    assert [(each.sheet, each.cell, each.kind, each.message) for each in found.warnings] == [
        ("published.csv", "", "unpublished", "NO 2024 H is not published; the rule gives 0.")
    ]


def test_the_document_names_the_files_and_counts_the_figures(audit):
    document = audit("XA,2021,H,66.65\nXA,2021,Q1,1\n").document()
    assert list(document) == ["workbook", "edition", "published", "reproduced", "mismatches", "warnings"]
    assert document["workbook"] == "framework.yaml, answers.csv, published.csv"
    assert (document["edition"], document["published"], document["reproduced"]) == ("2021-2024", 2, 1)
