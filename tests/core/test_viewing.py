"""Seeing as somebody else: for owners, read only, written down, and never their account pages."""

from __future__ import annotations

import pytest
import rules
from django.core.exceptions import PermissionDenied

from commonground.core.actions.viewing import begin_viewing
from commonground.core.models import AuditEntry, User
from tests.support.teams import account, client, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return account("ada")


@pytest.fixture
def viewing(ada):
    browser = client(superuser())
    browser.post("/accounts/view-as/", {"person": str(ada.key), "next": "/", "chain": "round:ports/2025"})
    return browser


def trail() -> list[tuple[str, str]]:
    rows = AuditEntry.objects.filter(verb__endswith="viewing-as").order_by("pk")
    return [(entry.verb, entry.chain) for entry in rows]


def test_the_page_is_theirs_and_says_so(viewing, ada):
    page = viewing.get("/")
    assert page.wsgi_request.user == ada
    assert page.wsgi_request.seen_by.is_superuser
    assert f"You see this site as {ada.email} does" in page.content.decode()
    assert trail() == [("begin-viewing-as", "round:ports/2025")]


def test_nothing_is_written(viewing):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(viewing, method)("/").status_code == 403


def test_account_pages_and_the_desk_stay_ones_own(viewing):
    assert "root@example.org" in viewing.get("/accounts/email/").content.decode()
    assert viewing.get("/desk/audit-trail/").status_code == 200


def test_it_ends_and_that_is_written_down_too(viewing, ada):
    assert viewing.post("/accounts/view-as/end/", {"next": "https://thief.example/"}).headers["Location"] == "/"
    assert viewing.get("/").wsgi_request.user != ada
    viewing.post("/accounts/view-as/end/")
    assert [verb for verb, _ in trail()] == ["begin-viewing-as", "end-viewing-as"]


def test_it_ends_with_the_permission(viewing):
    User.objects.filter(is_superuser=True).update(is_superuser=False)
    assert viewing.get("/").wsgi_request.user.email == "root@example.org"
    assert "viewed" not in viewing.session


def test_it_ends_with_the_account(viewing, ada):
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert viewing.get("/").wsgi_request.user.email == "root@example.org"


def test_nobody_else_may_and_nobody_sees_as_an_owner(ada):
    root, second = superuser(), User.objects.create_superuser("second@example.org")
    for by, person in ((ada, root), (ada, account("bob")), (root, second), (root, root)):
        with pytest.raises(PermissionDenied):
            begin_viewing(person=person, by=by)
        answer = client(by).post("/accounts/view-as/", {"person": str(person.key)})
        assert answer.status_code == 403
    assert trail() == []


@pytest.mark.parametrize("person", ["", "x", "00000000-0000-0000-0000-000000000001"])
def test_whom_there_is_not_nobody_sees_as(person):
    assert client(superuser()).post("/accounts/view-as/", {"person": person}).status_code == 404
    assert client(None).post("/accounts/view-as/", {"person": person}).status_code == 404


def test_a_room_above_widens_who_may(ada):
    before = rules.permissions.permissions["core.view_as"]
    rules.set_perm("core.view_as", before | rules.predicate(lambda user, _person: user.email.startswith("ada")))
    begin_viewing(person=account("bob"), by=ada)
    rules.set_perm("core.view_as", before)
    assert trail() == [("begin-viewing-as", "")]
