"""A changed file makes an edition, and a page lists what changed. Odd and empty indices have pages too."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commonground.instruments.models import Index
from commonground.scores.importers import Terms, import_bundle
from commonground.scores.models import Edition
from tests.support.worlds import PORTS, no_audit, world

pytestmark = pytest.mark.django_db
TERMS = Terms(licence="CC BY 4.0", comments="publish")
PAGES = (
    "",
    "/places/XA",
    "/places/XB",
    "/places/XB/A3",
    "/places/XB/b",
    "/places/XB/overall",
    "/indicators/A3",
    "/areas/b",
    "/editions",
    "/audit",
)


def bring_in(table: str = PORTS, **changes) -> None:
    import_bundle(bundle=world(table, **changes), audit=no_audit(), terms=TERMS)


def test_a_second_edition_lists_what_changed_and_leaves_the_first_alone():
    bring_in()
    before = Client().get("/indices/ports@1/places/XB/A1.json").content
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    page = json.loads(Client().get("/indices/ports@2/changes.json").content)
    assert [(c["place"], c["period"], c["node"], c["before"], c["after"]) for c in page["answers"]] == [
        ("XB", "2020", "A1", 0.0, 100.0)
    ]
    assert {c["node"] for c in page["figures"]} == {"overall", "a"}
    assert b"differs from edition 1 in 1 answers" in Client().get("/indices/ports@2/changes").content
    after = json.loads(Client().get("/indices/ports@1/places/XB/A1.json").content)
    assert after == json.loads(before) | {"edition": json.loads(before)["edition"] | {"latest": 2}}
    assert json.loads(Client().get("/indices/ports/places/XB/A1.json?period=2020").content)["points"] == 100.0


def test_an_index_says_its_latest_edition_and_a_pinned_one_that_it_never_changes():
    bring_in()
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    assert b"which never changes" not in Client().get("/indices/ports").content
    assert b"which never changes" in Client().get("/indices/ports@1").content
    assert json.loads(Client().get("/indices/ports.json").content)["edition"]["number"] == 2


@pytest.mark.parametrize("period", ["2020", "2023"])
@pytest.mark.parametrize("page", PAGES)
def test_an_index_without_bands_or_tiles_has_all_pages(page, period):
    bring_in()
    for form in ("", ".json", ".csv"):
        assert Client().get(f"/indices/ports{page}{form}", {"period": period}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_an_index_without_a_single_score_has_all_pages(page):
    bring_in("place period A1 A2 A3 B1 B2\nXA 2020 - - - - na\nXB 2020 - 50 na - -", notes={}, published=())
    for form in ("", ".json", ".csv"):
        assert Client().get(f"/indices/ports{page}{form}").status_code == 200


def test_an_index_of_one_place_and_one_period_has_all_pages():
    bring_in("place period A1 A2 A3 B1 B2\nXA 2020 100 50 0 100 100", notes={}, published=())
    for page in PAGES:
        if "XB" not in page:
            assert Client().get(f"/indices/ports{page}").status_code == 200, page


def test_the_home_page_of_an_empty_installation():
    assert b"No index is public yet." in Client().get("/").content
    assert json.loads(Client().get("/index.json").content)["indices"] == []


def test_the_home_page_tells_of_real_indices_before_fictional_ones():
    bring_in()
    bring_in(code="real", fictional=False, places=tuple(replace(place, tile=None) for place in world().places))
    listed = json.loads(Client().get("/index.json").content)
    assert [entry["index"] for entry in listed["indices"]] == ["real", "ports"]
    assert listed["featured"]["edition"]["index"] == "real"


def test_an_edition_without_an_audit_says_so():
    bring_in()
    Edition.objects.update(audit={})
    assert Client().get("/indices/ports/audit").status_code == 404


def test_an_answer_that_does_not_apply_is_shown_as_chosen():
    bring_in()
    page = json.loads(Client().get("/indices/ports/places/XB/B2.json?period=2023").content)
    assert page["state"] == "not_applicable"
    assert [choice["reason"] for choice in page["choices"] if choice["chosen"]] == ["not_applicable"]


def test_opening_takes_no_notice_of_editions_of_other_indices():
    bring_in()
    bring_in(code="other")
    assert Client().get("/indices/other@2").status_code == 404


def test_an_edition_is_compared_with_the_last_published_one_before_it():
    for points in ("0  ", "50 ", "100"):
        bring_in(PORTS.replace("XB     2020    0  ", f"XB     2020    {points}"))
    Edition.objects.filter(number=2).update(published_at=None)
    assert json.loads(Client().get("/indices/ports@3/changes.json").content)["older"] == 1
    assert Client().get("/indices/ports@3/changes/2").status_code == 404
    assert b"This is the first edition" in Client().get("/indices/ports@1/changes").content


def test_the_owners_headline_is_said_of_the_newest_edition_in_its_default_period_only():
    def said(name: str, **query: str) -> str:
        return str(json.loads(Client().get(f"/indices/{name}.json", query).content)["finding"])

    bring_in()
    Index.objects.update(finding="Ports are lit.")
    cache.clear()
    assert (said("ports"), said("ports@1")) == ("Ports are lit.",) * 2
    assert said("ports", period="2020") != "Ports are lit."
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    Edition.objects.filter(number=2).update(published_at=None)
    Index.objects.update(finding="Ports are dark.")
    for name in ("ports", "ports@1"):
        assert "Ports are" not in said(name)
    assert b"Ports are" not in Client().get("/").content
    Edition.every.update(published_at=timezone.now())
    assert said("ports") == "Ports are dark."
    assert "Ports are" not in said("ports@1")


def test_a_number_is_never_given_twice():
    bring_in()
    Edition.objects.update(number=4)
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    assert list(Edition.objects.values_list("number", flat=True)) == [5, 4]
