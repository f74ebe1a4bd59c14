"""Before its hour nothing is told of an edition under embargo, by no page, file, answer, mirror or cache."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from commonground.fieldwork.actions import life, locking
from commonground.fieldwork.errors import FieldworkError
from commonground.methods.errors import CommongroundError
from commonground.publishing.mirrors import mirror
from commonground.scores.models import Edition
from tests.fieldwork.factories import Harbour
from tests.publishing.locked import locked as locked_until
from tests.support.teams import account, client

pytestmark = pytest.mark.django_db
COMMENT = "Every lamp is lit."
OF_EDITION = (
    *("", ".json", ".csv", "/places/XA", "/places/XA/A2", "/method", "/editions", "/examination", "/audit"),
    *("/data", "/data.json", "/data/dcat.jsonld", "/explore", "/explore/ranking", "/explore/ranking.csv"),
    *("/explore/own", "/explore/what-if.json", "/explore/table.xlsx", "/explore/ranking.svg"),
)
OF_API = ("", "/places", "/indicators", "/scores", "/answers", "/citations", "/trace?place=XA&period=2020&node=A2")
LISTS = ("/", "/index.json", "/index.csv", "/api/v1/indices/quays/editions", "/sitemap.xml", "/robots.txt")


@pytest.fixture
def port(settings, tmp_path) -> Harbour:
    """A public index whose one round is locked, and under embargo."""
    filebased = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": filebased, "LOCATION": str(tmp_path / "pages")}}
    settings.BUNDLES = tmp_path / "bundles"
    cache.clear()
    port = locked_until(dt.timedelta(days=365), comment=COMMENT)
    with pytest.raises(FieldworkError, match="embargo"):
        locking.publish_round(round_=port.reload(), by=port.owner)
    return port


def addresses() -> list[str]:
    pages = [f"/indices/{name}{path}" for name in ("quays", "quays@1") for path in OF_EDITION]
    return [*pages, *(f"/api/v1/indices/quays/editions/1{path}" for path in OF_API)]


def test_nothing_is_told_before_the_hour(port, tmp_path):
    edition = Edition.every.get()
    secrets = (COMMENT, edition.inputs_hash, edition.results_hash, edition.label)
    for browser in (Client(), client(account("stranger"))):
        for address in addresses():
            answer = browser.get(address)
            assert answer.status_code == 404, address
            assert not any(each in answer.content.decode(errors="replace") for each in secrets), address
        for address in LISTS:
            said = browser.get(address).content.decode(errors="replace")
            assert not any(each in said for each in (*secrets, "quays@1")), address
    assert Client().get("/api/v1/indices/quays/editions").json() == []
    what_if = Client().post("/api/v1/indices/quays/editions/1/what-if", "{}", content_type="application/json")
    assert what_if.status_code == 404
    with pytest.raises(CommongroundError, match="mirror-private"):
        mirror(name="quays@1", folder=tmp_path / "mirror")
    assert not (tmp_path / "bundles").exists()
    assert not list((tmp_path / "pages").glob("*.djcache"))


def test_from_the_hour_on_everything_is_there(port, django_capture_on_commit_callbacks):
    for address in addresses():
        Client().get(address)
    life.set_embargo(round_=port.reload(), until=None, by=port.owner)
    with django_capture_on_commit_callbacks(execute=True):
        locking.publish_round(round_=port.reload(), by=port.owner)
    absent = {"/method", "/audit"}
    for address in addresses():
        if not any(address.endswith(each) for each in absent):
            assert Client().get(address).status_code in {200, 302}, address
    [edition] = Client().get("/api/v1/indices/quays/editions").json()
    assert edition["number"] == 1


def test_the_day_of_an_edition_is_the_one_on_which_it_was_published(port):
    Edition.every.update(computed_at=dt.datetime(2020, 2, 3, tzinfo=dt.UTC))
    Edition.every.update(published_at=dt.datetime(2021, 4, 5, tzinfo=dt.UTC))
    assert Client().get("/indices/quays.json").json()["edition"]["published"] == "2021-04-05"
    assert Client().get("/api/v1/indices/quays/editions/1").json()["published"] == "2021-04-05"
