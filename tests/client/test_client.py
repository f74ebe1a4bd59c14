"""The client against a server that really listens."""

from __future__ import annotations

import sys
from dataclasses import fields

import pytest

from commonground.client import Client, ClientError, Score, rows
from commonground.client import site as module
from commonground.methods.tables.scores import score_rows
from commonground.publishing.queries import cells
from commonground.scores.importers import Terms, import_bundle
from commonground.scores.queries import scorecard
from tests.support.worlds import PORTS, no_audit, world

pytestmark = pytest.mark.django_db(transaction=True)


def bring_in(table: str = PORTS):
    terms = Terms(licence="CC BY 4.0", comments="publish")
    return import_bundle(bundle=world(table), audit=no_audit(), terms=terms).edition


@pytest.fixture
def site(live_server) -> Client:
    bring_in()
    return Client(live_server.url, frames="rows")


def test_scores_come_page_by_page_as_the_engine_has_them(site, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 7)
    [index] = site.indices()
    [edition] = site.editions(index.code)
    rows = site.scores(f"{index.code}@{edition.number}")
    assert isinstance(rows[0], Score)
    found = [(r.place, r.period, r.node, r.score, r.coverage, r.rank) for r in rows]
    assert found == list(score_rows(scorecard(bring_in())))


def test_without_a_number_the_latest_edition_is_meant(site):
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    latest, first = (
        site.scores(name, place="XB", period="2020", node=["overall", "a"]) for name in ("ports", "ports@1")
    )
    assert [row.score for row in first] == [25.0, 25.0]
    assert latest[0].score > 25
    assert site.edition("ports").number == 2


def test_everything_else_is_typed_too(site):
    assert [place.groups for place in site.places("ports")] == [["Shore"], ["Shore"]]
    question = next(node for node in site.indicators("ports") if node.code == "A1")
    assert [option.points for option in question.options] == [0.0, 50.0, 100.0, None]
    [answer] = site.answers("ports@1", place="XA", period="2020", question="A1")
    assert (answer.points, answer.comment) == (100.0, "Quays are open to all.")
    assert site.citations("ports@1") == []
    assert site.trace("ports@1", place="XA", period="2020", node="overall")["value"] == 75.0
    [figure] = site.what_if("ports", [{"place": "XB", "period": "2020", "question": "A1", "answer": 100}])
    assert (figure.score_before, figure.score_after) == (25.0, 50.0)


@pytest.mark.filterwarnings("ignore")  # of other people's packages
def test_tables_are_data_frames_where_pandas_is_there(site):
    site.frames = "auto"
    frame = site.scores("ports@1", node="overall", group="Shore")
    assert list(frame.columns)[:4] == ["place", "period", "node", "score"]
    assert len(frame) == 4


def test_without_a_library_tables_are_rows(site, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    site.frames = "auto"
    assert isinstance(site.scores("ports@1", node="overall"), list)


def test_a_library_that_is_asked_for_must_be_there(site, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    site.frames = "polars"
    with pytest.raises(ImportError):
        site.scores("ports@1", node="overall")


def test_rows_have_every_field_that_the_api_says():
    said = {rows.Score: cells.ScoreRow, rows.Answer: cells.AnswerRow, rows.Citation: cells.CitationRow}
    for row, of_the_site in said.items():
        assert [each.name for each in fields(row)] == [each.name for each in fields(of_the_site)]


def test_what_the_site_refuses_is_an_error_with_its_code(site, settings):
    with pytest.raises(ClientError, match="no node") as refusal:
        site.scores("ports@1", node="nowhere")
    assert (refusal.value.status, refusal.value.code) == (404, "unknown-code")
    with pytest.raises(ClientError) as refusal:
        site.what_if("ports@1", [{"place": "XB", "period": "2020", "question": "A1", "answer": 33}])
    assert refusal.value.problems[0]["code"] == "whatif-not-an-option"
    settings.API_RATE = 1
    with pytest.raises(ClientError) as refusal:
        [site.indices() for _ in range(3)]
    assert 0 <= refusal.value.retry_after <= 60


def test_what_is_no_answer_of_the_api_is_an_error_too(site):
    site.connection = type(site.connection)(address=site.connection.address + "/nowhere")
    with pytest.raises(ClientError) as refusal:
        site.indices()
    assert (refusal.value.status, refusal.value.code) == (404, "http")


def test_an_address_is_one_of_the_web():
    with pytest.raises(ValueError, match="http"):
        Client("file:///etc/passwd")
