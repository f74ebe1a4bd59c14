"""Who sees what, and what caches may keep."""

from __future__ import annotations

import pytest
from django.test import Client

from commonground.core.models import User
from commonground.instruments.models import CommentsPolicy
from tests.support.append_only import lifted

PASSWORD = "a long and quiet harbour"
PAGES = (
    "/indices/harbour",
    "/indices/harbour/places/XK",
    "/indices/harbour/places/XK/E1",
    "/indices/harbour/places/XK/E",
    "/indices/harbour/indicators/E1",
    "/indices/harbour/areas/E",
    "/indices/harbour/editions",
    "/indices/harbour/audit",
)
SAID = "Standing for the council still"
"""Words of a comment on Kestrin's answer to E1."""


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def account(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", PASSWORD)


@pytest.fixture
def private(atlantis):
    atlantis.index.licence = ""
    atlantis.index.save()
    return atlantis.index


@pytest.fixture
def withheld(atlantis):
    atlantis.index.comments_policy = CommentsPolicy.WITHHOLD
    atlantis.index.save()
    return atlantis.index


@pytest.mark.parametrize("form", ["", ".json", ".csv"])
@pytest.mark.parametrize("address", PAGES)
def test_a_private_index_is_not_there_for_strangers(private, address, form):
    assert Client().get(address + form).status_code == 404
    assert signed_in(account("stranger")).get(address + form).status_code == 404


def test_a_private_index_is_not_on_the_home_page(private):
    for address in ("/", "/index.json", "/index.csv"):
        assert b"Harbour" not in Client().get(address).content


@pytest.mark.parametrize("address", PAGES)
def test_the_team_reads_a_private_index_and_no_cache_keeps_it(private, address):
    member = account("member")
    private.team.add(member)
    response = signed_in(member).get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert "Private: shown on this computer or to its team only" in response.content.decode()


def test_an_undecided_policy_keeps_an_index_private(atlantis):
    atlantis.index.comments_policy = CommentsPolicy.UNDECIDED
    atlantis.index.save()
    assert Client().get("/indices/harbour").status_code == 404


def test_this_computer_sees_private_indices_where_the_installation_allows_it(private, settings):
    settings.SHOW_PRIVATE_ON_LOOPBACK = True
    assert Client().get("/indices/harbour").status_code == 200
    assert Client(REMOTE_ADDR="::1").get("/indices/harbour").status_code == 200


@pytest.mark.parametrize(
    "environment",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_whoever_comes_from_elsewhere_or_through_a_proxy_does_not(private, settings, environment):
    settings.SHOW_PRIVATE_ON_LOOPBACK = True
    assert Client(**environment).get("/indices/harbour").status_code == 404


def test_published_comments_are_for_everybody(atlantis):
    assert SAID in Client().get("/indices/harbour/places/XK/E1").content.decode()


@pytest.mark.parametrize("form", ["", ".json", ".csv"])
def test_withheld_comments_are_for_the_team(withheld, form):
    member = account("member")
    withheld.team.add(member)
    address = f"/indices/harbour/places/XK/E1{form}"
    assert SAID not in Client().get(address).content.decode()
    assert SAID not in signed_in(account("stranger")).get(address).content.decode()
    if form != ".csv":
        assert SAID in signed_in(member).get(address).content.decode()


def test_withheld_comments_are_on_no_public_page(withheld, book, atlantis):
    decisions = atlantis.snapshot.round.decisions.exclude(comment="")
    texts = set(decisions.values_list("comment", flat=True)) - {""}
    client = Client()
    for address in ("/", "/index.json", *PAGES, *(f"{page}.json" for page in PAGES)):
        page = client.get(address).content.decode()
        assert not [text for text in texts if text in page], address


def test_what_the_team_sees_of_withheld_comments_is_kept_by_no_cache(withheld):
    member = account("member")
    withheld.team.add(member)
    assert "no-store" in signed_in(member).get("/indices/harbour/places/XK/E1").headers["Cache-Control"]
    assert "public" in Client().get("/indices/harbour/places/XK/E1").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/indices/harbour", "public, max-age=300, must-revalidate"),
        ("/indices/harbour@1", "public, max-age=300, must-revalidate"),
        ("/indices/harbour@1/explore/ranking.csv", "public, max-age=31536000, immutable"),
        ("/indices/harbour@1/places/XK/E1.json", "public, max-age=300, must-revalidate"),
    ],
)
def test_public_pages_say_how_long_they_may_be_kept(reader, address, kept):
    assert reader.get(address).headers["Cache-Control"] == kept


def test_a_page_that_has_not_changed_is_not_sent_again(reader):
    tag = reader.get("/indices/harbour").headers["ETag"]
    again = reader.get("/indices/harbour", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_changes_its_tag_with_what_it_says(reader, atlantis):
    tag = reader.get("/indices/harbour").headers["ETag"]
    atlantis.index.title = "Haven Index"
    atlantis.index.save()
    assert reader.get("/indices/harbour", headers={"If-None-Match": tag}).status_code == 200


def test_pages_are_compressed(reader):
    response = reader.get("/indices/harbour", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 15_000


def test_hostile_text_stays_text(reader, atlantis):
    hostile = '</p><script>alert("x")</script>'
    decisions = atlantis.snapshot.round.decisions.filter(
        unit__place__code="XK", question__code="E1", period__code="2024"
    )
    with lifted("fieldwork_decision"):
        decisions.update(comment=hostile, source=hostile, at=hostile)
    atlantis.index.title = atlantis.index.finding = atlantis.index.summary = hostile
    atlantis.index.save()
    for address in ("/", *PAGES):
        text = reader.get(address).content.decode()
        assert "<script>alert" not in text, address
    assert "&lt;script&gt;alert" in reader.get("/indices/harbour/places/XK/E1").content.decode()


def test_names_in_csv_are_no_formulas_and_figures_stay_figures(reader, atlantis):
    place = atlantis.snapshot.round.units.get(place__code="XC").place
    place.name = '=HYPERLINK("http://example.org")'
    place.save()
    line = next(row for row in reader.get("/indices/harbour.csv").content.decode().splitlines() if row.startswith("XC"))
    assert line.startswith("XC,\"'=HYPERLINK")
    changes = reader.get("/indices/harbour/places/XA.csv").content.decode()
    assert ",-" in changes  # a fall is a number, not a text
    assert "'-" not in changes
