"""Before its hour an edition is there for its team and for those named, and for nobody and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from commonground.core.models import AuditEntry, Mail, User
from commonground.fieldwork.actions import life, locking
from commonground.instruments.models import Index
from commonground.methods.errors import CommongroundError
from commonground.publishing.actions.embargo import give_access, withdraw_access
from commonground.publishing.models import EmbargoAccess
from commonground.scores.models import Edition
from tests.fieldwork.factories import Harbour
from tests.publishing.locked import locked
from tests.publishing.views.test_editions import bring_in
from tests.support.teams import account, client
from tests.support.worlds import PORTS

pytestmark = pytest.mark.django_db
PAGES = (
    "/indices/quays@1",
    "/indices/quays@1.json",
    "/indices/quays@1/places/XA",
    "/indices/quays@1/places/XA/A1.csv",
    "/indices/quays@1/data",
    "/indices/quays@1/explore/ranking",
    "/api/v1/indices/quays/editions/1",
    "/api/v1/indices/quays/editions/1/scores",
)
TEAM_PAGE = "/embargo/quays/1/"


@pytest.fixture
def port() -> Harbour:
    return locked(dt.timedelta(days=3))


@pytest.fixture
def edition(port) -> Edition:
    return Edition.every.select_related("index", "snapshot__round").get()


@pytest.fixture
def access(edition, port) -> EmbargoAccess:
    return give_access(edition=edition, email="Jo@Paper.example", name="Jo March", by=port.owner)


def answers(who: User | None) -> dict[str, tuple[int, str]]:
    found = {each: client(who).get(each) for each in PAGES}
    return {each: (answer.status_code, answer.get("Cache-Control", "")) for each, answer in found.items()}


def test_whom_nobody_named_finds_nothing(port, access):
    for who in (None, account("stranger"), port.user("ada")):
        assert {status for status, _ in answers(who).values()} == {404}
    assert "Quays 2023" not in client(access.user).get("/index.json").content.decode()
    assert client(access.user).get("/indices/quays").status_code == 404
    assert client(None).get("/api/v1/indices/quays/editions").json() == []


def test_whoever_is_named_reads_all_of_it_and_no_cache_keeps_it(port, access):
    for who in (access.user, port.owner):
        for address, (status, kept) in answers(who).items():
            assert status == 200, address
            assert "no-store" in kept
            assert "public" not in kept
    page = client(access.user).get(PAGES[0]).content.decode()
    assert "Under embargo until" in page
    assert "for Jo March alone" in page
    assert client(access.user).get(PAGES[1]).json()["edition"]["embargo"]


def test_by_name_only_that_edition_of_a_private_index_is_read():
    bring_in()
    bring_in(PORTS.replace("XB     2020    0    50", "XB     2020    100  50"))
    Index.objects.update(licence="", owner=account("owner"))
    Edition.objects.filter(number=2).update(published_at=None)
    second, owner = Edition.every.get(number=2), User.objects.get(email="owner@example.org")
    jo = give_access(edition=second, email="jo@paper.example", by=owner).user
    for path in ("/editions", "/editions.json", "/changes", "/changes.json", "/changes/1", "/changes/1.csv"):
        assert client(jo).get(f"/indices/ports@2{path}").status_code == 404, path
        assert client(owner).get(f"/indices/ports@2{path}").status_code == 200, path
    assert "You were given this edition" in client(jo).get("/indices/ports@2/editions").content.decode()
    assert "edition 1" in client(owner).get("/indices/ports@2/places/XB.json").content.decode()
    assert "edition 1" not in client(jo).get("/indices/ports@2/places/XB.json").content.decode()
    assert client(jo).get("/indices/ports@1").status_code == 404
    assert client(jo).get("/indices/ports").status_code == 404


def test_what_is_withdrawn_is_withdrawn_at_once(port, access):
    assert withdraw_access(access=access, by=port.owner)
    assert not withdraw_access(access=access, by=port.owner)
    assert {status for status, _ in answers(access.user).values()} == {404}
    assert Mail.objects.get(key=f"embargo-access:{access.pk}").state == "cancelled"
    verbs = list(AuditEntry.objects.filter(subject="edition:quays@1").values_list("verb", flat=True))
    assert verbs[-2:] == ["give-embargo-access", "withdraw-embargo-access"]


def test_asked_twice_they_are_let_in_once(port, edition, access):
    assert give_access(edition=edition, email="jo@paper.example", by=port.owner) == access
    assert EmbargoAccess.objects.count() == 1
    assert Mail.objects.filter(template="embargo_access").count() == 1


def test_the_mail_says_until_when_and_leads_to_the_edition(access):
    mail = Mail.objects.get(template="embargo_access")
    assert (mail.to, mail.invitation.destination) == ("jo@paper.example", "/indices/quays@1")
    assert "Please publish nothing of it before." in mail.body


def test_only_the_team_lets_in_and_withdraws(port, edition, access):
    with pytest.raises(PermissionDenied):
        give_access(edition=edition, email="max@paper.example", by=port.user("ada"))
    with pytest.raises(PermissionDenied):
        withdraw_access(access=access, by=access.user)


def test_once_it_is_published_everybody_reads_it_and_nobody_is_let_in(
    port, edition, access, django_capture_on_commit_callbacks
):
    life.set_embargo(round_=port.reload(), until=None, by=port.owner)
    with django_capture_on_commit_callbacks(execute=True):
        locking.publish_round(round_=port.reload(), by=port.owner)
    response = client(None).get(PAGES[0])
    assert "Under embargo" not in response.content.decode()
    assert "public" in response["Cache-Control"]
    with pytest.raises(CommongroundError):
        give_access(edition=edition, email="max@paper.example", by=port.owner)
    assert client(port.owner).post(TEAM_PAGE, {"name": "Max", "email": "max@paper.example"}).status_code == 422


def test_the_team_lets_in_and_withdraws_on_its_page(port, edition):
    browser = client(port.owner)
    assert "Quays Index" in browser.get("/embargo/").content.decode()
    assert browser.post(TEAM_PAGE, {"name": "", "email": "jo"}).status_code == 422
    assert browser.post(TEAM_PAGE, {"name": "Jo March", "email": "jo@paper.example"}).status_code == 302
    given = EmbargoAccess.objects.get()
    assert "jo@paper.example" in browser.get(TEAM_PAGE).content.decode()
    for _ in range(2):
        assert browser.post(f"{TEAM_PAGE}{given.pk}/withdraw/").status_code == 302
    given.refresh_from_db()
    assert given.withdrawn_at
    assert browser.post(f"{TEAM_PAGE}987/withdraw/").status_code == 404


def test_to_others_the_teams_page_is_not_there(access):
    assert client(access.user).get(TEAM_PAGE).status_code == 404
    assert client(access.user).post(f"{TEAM_PAGE}{access.pk}/withdraw/").status_code == 404
    assert client(None).get(TEAM_PAGE).status_code == 302
    assert "Quays" not in client(access.user).get("/embargo/").content.decode()
