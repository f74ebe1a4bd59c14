"""The report has every exhibit that a finding leads to, and every drawing lies on its scale."""

from __future__ import annotations

import pytest

from commonground.methods.coherence import Thresholds
from commonground.methods.examination import Section
from commonground.methods.index import Lookup, Row, score
from commonground.scores.examinations import shades
from commonground.scores.examinations.report import Heat, Plot, Report
from commonground.scores.examinations.writing import report
from tests.methods.examination.worlds import examination
from tests.methods.index.notation import answers, index


@pytest.fixture(scope="module")
def whole() -> Report:
    return report(examination(title="Ports Index", edition="2024, edition 1", names={"X03": "Alder & <Co>"}))


def tables(found: Report):
    return [table for part in found.parts for table in part.tables]


def test_every_finding_leads_to_an_exhibit(whole):
    codes = [table.code for table in tables(whole)]
    assert len(codes) == len(set(codes))
    led = {each.exhibit for part in whole.parts for each in part.sentences} | {each.exhibit for each in whole.look_at}
    assert led <= set(codes)


def test_every_row_fits_its_columns(whole):
    for table in tables(whole):
        assert table.rows, table.code
        assert all(len(row) == len(table.columns) for row in table.rows), table.code


def test_drawings_lie_on_their_scale(whole):
    drawn = 0
    for table in tables(whole):
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if isinstance(cell, Plot):
                    low, high = column.scale
                    values = [v for v in (cell.low, cell.high, cell.dot, cell.tick) if v is not None]
                    assert all(low - 1e-9 <= v <= high + 1e-9 for v in values) or table.code == "sobol-indices"
                    drawn += 1
    assert drawn > 60


def test_sections_key_figures_and_method(whole):
    assert [part.code for part in whole.parts] == list(Section)
    assert whole.title == "Statistical audit of Ports Index"
    assert whole.subtitle == "2024, edition 1 · 2024"
    assert whole.figures[0] == ("30", "places")
    assert "what is not named was not varied" in whole.method[0]
    assert "seed 5" in whole.method[-1]
    assert whole.notice == ""


def test_intervals_are_never_called_confidence_intervals(whole):
    text = str(whole)
    assert "These are not confidence intervals" in text
    assert text.lower().count("confidence interval") == 1


def test_a_small_index_has_a_report_without_what_it_lacks():
    known = score(index("overall = minimum(q1, q2)"), answers("place q1 q2\nX 1 2\nY 3 4\nZ 2 2"))
    codes = {table.code for table in tables(report(examination(known)))}
    assert not {"rank-acceptability", "weight-changes", "overlaps", "coverage-of-indicators"} & codes


def test_an_index_that_is_one_lookup_has_no_influence_to_show():
    rows = (Row(when={"q": (0.0,)}, score=10.0), Row(when={"q": (1.0, 2.0)}, score=20.0))
    tree = index("overall = lookup(q)", rules={"overall": Lookup(rows=rows)})
    codes = {table.code for table in tables(report(examination(score(tree, answers("place q\nX 0\nY 1\nZ 2")))))}
    assert "influence" not in codes


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, Heat(text="–", level=None)),
        (float("nan"), Heat(text="–", level=None)),
        (-0.5, Heat(text="−0.50", level=None)),
        (-0.1, Heat(text="−0.10", level=0)),
        (0.3, Heat(text="0.30", level=1)),
        (0.7, Heat(text="0.70", level=3)),
        (0.95, Heat(text="0.95", level=5)),
    ],
)
def test_correlations_are_shaded_by_their_bounds(value, expected):
    assert shades.correlation(value, Thresholds()) == expected


def test_shares_and_shifts():
    assert shades.share(None) == shades.share(float("nan")) == Heat(text="–", level=None)
    assert shades.share(1.0) == Heat(text="100%", level=5)
    assert shades.share(0.0) == Heat(text="0%", level=0)
    assert shades.shift(None, 4) == Heat(text="–", level=None)
    assert [shades.shift(value, 8).level for value in (0, 1, 4, 8)] == [0, 1, 3, 5]
