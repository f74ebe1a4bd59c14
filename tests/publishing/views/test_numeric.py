"""The pages of a numeric edition: every figure opens to its steps, every step to its settings."""

from __future__ import annotations

import pytest
from django.test import Client

from commonground.methods.construction import build, dataset_from_document, spec_from_document
from commonground.methods.construction.files import read_data, read_spec
from commonground.methods.tables.bundle import Source
from commonground.publishing.views import pages
from commonground.scores.importers import import_numeric, numeric_index
from commonground.scores.models import Edition
from tests.methods.construction.sample import REPOSITORY
from tests.support.numeric import SPEC, reefs

pytestmark = pytest.mark.django_db
READ = (
    "",
    "/places/RC",
    "/places/RC/fish",
    "/places/RE/coral",
    "/places/RC/life",
    "/indicators/fish",
    "/areas/water",
    "/compare",
    "/compare/RC/RD",
    "/method",
    "/steps/raw",
    "/steps/aggregated",
    "/examination",
    "/editions",
)


@pytest.fixture
def reef(tmp_path):
    return import_numeric(index=reefs(tmp_path)).edition


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_page_in_every_form_and_language(reef, language):
    reader = Client(headers={"accept-language": language})
    for path in READ:
        for form in ("", ".json", ".csv"):
            for period in ("", "?period=2020"):
                answer = reader.get(f"/indices/reefs{path}{form}{period}")
                assert answer.status_code == 200, path
    assert reader.get("/").status_code == 200


def test_a_value_opens_to_every_step(reef, client):
    page = client.get("/indices/reefs/places/RD/fish.json").json()
    steps = {step["step"]: step for step in page["steps"]}
    assert [step["value"] for step in page["steps"][:2]] == [900, 22500]
    assert steps["denominated"]["arithmetic"] == "900 ÷ 40 × 1,000"
    assert steps["raw"]["rule"] == "less is better"
    assert steps["treated"]["did"].startswith("one value was drawn in, this one among them")
    assert steps["normalised"]["value"] == 0
    assert [step["node"]["code"] for step in page["ladder"]["steps"]] == ["fish", "life", "reef"]
    filled = client.get("/indices/reefs/places/RA/clear.json").json()["steps"][2]
    assert (filled["value"], filled["did"]) == (4, "filled in: the place’s latest earlier value, at most 1 period away")
    lost = client.get("/indices/reefs/places/RE/fish.json?period=2020").json()
    assert "left out" in lost["lede"]
    assert lost["score"] is None


def test_pages_print_what_the_engine_computes(reef, client):
    kept = Edition.objects.select_related("framework", "snapshot").get(pk=reef.pk)
    found = build(spec_from_document(kept.framework.document), dataset_from_document(kept.snapshot.document))
    ranking = client.get("/indices/reefs.json").json()["ranking"]
    assert {row["place"]: row["figure"]["score"] for row in ranking} == {
        place: found.score(place) for place in found.data.places
    }
    assert ranking[0]["figure"]["interval"] == {
        "score_lower": None,
        "score_upper": None,
        "rank_lower": 1,
        "rank_upper": ranking[0]["figure"]["interval"]["rank_upper"],
    }
    table = client.get("/indices/reefs/steps/treated.json").json()
    assert (
        table["rows"][0]["values"][1]
        == found.tables["treated"][found.data.places.index(table["rows"][0]["place"]), 1, 1]
    )


def test_the_method_says_every_setting(reef, client):
    page = client.get("/indices/reefs/method").content.decode()
    for said in (
        "divided by area, times 1,000",
        "A missing value is the place’s latest earlier value, at most 1 period away, else the mean",
        "A place is kept where at least 50% of the indicators have a value",
        "Where skewness lies beyond ±1 and kurtosis above 1: the outermost value is drawn in to the next one",
        "Min–max: the worst value becomes 0, the best 100",
        "between the indicator’s goalposts, from 0 to 100; values beyond them count as standing at them",
        "Arithmetic mean with the weights given",
        "goalposts 0 and 50",
        reef.framework.document_hash,
        reef.snapshot.hash,
    ):
        assert said in page, said
    rows = client.get("/indices/reefs/method.csv").content.decode()
    assert "impute.0.limit,1" in rows
    assert client.get("/indices/reefs/method.json").json()["specification"] == reef.framework.document


def test_the_audit_follows_the_period(reef, client):
    assert client.get("/indices/reefs/examination.json?period=2020").json()["examination"]["period"] == "2020"
    assert "Reef Index" in client.get("/indices/reefs/examination").content.decode()


def test_addresses_that_lead_nowhere(reef, client, atlantis):
    assert client.get("/indices/reefs/steps/sorted").status_code == 404
    for path in ("method", "steps/raw"):
        answer = client.get(f"/indices/{atlantis.index.code}/{path}")
        assert answer.status_code == 404
        assert "coded answers" in answer.content.decode()
    assert client.get("/indices/reefs/indicators/life").status_code == 404


def test_scores_on_a_narrow_scale_have_decimals(tmp_path, client):
    spec = SPEC.replace("normalise: min_max", "normalise: z_score").replace("code: reefs", "code: narrow")
    import_numeric(index=reefs(tmp_path, spec))
    assert client.get("/indices/narrow").status_code == 200
    assert pages.USUAL == (0.0, 100.0)


def test_asem_from_the_command_to_its_pages(shared_data, client):
    file = read_spec(REPOSITORY / "examples" / "asem.yaml")
    data = read_data(shared_data / "coinr" / "asem_input.csv", file)
    index = numeric_index(spec=file.spec, data=data, source=Source(name="asem", sha256="0" * 64), licence="CC BY 4.0")
    import_numeric(index=index)
    first = client.get("/indices/asem.json").json()["ranking"][0]
    assert (first["name"], round(first["figure"]["score"], 4), first["figure"]["rank"]) == ("Switzerland", 68.3837, 1)
    for path in ("", "/places/CHE", "/places/CHE/Flights", "/indicators/Flights", "/method", "/compare/NLD/DNK"):
        assert client.get(f"/indices/asem{path}").status_code == 200
    assert len(client.get("/indices/asem/examination.json").json()["examination"]["findings"]) > 5
