"""The API gives the engine's figures, page by page, and shows nothing private."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from commonground.core.models import PlaceMembership, User
from commonground.instruments.models import Index
from commonground.methods.tables.scores import HEADER, score_rows
from commonground.publishing.queries.figures import BOUNDS
from commonground.scores.importers import Terms, import_bundle
from commonground.scores.models import Edition
from commonground.scores.queries import scorecard, standing
from tests.support.worlds import no_audit, world

pytestmark = pytest.mark.django_db
EDITION = "/api/v1/indices/ports/editions/1"
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


def test_scores_are_the_engines_and_come_in_pages(client, edition):
    rows, offset = [], 0
    while offset is not None:
        page = client.get(SCORES, {"offset": offset, "limit": 7}).json()
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
    ("address", "code"),
    [
        ("/api/v1/indices/none/editions", "not-found"),
        (SCORES.replace("/1/", "/9/"), "not-found"),
        (f"{SCORES}?place=XZ", "unknown-code"),
        (f"{SCORES}?group=Sea", "unknown-code"),
        ("/api/v1/nowhere", "not-found"),
    ],
)
def test_what_is_not_there_is_not_found(client, edition, address, code):
    response = client.get(address)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == code


@pytest.mark.parametrize("query", ["offset=-1", "limit=0", "limit=10001", "format=xml", "offset=x"])
def test_what_is_asked_wrongly_is_refused_in_one_form(client, edition, query):
    response = client.get(f"{SCORES}?{query}")
    assert response.status_code == 422
    [problem] = response.json()["error"]["problems"]
    assert set(problem) == {"code", "place", "message", "remedy"}
    assert "no-store" in response["Cache-Control"]


def test_filters_are_given_several_times_and_groups_stand_for_their_places(client, edition):
    both = client.get(f"{SCORES}?place=XA&place=XB&period=2020&node=overall&node=a").json()
    assert {(row["place"], row["node"]) for row in both["scores"]} >= {("XA", "overall"), ("XA", "a"), ("XB", "a")}
    of_group = client.get(SCORES, {"group": "shore", "period": "2020", "node": ["overall", "a"]}).json()
    assert of_group == both


def test_a_group_holds_its_places_at_the_day_of_each_period(client, edition):
    PlaceMembership.objects.filter(place__code="XB").update(until="2021-06-30")
    rows = client.get(SCORES, {"group": "Shore", "node": "b"}).json()["scores"]
    assert {(row["place"], row["period"]) for row in rows} == {("XA", "2020"), ("XA", "2023"), ("XB", "2020")}
    PlaceMembership.objects.filter(place__code="XB").update(until="2020-12-31")
    again = client.get(SCORES, {"group": "Shore", "node": "b", "limit": 99}).json()["scores"]
    assert {(row["place"], row["period"]) for row in again} == {("XA", "2020"), ("XA", "2023")}
    PlaceMembership.objects.filter(place__code="XB").update(since="2021-01-01", until=None)
    rows = client.get(SCORES, {"group": "SHORE", "node": "b", "limit": 98}).json()["scores"]
    assert {(row["place"], row["period"]) for row in rows} == {("XA", "2020"), ("XA", "2023"), ("XB", "2023")}


def test_the_form_is_what_the_address_or_the_reader_asks_for(client, edition):
    by_address = client.get(f"{SCORES}?format=csv")
    by_header = client.get(SCORES, headers={"accept": "text/csv"})
    assert by_address["Content-Type"] == by_header["Content-Type"] == "text/csv; charset=utf-8"
    assert by_address.content == by_header.content
    assert by_address.content.startswith(b"place,period,node,score,coverage,rank,score_lower")
    assert client.get(SCORES, headers={"accept": "*/*"})["Content-Type"] == "application/json"


def test_an_edition_may_be_kept_for_a_year_and_is_not_sent_twice(client, edition):
    response = client.get(SCORES)
    assert "immutable" in response["Cache-Control"]
    assert not response["ETag"].startswith("W/")
    again = client.get(SCORES, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{SCORES}?limit=1")["ETag"] != response["ETag"]
    Index.objects.update(comments_policy="withhold")
    assert client.get(SCORES)["ETag"] != response["ETag"]


def test_what_a_private_index_says_is_kept_by_nobody(client, edition):
    Index.objects.update(licence="")
    member = User.objects.create_user("member@example.org")
    Index.objects.get().team.add(member)
    client.force_login(member)
    assert "no-store" in client.get(SCORES)["Cache-Control"]


def test_places_and_indicators_are_named(client, edition):
    places = client.get(f"{EDITION}/places").json()["places"]
    assert places[0] == {"code": "XA", "name": "Island XA", "groups": ["Shore"]}
    nodes = client.get(f"{EDITION}/indicators").json()["indicators"]
    assert [node["kind"] for node in nodes[:2]] == ["aggregate", "area"]
    question = next(node for node in nodes if node["code"] == "A1")
    assert [option["points"] for option in question["options"]] == [0.0, 50.0, 100.0, None]
    csv = client.get(f"{EDITION}/indicators?format=csv").content.decode()
    assert "0=0; 50=50; 100=100; na=" in csv


def test_an_edition_names_its_periods(client, edition):
    found = client.get(EDITION).json()
    assert [period["code"] for period in found["periods"]] == ["2020", "2023"]
    assert client.get("/api/v1/indices/ports/editions").json()[0]["periods"] is None


def test_answers_have_their_state_option_and_comment(client, edition):
    rows = client.get(f"{EDITION}/answers").json()
    assert rows["count"] == 2 * 2 * 5
    [said] = client.get(f"{EDITION}/answers", {"place": "XA", "period": "2020", "question": "A1"}).json()["answers"]
    assert (said["state"], said["points"], said["option"]) == ("answered", 100.0, "100")
    assert (said["comment"], said["source"]) == ("Quays are open to all.", "Quays Act")
    states = {(row["place"], row["period"], row["question"]): row["state"] for row in rows["answers"]}
    assert states["XB", "2020", "A3"] == "no_answer"
    assert states["XB", "2023", "B2"] == "not_applicable"


def test_comments_are_withheld_where_the_owner_keeps_them(client, edition):
    Index.objects.update(comments_policy="withhold")
    assert "Quays" not in client.get(f"{EDITION}/answers").content.decode()
    assert client.get(f"{EDITION}/citations").json() == {"count": 0, "next_offset": None, "citations": []}


def test_a_trace_leads_down_to_the_answers(client, edition):
    found = client.get(f"{EDITION}/trace", {"place": "XA", "period": "2020", "node": "overall"}).json()
    assert (found["value"], found["operation"]) == (75.0, "mean")
    assert [term["value"] for term in found["terms"]] == [50.0, 100.0]
    assert [child["points"] for child in found["children"][0]["children"]] == [100.0, 50.0, 0.0]
    assert client.get(f"{EDITION}/trace?place=XA&period=2020&node=zz").status_code == 404


def test_what_if_moves_scores_and_ranks(client, edition):
    change = {"place": "XB", "period": "2020", "question": "A1", "answer": 100}
    found = post(client, {"changes": [change]}).json()
    assert found["official"] is False
    [figure] = found["figures"]
    assert (figure["score_before"], figure["score_after"]) == (25.0, 50.0)
    weighted = post(client, {"weights": {"overall": {"a": 0.25, "b": 0.75}}, "nodes": ["overall"]}).json()
    assert {f["place"]: f["score_after"] for f in weighted["figures"] if f["period"] == "2020"}["XA"] == 87.5
    taken = post(client, {"changes": [{**change, "answer": "no_data"}]}).json()
    assert taken["count"] == 1


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"changes": [{"place": "XB", "period": "2020", "question": "A1", "answer": 33}]}, 422, "whatif-not-an-option"),
        ({"weights": {"nowhere": {"a": 1}}}, 404, "unknown-code"),
        ({"weights": {"overall": {"a": 1}}}, 422, "framework-weights"),
        ({"nodes": ["nowhere"]}, 404, "unknown-code"),
        ({"changes": [{"place": "XB"}]}, 422, "invalid"),
        ({"changes": [{"place": "XB", "period": "2020", "question": "A1", "answer": 0}] * 501}, 422, "invalid"),
    ],
)
def test_a_world_that_cannot_be_is_refused(client, edition, sent, status, code):
    response = post(client, sent)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


@pytest.fixture
def uncounted(settings, tmp_path):
    """The settings of a site that nobody has asked yet."""
    settings.COUNTS = tmp_path / "counts"
    return settings


def test_who_asks_too_often_waits(client, edition, uncounted):
    uncounted.API_RATE = 12
    address = {"REMOTE_ADDR": "192.0.2.1"}
    assert {client.get(EDITION, **address).status_code for _ in range(12)} == {200}
    refused = client.get(EDITION, **address)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too-many-requests")
    assert 0 <= int(refused["Retry-After"]) <= 60
    assert client.get(EDITION, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_what_if_counts_for_ten(client, edition, uncounted):
    uncounted.API_RATE = 12
    assert post(client, {}).status_code == 200
    assert post(client, {}).status_code == 429


def test_behind_a_proxy_readers_are_told_apart(client, edition, uncounted):
    uncounted.API_RATE, uncounted.PROXIES = 1, 1
    seen = [client.get(EDITION, headers={"x-forwarded-for": f"198.51.100.9, {who}"}) for who in ("a", "a", "b")]
    assert [each.status_code for each in seen] == [200, 429, 200]


def test_the_page_of_the_api_names_every_address(client):
    page = client.get("/api/v1/docs").content.decode()
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert all(path in page for path in paths)
    assert "<script" not in page
    assert "scores[].score_lower" in page


def post(client, sent):
    return client.post(f"{EDITION}/what-if", json.dumps(sent), content_type="application/json")
