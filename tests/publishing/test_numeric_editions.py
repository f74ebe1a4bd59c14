"""A numeric edition in the explorer, as open data, in the API and in a mirror: shown, or refused in words."""

from __future__ import annotations

import json

import pytest

from commonground.methods.construction import build
from commonground.methods.construction.files import read_data, read_spec
from commonground.methods.errors import CommongroundError
from commonground.methods.tables.bundle import Source
from commonground.publishing.bundles import bundle_files, pack, reproduce
from commonground.publishing.bundles.files import SUMS, sums
from commonground.publishing.explorer.kinds import OF_ANSWERS, Kind
from commonground.publishing.explorer.own_specs import NestedError, own_spec
from commonground.publishing.mirrors import mirror
from commonground.publishing.queries.bundle_content import bundle_content
from commonground.scores.importers import import_numeric, numeric_index
from commonground.scores.queries import built
from tests.methods.construction.sample import REPOSITORY
from tests.publishing.explorer.conftest import asked
from tests.publishing.reading import of_everybody
from tests.publishing.test_mirrors import broken
from tests.support.numeric import reefs

pytestmark = [pytest.mark.django_db, pytest.mark.once]
API = "/api/v1/indices/reefs/editions/1"
OWN = "/indices/reefs/explore/own"


@pytest.fixture
def reef(tmp_path, settings):
    settings.BUNDLES = tmp_path / "bundles"
    return import_numeric(index=reefs(tmp_path)).edition


def asem(shared_data):
    file = read_spec(REPOSITORY / "examples" / "asem.yaml")
    data = read_data(shared_data / "coinr" / "asem_input.csv", file)
    index = numeric_index(spec=file.spec, data=data, source=Source(name="asem", sha256="0" * 64), licence="CC BY 4.0")
    return import_numeric(index=index).edition


def with_sums(files: dict[str, bytes]) -> bytes:
    return pack(files | {SUMS: sums({name: data for name, data in files.items() if name != SUMS})})


@pytest.mark.parametrize("form", ["", ".csv", ".json", ".xlsx", ".svg"])
def test_every_view_is_shown_or_says_why_not(reef, client, form):
    for kind in Kind:
        if kind == Kind.TABLE and form == ".svg":
            continue
        answer = client.get(f"/indices/reefs/explore/{kind}{form}")
        assert answer.status_code == (404 if kind in OF_ANSWERS else 200), kind
    page = client.get("/indices/reefs/explore/ranking").content.decode()
    assert not any(f"explore/{kind}" in page for kind in OF_ANSWERS)
    assert "explore/own" in page
    assert "explore/change" not in client.get("/indices/reefs").content.decode()
    assert "made of measured values" in client.get("/indices/reefs/explore/what-if").content.decode()


def test_a_place_without_values_is_told_of_in_words_of_measurement(reef, client):
    page = client.get("/indices/reefs/places/RE?period=2020").content.decode()
    assert "no indicator has a value" in page
    assert "no question is answered" not in page


def test_the_own_index_as_it_comes_is_the_index(reef):
    rows = asked(of_everybody(reef), "own")
    from commonground.publishing.explorer.own import own_world  # noqa: PLC0415

    world, found = own_world(rows), built(reef)
    assert world.node == "reef"
    for place in found.data.places:
        assert world.card["reef", place, "2024"] == found.score(place)
    assert world.standing.interval("reef", "RA", "2024") is not None


def test_an_own_index_is_built_of_other_weights(reef, client):
    spec, data = built(reef).spec, built(reef).data
    made = build(own_spec(spec, {"life": 3, "clear": 1}, ()), data)
    aggregated = build(spec, data)
    life, clear = aggregated.score("RC", "life"), aggregated.score("RD", "clear")
    assert made.score("RC", "life") == life
    assert made.score("RD") == pytest.approx((3 * aggregated.score("RD", "life") + clear) / 4)
    answer = client.get(f"{OWN}.json?weights=life:3,clear:1").json()
    shown = {row["key"]: row["values"][1] for row in answer["chart"]["rows"]}
    assert shown["RD"] == pytest.approx(made.score("RD"))
    assert answer["official"] is False


def test_an_own_index_leaves_out_what_it_is_told_to(reef):
    spec = own_spec(built(reef).spec, {"life": 1, "water": 1}, ("fish", "waste"))
    assert spec.hierarchy.codes == ("coral", "clear")
    assert "waste" not in spec.normalise.overrides
    assert own_spec(spec, {}, ()) is spec
    whole = own_spec(built(reef).spec, {"reef": 1}, ("coral",))
    assert whole.hierarchy.codes == ("fish", "waste", "clear")
    with pytest.raises(NestedError):
        own_spec(built(reef).spec, {"life": 1, "fish": 1}, ())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("weights=life:1,fish:1", "is a part of"),
        ("weights=life:0,water:0", "one weight above 0"),
        ("without=life,water", "No index can be made"),
        ("weights=nowhere:1", "nowhere"),
    ],
)
def test_what_no_index_can_be_made_of_is_said(reef, client, query, said):
    answer = client.get(f"{OWN}?{query}")
    assert answer.status_code == 404
    assert said in answer.content.decode()


