"""The API gives the engine's figures, page by page, and shows nothing private."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from commonground.api import indices as endpoints
from commonground.core.models import User
from commonground.instruments.models import Index
from commonground.methods.tables.scores import HEADER, score_rows
from commonground.publishing.queries.figures import BOUNDS
from commonground.scores.importers import Terms, import_bundle
from commonground.scores.models import Edition
from commonground.scores.queries import scorecard, standing
from tests.support.worlds import no_audit, world

pytestmark = pytest.mark.django_db
SCORES = "/api/v1/indices/ports/editions/1/scores"


@pytest.fixture
def edition():
    return import_bundle(bundle=world(), audit=no_audit(), terms=Terms(licence="CC BY 4.0", comments="publish")).edition


def test_a_public_index_is_listed_with_its_editions(client, edition):
    assert [i["code"] for i in client.get("/api/v1/indices").json()] == ["ports"]
    (found,) = client.get("/api/v1/indices/ports/editions").json()
    assert found["inputs_hash"] == edition.inputs_hash
    assert found["platform"]["numpy"]
    assert found["runs"]["hash"] == edition.standing.hash
    assert found["runs"]["plan"]["runs"] == 1000


def test_scores_are_the_engines_and_come_in_pages(client, edition, monkeypatch):
    monkeypatch.setattr(endpoints, "PAGE", 7)
    rows, offset = [], 0
    while offset is not None:
        page = client.get(SCORES, {"offset": offset}).json()
        rows += [tuple(row[name] for name in HEADER) for row in page["scores"]]
        offset = page["next_offset"]
    assert rows == list(score_rows(scorecard(edition)))
    assert page["count"] == len(rows)


def test_scores_are_filtered(client, edition):
    page = client.get(SCORES, {"place": "XA", "period": "2020", "node": "overall"}).json()
    (row,) = page["scores"]
    assert [row[name] for name in HEADER] == ["XA", "2020", "overall", 75.0, 1.0, 1]


def test_a_score_has_the_bounds_that_the_runs_hold(client, edition):
    (row,) = client.get(SCORES, {"place": "XA", "period": "2020", "node": "overall"}).json()["scores"]
    interval = standing(edition).interval("overall", "XA", "2020")
    assert {name: row[name] for name in BOUNDS} == asdict(interval)
    (answer,) = client.get(SCORES, {"place": "XA", "period": "2020", "node": "A1"}).json()["scores"]
    assert {answer[name] for name in BOUNDS} == {None}


def test_an_edition_without_runs_has_no_bounds(client, edition):
    edition.standing.delete()
    Edition.objects.update(inputs_hash="0" * 64)
    (row,) = client.get(SCORES, {"place": "XA", "period": "2020", "node": "overall"}).json()["scores"]
    assert {row[name] for name in BOUNDS} == {None}
    assert client.get("/api/v1/indices/ports/editions").json()[0]["runs"] is None


@pytest.mark.parametrize("address", ["/api/v1/indices/ports/editions", SCORES])
def test_a_private_index_is_found_by_its_team_alone(client, edition, address):
    Index.objects.update(licence="")
    assert client.get("/api/v1/indices").json() == []
    assert client.get(address).status_code == 404
    member = User.objects.create_user("member@example.org")
    Index.objects.get().team.add(member)
    client.force_login(member)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/api/v1/indices/none/editions", SCORES.replace("/1/", "/9/"), f"{SCORES}?offset=-1"]
)
def test_what_is_not_there_is_not_found(client, edition, address):
    assert client.get(address).status_code == 404
