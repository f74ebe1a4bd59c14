"""The open data of an edition under permanent addresses, and the differences between any two editions."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor, wait
from hashlib import sha256

import pytest
from django.conf import settings
from django.test import Client, TestCase
from django_tasks_db.models import DBTaskResult

from commonground.fieldwork.actions import locking
from commonground.instruments.models import Index
from commonground.methods.tables.bundle import PlaceInfo
from commonground.publishing.actions import bundles
from commonground.publishing.bundles import reproduce
from commonground.scores.events import edition_published
from commonground.scores.models import Edition
from tests.publishing.locked import locked
from tests.publishing.reading import of_everybody
from tests.publishing.views.test_editions import bring_in
from tests.support.worlds import PORTS

pytestmark = pytest.mark.django_db
DATA = "/indices/ports@1/data"


@pytest.fixture(autouse=True)
def shelf(tmp_path, settings):
    settings.BUNDLES = tmp_path / "bundles"
    return settings.BUNDLES


def whole(response) -> bytes:
    return response.content


def test_the_page_leads_to_the_file_that_it_describes(tmp_path):
    bring_in()
    page = Client().get(f"{DATA}.json").json()
    response = Client().get(page["address"])
    content = whole(response)
    assert sha256(content).hexdigest() == page["sha256"]
    assert len(content) == page["size"]
    assert page["sha256"][:16] in page["address"]
    assert "immutable" in response["Cache-Control"]
    assert Client().get(page["address"], headers={"if-none-match": response["ETag"]}).status_code == 304
    path = tmp_path / page["name"]
    path.write_bytes(content)
    assert reproduce(path).calculation_hash == page["calculation_hash"]


def test_the_page_says_how_to_cite_and_check_it():
    bring_in()
    page = Client().get(DATA).content.decode()
    said = Client().get(f"{DATA}.json").json()
    assert said["citation"] in page
    assert said["sha256"] in page
    assert f"commonground reproduce {said['name']}" in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page
    [linked] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    assert json.loads(linked)["distribution"][0]["sha256"] == said["sha256"]


def test_a_title_cannot_end_the_element_of_its_description():
    bring_in()
    Index.objects.update(title="</script><script>alert(1)</script>")
    assert b"<script>alert" not in Client().get(DATA).content


def test_its_catalogue_entry_has_size_and_checksum():
    bring_in()
    said = Client().get(f"{DATA}.json").json()
    response = Client().get(f"{DATA}/dcat.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    [distribution] = response.json()["dcat:dataset"]["dcat:distribution"]
    assert distribution["spdx:checksum"]["spdx:checksumValue"]["@value"] == said["sha256"]


def test_a_bundle_is_made_ahead_and_is_the_same_whoever_reads(shelf):
    table, places = PORTS.replace("XA", "DE").replace("XB", "SE"), (("DE", "Germany"), ("SE", "Sweden"))
    named = tuple(PlaceInfo(code=code, name=name) for code, name in places)
    bring_in(table, places=named, notes={}, published=(), fictional=False)
    bundles.make_bundle.call(Edition.objects.get().pk)
    [made] = shelf.rglob("*.zip")
    for language in ("fr", "ar", "en"):
        assert made.name in Client(headers={"accept-language": language}).get(DATA).content.decode()
    assert list(shelf.rglob("*.zip")) == [made]


def queued() -> list[int]:
    tasks = DBTaskResult.objects.filter(task_path=bundles.make_bundle.module_path)
    return [task.args_kwargs["args"][0] for task in tasks]


def test_a_publication_and_an_edited_index_have_their_bundle_made_and_nothing_is_made_before_the_hour(shelf):
    port = locked()
    with TestCase.captureOnCommitCallbacks(execute=True):
        port.index.save()
    edition = Edition.every.get()
    with pytest.raises(Edition.DoesNotExist):
        bundles.make_bundle.call(edition.pk)
    assert (queued(), shelf.exists()) == ([], False)
    with TestCase.captureOnCommitCallbacks(execute=True):
        locking.publish_round(round_=port.reload(), by=port.owner)
    assert queued() == [edition.pk]
    bundles.make_bundle.call(edition.pk)
    [made] = shelf.rglob("*.zip")
    assert made.stem in Client().get("/indices/quays/data").content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        port.index.save()
    assert queued() == [edition.pk] * 2


def test_a_publication_stands_though_what_follows_from_it_fails(caplog):
    port = locked()

    def refuse(**_said: object) -> None:
        raise OSError

    edition_published.connect(refuse)
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            locking.publish_round(round_=port.reload(), by=port.owner)
    finally:
        edition_published.disconnect(refuse)
    assert Edition.objects.get()
    assert "OSError" in caplog.text


def test_an_old_file_stays_under_its_address_when_the_index_is_edited():
    bring_in()
    first = Client().get(f"{DATA}.json").json()
    Index.objects.update(summary="Said otherwise.")
    second = Client().get(f"{DATA}.json").json()
    assert first["address"] != second["address"]
    assert sha256(whole(Client().get(first["address"]))).hexdigest() == first["sha256"]


def test_a_file_with_comments_is_gone_once_they_are_withheld():
    bring_in()
    first = Client().get(f"{DATA}.json").json()
    Index.objects.update(comments_policy="withhold")
    assert Client().get(first["address"]).status_code == 404
    second = Client().get(f"{DATA}.json").json()
    assert second["comments"] is False
    assert b"Quays are open" not in whole(Client().get(second["address"]))


def test_a_note_that_was_damaged_and_a_file_that_is_gone_are_written_anew(shelf):
    bring_in()
    first = Client().get(f"{DATA}.json").json()
    [note] = shelf.rglob("*.json")
    note.write_text("{")
    assert Client().get(f"{DATA}.json").json() == first
    [file] = shelf.rglob("*.zip")
    file.unlink()
    assert Client().get(f"{DATA}.json").json() == first
    assert file.is_file()


@pytest.mark.parametrize("file", ["ports-1-0123456789abcdef", "ports", "..", "%2e%2e%2fsecret"])
def test_other_names_lead_nowhere(file):
    bring_in()
    assert Client().get(f"{DATA}/{file}.zip").status_code == 404


@pytest.mark.parametrize("address", [f"{DATA}/dcat.jsonld", f"{DATA}/x-0123456789abcdef.zip", DATA])
def test_of_a_private_index_there_is_nothing(address):
    bring_in()
    Index.objects.update(licence="")
    assert Client().get(address).status_code == 404
    bundles.make_bundle.call(Edition.objects.get().pk)
    assert not settings.BUNDLES.exists()


def test_any_two_editions_can_be_compared():
    bring_in()
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    50   50"))
    found = {
        (newer, older): Client().get(f"/indices/ports@{newer}/changes/{older}.json").json()["answers"][0]
        for newer, older in ((3, 1), (3, 2), (1, 3))
    }
    assert [(each["before"], each["after"]) for each in found.values()] == [(0.0, 50.0), (100.0, 50.0), (50.0, 0.0)]
    page = Client().get("/indices/ports@3/changes/1").content.decode()
    assert "/indices/ports@3/changes/2" in page
    assert Client().get("/indices/ports@3/changes.json").json()["older"] == 2
    assert Client().get("/indices/ports@3/changes/1.csv").content.count(b"answer") == 1


@pytest.mark.parametrize("older", [1, 2, 9])
def test_an_edition_is_not_compared_with_itself_or_with_none(older):
    bring_in()
    response = Client().get(f"/indices/ports@1/changes/{older}")
    assert response.status_code == 404
    assert b"All editions" in response.content


def test_a_bundle_cut_short_is_made_anew(shelf):
    bring_in()
    address = Client().get(f"{DATA}.json").json()["address"]
    content = whole(Client().get(address))
    [path] = shelf.rglob("*.zip")
    path.write_bytes(content[:100])
    assert Client().get(f"{DATA}.json").json()["address"] == address
    assert whole(Client().get(address)) == content


def test_whoever_asks_while_it_is_made_waits_for_it():
    bring_in()
    opened = of_everybody(Edition.objects.select_related("index", "snapshot__round").get())
    made = bundles.keep_bundle(opened=opened)
    with ThreadPoolExecutor(1) as others:
        with bundles.making(opened):
            other = others.submit(bundles.keep_bundle, opened=opened)
            assert not wait([other], timeout=0.1).done
        assert other.result(timeout=10) == made
