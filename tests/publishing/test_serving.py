"""Pages of pinned editions are rendered once, for those whom everybody's page is for, until something changes."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from commonground.core.actions.accounts import create_owner, erase_person
from commonground.core.limits import INSIDE
from commonground.core.models import Place, User
from commonground.fieldwork.models import Contributor
from commonground.instruments.models import Index
from commonground.library.models import LegalSource
from commonground.publishing import versions
from commonground.publishing.actions.challenges import Doubt, make_challenge, take_up
from commonground.publishing.actions.pages import stamp
from commonground.publishing.caches import PagesCache
from tests.publishing.locked import published
from tests.publishing.views.test_editions import bring_in
from tests.support.worlds import PORTS

pytestmark = pytest.mark.django_db
PAGE = "/indices/ports@1/places/XA"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    filebased = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": filebased, "LOCATION": str(tmp_path)}}
    bring_in()


def queries(address: str = PAGE, browser: Client | None = None, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert (browser or Client()).get(address, headers=headers).status_code in {200, 304}
    return len(asked)


def test_a_page_is_rendered_once_and_then_asks_one_question():
    assert queries() > 1
    assert queries() == 1


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.json", f"{PAGE}.csv", f"{PAGE}?period=2020", "/indices/ports@1"])
def test_what_is_kept_is_what_was_rendered(address):
    first, second = Client().get(address), Client().get(address)
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert Client().get(address, headers={"if-none-match": second["ETag"]}).status_code == 304


def test_a_reader_who_has_it_already_does_not_keep_others_from_it():
    tag = Client().get(PAGE)["ETag"]
    versions.code_version.cache_clear()
    Index.objects.update(summary="Said otherwise.")
    assert Client().get(PAGE, headers={"if-none-match": tag}).status_code in {200, 304}
    assert queries() == 1


def test_languages_and_encodings_are_kept_apart():
    english, french = (Client().get(PAGE, headers={"accept-language": each}).content for each in ("en", "fr"))
    assert english != french
    zipped = Client().get(PAGE, headers={"accept-encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in Client().get(PAGE)


@pytest.mark.parametrize("address", ["/indices/ports", "/", "/indices/ports@9"])
def test_what_is_not_pinned_or_not_there_is_not_kept(address):
    Client().get(address)
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    assert len(asked) > 1


def test_who_is_signed_in_gets_a_page_of_their_own():
    queries()
    browser = Client()
    browser.force_login(User.objects.create_user("member@example.org"), "django.contrib.auth.backends.ModelBackend")
    assert queries(browser=browser) > 1


def test_a_page_is_gone_with_the_right_to_read_it():
    queries()
    Index.objects.update(licence="")
    assert Client().get(PAGE).status_code == 404


@pytest.mark.parametrize("change", [{"title": "Ports of Call"}, {"comments_policy": "withhold"}])
def test_a_page_is_rendered_anew_when_its_index_is_edited(change):
    queries()
    Index.objects.update(**change)
    assert queries() > 1


def test_a_page_is_rendered_anew_when_a_place_is_renamed(django_capture_on_commit_callbacks):
    queries()
    place = Place.objects.get(code="XA")
    place.name = "Alder"
    with django_capture_on_commit_callbacks(execute=True):
        place.save()
        assert queries() == 1  # nobody else knows yet
    assert "Alder" in Client().get(PAGE).content.decode()


def test_a_page_is_rendered_anew_by_other_code_and_when_there_is_a_newer_edition(monkeypatch):
    queries()
    monkeypatch.setattr("commonground.publishing.serving.code_version", lambda: "another")
    assert queries() > 1
    assert queries() == 1
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    assert queries() > 1


def test_on_the_computer_that_shows_all_nothing_is_kept(settings):
    settings.SHOW_PRIVATE_ON_LOOPBACK = True
    queries()
    assert queries() > 1


def test_a_stranger_host_is_refused_as_ever():
    queries()
    assert Client(headers={"host": "evil.example"}).get(PAGE).status_code == 400


def test_addresses_too_long_are_not_kept():
    long = f"{PAGE}?period=2020&x={'x' * 600}"
    queries(long)
    assert queries(long) > 1


def test_the_code_has_a_version_that_stands_still():
    assert versions.code_version() == versions.code_version()
    assert len(versions.code_version()) == 16


@pytest.mark.parametrize(
    "query",
    ["x=1", "period=2020&x=1", "period=2020&period=2020", "period=%32020", "period=", "weights=a:1", "marked=XA"],
)
def test_addresses_that_a_reader_can_make_up_do_not_fill_the_cache(query, tmp_path):
    Client().get(PAGE)
    before = set(tmp_path.glob("*.djcache"))
    for path in (PAGE, "/indices/ports@1/explore/own", "/indices/ports@1/explore/ranking.csv"):
        Client().get(f"{path}?{query}")
    assert set(tmp_path.glob("*.djcache")) == before


@pytest.mark.parametrize("view", ["ranking", "own", "ranking.csv", "ranking?period=2020"])
def test_views_of_the_explorer_as_they_come_are_kept(view):
    queries(f"/indices/ports@1/explore/{view}")
    assert queries(f"/indices/ports@1/explore/{view}") == 1


@pytest.fixture
def named():
    """Ada, who appears by name on the page of an answer, which is kept."""
    port = published()
    with TestCase.captureOnCommitCallbacks(execute=True):
        ada = port.user("ada")
        ada.first_name, ada.last_name = "Ada", "Lovelace"
        ada.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        contributor = Contributor.objects.get(user=ada)
        contributor.named = True
        contributor.save()
    assert said_by_name() == [True, True]
    return ada


def said_by_name(name: str = "Ada Lovelace") -> list[bool]:
    answers = [Client().get(f"/indices/quays@1/places/XA/A2{form}?period=2020") for form in ("", ".json")]
    assert {each["Cache-Control"] for each in answers} == {"public, max-age=300, must-revalidate"}
    return [name in each.content.decode() for each in answers]


def test_a_person_erased_is_gone_from_every_page(named, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=named, by=None)
    assert said_by_name() == [False, False]


def test_a_name_withdrawn_or_changed_is_gone_from_every_page(named, django_capture_on_commit_callbacks):
    ada = named
    ada.refresh_from_db()
    ada.last_name = "King"
    with django_capture_on_commit_callbacks(execute=True):
        ada.save()
    assert said_by_name() == [False, False]
    assert said_by_name("Ada King") == [True, True]
    with django_capture_on_commit_callbacks(execute=True) as told:
        ada.save(update_fields=["last_login"])
    assert not told
    contributor = Contributor.objects.get(user=ada)
    contributor.named = False
    with django_capture_on_commit_callbacks(execute=True):
        contributor.save(update_fields=["named"])
    assert said_by_name("Ada King") == [False, False]


def test_a_corrected_source_is_heard_of_and_a_new_one_is_not(django_capture_on_commit_callbacks):
    before = stamp()
    with django_capture_on_commit_callbacks(execute=True):
        source = LegalSource.objects.create(jurisdiction="XA", kind="act", title={"en": "Quays Act"})
    assert stamp() == before
    source.short = "Quays Act"
    with django_capture_on_commit_callbacks(execute=True):
        source.save()
    assert stamp() != before


def test_a_challenge_empties_nothing_until_the_team_takes_it_up(django_capture_on_commit_callbacks):
    edition = Index.objects.get().editions.get()
    before = stamp()
    with django_capture_on_commit_callbacks(execute=True):
        doubt = Doubt(key=uuid4(), reason="No.")
        made = make_challenge(edition=edition, place="XA", question="A1", period="2020", doubt=doubt)
    assert stamp() == before
    with django_capture_on_commit_callbacks(execute=True):
        take_up(challenge=made, by=create_owner(email="root@example.org", password="a long and quiet harbour"))
    assert stamp() != before


def test_a_reports_file_is_made_once_whoever_asks_and_however(tmp_path):
    sheet = "/indices/ports@1/reports/sheet/XA/en-0.html"
    assert queries(sheet) > 1
    browser = Client()
    browser.cookies["sessionid"] = "made-up"
    assert queries(sheet, browser) == 1
    kept = set(tmp_path.glob("*.djcache"))
    answer = Client().get(f"{sheet}?x=1")
    assert (answer.status_code, answer["Location"]) == (302, sheet)
    for number in ("00", "000", "٠", "9999999999"):
        assert Client().get(sheet.replace("-0.", f"-{number}.")).status_code == 404
    assert Client().get("/indices/ports@1/changes/01").status_code == 404
    assert set(tmp_path.glob("*.djcache")) == kept


def test_what_is_made_for_each_is_made_so_often_a_minute(settings, tmp_path):
    settings.PAGE_RATE, settings.COUNTS = 4, tmp_path / "counts"
    explore, sheet = "/indices/ports@1/explore", "/indices/ports@1/reports/sheet/XA/en-0.html"
    assert Client().get(sheet).status_code == 200
    assert Client().get(f"{explore}/own?weights=A1:2").status_code == 200
    for address in (f"{explore}/ranking.svg?marked=XA", f"{explore}/own.json?weights=A1:3"):
        refused = Client().get(address)
        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 60
        assert "no-store" in refused["Cache-Control"]
        assert "Too many requests at once" in refused.content.decode()
    assert Client().get(sheet).status_code == 200  # it is kept
    assert Client().get(f"{explore}/ranking?marked=XA").status_code == 200
    assert Client().get(f"{explore}/own?weights=A1:3", **{INSIDE: True}).status_code == 200


def test_the_stamp_outlives_the_pages_which_are_culled_now_and_then(tmp_path, monkeypatch):
    before = stamp()
    caches["pages"].clear()
    assert stamp() == before
    pages = PagesCache(str(tmp_path / "few"), {"OPTIONS": {"MAX_ENTRIES": 2}})
    monkeypatch.setattr("commonground.publishing.caches.randrange", lambda _most: 1)
    for each in "abcd":
        pages.set(each, each)
    assert len(list((tmp_path / "few").glob("*.djcache"))) == 4
    monkeypatch.setattr("commonground.publishing.caches.randrange", lambda _most: 0)
    pages.set("e", "e")
    assert len(list((tmp_path / "few").glob("*.djcache"))) < 5
