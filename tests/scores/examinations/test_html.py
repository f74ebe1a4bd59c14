"""The page stands alone: no scripts, no addresses, every link inside it, hostile names as text."""

from __future__ import annotations

import re

import pytest

from commonground.methods.index import score
from commonground.scores.examinations.html import _table as html_of
from commonground.scores.examinations.html import page
from commonground.scores.examinations.report import Column, Plot, Report, Table
from commonground.scores.examinations.writing import report
from tests.methods.examination.worlds import examination
from tests.methods.index.notation import answers, index


@pytest.fixture(scope="module")
def html() -> str:
    return page(
        report(examination(title="Ports <b>Index</b>", names={"X03": "<script>alert(1)</script>"}, fictional=True))
    )


def test_it_stands_alone(html):
    assert html.startswith("<!doctype html>")
    assert "<script" not in html
    assert not re.search(r"""(src|href)=["'](?!#)""", html)
    assert "://" not in html
    assert "--accent: light-dark(" in html


def test_links_lead_to_what_is_there(html):
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_names_are_text(html):
    assert "Ports &lt;b&gt;Index&lt;/b&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_fictional_data_say_so(html):
    assert "Fictional data" in html


def test_drawings_are_beside_their_figures(html):
    assert html.count('class="dot here"') > 30
    assert html.count("<svg") == html.count('aria-hidden="true"')


def test_nothing_to_look_at_is_said():
    empty = Report(title="T", subtitle="", notice="", lede="", figures=(), look_at=(), parts=(), method=())
    assert "Nothing asks for a closer look." in page(empty)
    assert 'class="demo"' not in page(empty)


def test_the_last_label_of_an_axis_stays_within_the_drawing():
    column = Column(label="", kind="plot", ticks=((0.0, "0%"), (1.0, "100%")))
    html = html_of(Table(code="t", title="", note="", columns=(column,), rows=()))
    assert '<text x="0%" y="12" text-anchor="middle">0%</text>' in html
    assert '<text x="100%" y="12" text-anchor="end">100%</text>' in html


def test_a_figure_that_does_not_exist_is_not_drawn():
    table = Table(code="t", title="", note="", columns=(Column(label="", kind="plot"),), rows=((Plot(),),))
    assert "<circle" not in html_of(table)


def test_a_scale_of_one_point_is_drawn_in_the_middle():
    known = score(index("overall = mean(a)\na = mean(q)"), answers("place q\nX 5"))
    assert 'cx="50%"' in page(report(examination(known)))