def test_a_bundle_holds_specification_and_data_and_is_reproduced(reef, tmp_path):
    content = bundle_content(of_everybody(reef), "https://reefs.example")
    files = bundle_files(content)
    assert json.loads(files["inputs/specification.json"]) == reef.framework.document
    assert json.loads(files["inputs/dataset.json"]) == reef.snapshot.document
    assert not {"inputs/framework.json", "inputs/answers.csv", "data/codebook.csv", "data/decisions.csv"} & set(files)
    assert b"RA,2024,coral,20.0," in files["data/values.csv"]
    path = tmp_path / "reefs-1.zip"
    path.write_bytes(pack(files))
    found = reproduce(path)
    assert (found.name, found.same_results, found.runs) == ("reefs@1", True, 1000)
    assert found.scores == files["data/scores.csv"].count(b"\n") - 1 > 10
    assert found.intervals == files["data/intervals.csv"].count(b"\n") - 1 > 10
    assert max(found.score_difference, found.interval_difference) <= 1e-9


def test_an_altered_measurement_or_setting_is_found(reef, tmp_path):
    files = bundle_files(bundle_content(of_everybody(reef), "https://reefs.example"))
    path = tmp_path / "reefs-1.zip"
    data = json.loads(files["inputs/dataset.json"])
    data["values"]["RA"]["2024"]["coral"] = 59
    path.write_bytes(with_sums(files | {"inputs/dataset.json": json.dumps(data).encode()}))
    with pytest.raises(CommongroundError) as refusal:
        reproduce(path)
    said = str(refusal.value)
    assert "hash of the data is" in said
    assert "hash of the specification" not in said
    assert "RA/2024/coral" in said
    for broken_ in ({"is": "min_max"}, {"schema": "commonground/construction/1", "is": "spec", "hierarchy": 4}, []):
        path.write_bytes(with_sums(files | {"inputs/specification.json": json.dumps(broken_).encode()}))
        with pytest.raises(CommongroundError):
            reproduce(path)


def test_its_data_package_is_valid(reef, tmp_path):
    from frictionless import Package  # noqa: PLC0415 -- slow import

    for name, data in bundle_files(bundle_content(of_everybody(reef), "https://reefs.example")).items():
        path = tmp_path / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    report = Package(str(tmp_path / "bundle/datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    assert {task.name for task in report.tasks} >= {"scores", "values", "intervals"}


def test_the_data_page_and_its_descriptions(reef, client):
    for path in ("data", "data.json", "data.csv", "data/dcat.jsonld"):
        assert client.get(f"/indices/reefs@1/{path}").status_code == 200
    address = client.get("/indices/reefs@1/data.json").json()["address"]
    assert client.get(address)["Content-Type"] == "application/zip"


def test_the_api_gives_figures_and_refuses_answers(reef, client):
    listed = {each["code"]: each for each in client.get(f"{API}/indicators").json()["indicators"]}
    assert (listed["fish"]["kind"], listed["fish"]["options"]) == ("question", [])
    assert listed["reef"]["children"] == ["life", "water"]
    found = built(reef)
    rows = client.get(f"{API}/scores", {"node": "reef", "period": "2024"}).json()["scores"]
    assert {row["place"]: row["score"] for row in rows} == {code: found.score(code) for code in found.data.places}
    trace = client.get(f"{API}/trace", {"place": "RC", "period": "2024", "node": "life"}).json()
    assert (trace["operation"], [term["node"] for term in trace["terms"]]) == ("weighted", ["coral", "fish"])
    assert client.get(f"{API}/citations").json()["count"] == 0
    body = json.dumps({"weights": {"reef": {"life": 0.9, "water": 0.1}}})
    refused = [client.get(f"{API}/answers"), client.post(f"{API}/what-if", body, content_type="application/json")]
    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in refused] == [
        (422, "numeric-edition")
    ] * 2


def test_a_mirror_is_whole_and_its_bundle_is_reproduced(reef, tmp_path):
    folder = tmp_path / "mirror"
    mirror(name="reefs@1", folder=folder, period="")
    assert broken(folder) == []
    [bundle] = folder.rglob("*.zip")
    assert reproduce(bundle).same_results


def test_asem_is_explored_and_reproduced(shared_data, client, tmp_path):
    edition = asem(shared_data)
    for kind in set(Kind) - {*OF_ANSWERS}:
        assert client.get(f"/indices/asem/explore/{kind}").status_code == 200, kind
    page = client.get("/indices/asem/places/CHE", headers={"accept-language": "fr"}).content.decode()
    assert "Suisse" in page  # coded by three letters, and called as the reader's language calls it
    assert "30 indicateurs" in page
    assert "Valeurs les plus proches" in page
    page = client.get("/indices/asem/indicators/Goods").content.decode()
    assert "have a value; the mean is" in page
    own = client.get("/indices/asem/explore/own.json").json()["chart"]["rows"]
    assert all(row["values"][1] == pytest.approx(row["values"][4]) for row in own)
    path = tmp_path / "asem-1.zip"
    path.write_bytes(pack(bundle_files(bundle_content(of_everybody(edition), "https://asem.example"))))
    assert reproduce(path).same_results
