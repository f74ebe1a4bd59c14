"""Records at the desk: what is not ones own does not exist, what others rest on stays, each change is written down."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonground.core.models import AuditEntry, Place, PlaceGroup, PlaceMembership, User
from commonground.instruments.models import Index
from commonground.scores.models import Edition
from tests.support.state import everything
from tests.support.teams import SECRET, Team, client, superuser, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def calm() -> Team:
    return team("calm", "Calm")


@pytest.fixture
def deep() -> Team:
    return team("deep", SECRET)


@pytest.fixture
def root():
    return client(superuser())


@pytest.fixture
def editor(calm):
    """Somebody on a team who may also change places."""
    calm.member.user_permissions.set(
        Permission.objects.filter(content_type__app_label="core", codename__contains="place")
    )
    return client(calm.member)


def delete(browser, model: str, *ids: object):
    query = "&".join(f"id={each}" for each in ids)
    return browser.post(f"/desk/bulk/{model}/delete/?{query}&next=/desk/")


def test_a_list_and_its_downloads_hold_ones_own_records_only(calm, deep):
    browser = client(calm.member)
    for address in ("/desk/indices/", "/desk/indices/?export=csv", "/desk/indices/?q=Index", "/desk/editions/"):
        shown = b"".join(browser.get(address)).decode()
        assert "Calm" in shown
        assert SECRET not in shown


def test_a_longer_list_asks_the_database_no_more_often(root, calm, django_assert_num_queries):
    root.get("/desk/indices/")
    with CaptureQueriesContext(connection) as asked:
        root.get("/desk/indices/")
    Index.objects.bulk_create(Index(code=f"i{n}", title=f"Index {n}", owner=calm.member) for n in range(15))
    with django_assert_num_queries(len(asked)):
        assert "Index 14" in root.get("/desk/indices/").content.decode()


def test_a_download_makes_formulas_harmless(root, calm):
    Index.objects.update(title="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in root.get("/desk/indices/?export=csv").content.decode()


def test_several_chosen_records_are_ones_own_only(calm, deep):
    address = f"/desk/snippets/choose/instruments/index/chosen-multiple/?id={calm.index.pk}&id={deep.index.pk}&id=x"
    shown = client(calm.member).get(address).content.decode()
    assert "Calm" in shown
    assert SECRET not in shown


def test_a_key_of_the_wrong_form_names_no_record(calm):
    assert client(calm.member).get("/desk/snippets/choose/instruments/index/chosen/x/").status_code == 404


def test_deleting_several_takes_ones_own_only_and_names_no_others(calm, deep):
    own = Index.objects.create(code="empty", title="Empty", owner=calm.member)
    calm.member.user_permissions.set(Permission.objects.filter(codename="delete_index"))
    browser, ids = client(calm.member), (own.pk, deep.index.pk)
    asked = browser.get(f"/desk/bulk/instruments/index/delete/?id={ids[0]}&id={ids[1]}&id=x").content.decode()
    assert "Empty" in asked
    assert SECRET not in asked
    assert delete(browser, "instruments/index", *ids).status_code == 302
    assert set(Index.objects.values_list("code", flat=True)) == {"calm", "deep"}
    assert AuditEntry.objects.last().subject == "index:empty"


@pytest.mark.parametrize("ids", [("all",), ("other",), ()])
def test_deleting_what_others_rest_on_changes_nothing(root, calm, ids):
    before = everything(calm)
    assert (
        delete(root, "instruments/index", *[calm.index.pk if each == "other" else each for each in ids]).status_code
        == 404
    )
    assert everything(calm) == before


def test_an_index_with_an_edition_is_not_deleted_but_said_to_be_held(root, calm):
    answer = root.post(f"/desk/indices/delete/{calm.index.pk}/", follow=True)
    assert "Other records rest on this one" in answer.content.decode()
    assert Index.objects.filter(pk=calm.index.pk).exists()


def test_deleting_an_empty_index_is_written_down(root):
    index = Index.objects.create(code="empty", title="Empty")
    root.post(f"/desk/indices/delete/{index.pk}/")
    assert not Index.objects.filter(pk=index.pk).exists()
    entry = AuditEntry.objects.last()
    by = User.objects.get(email="root@example.org").key
    assert (entry.verb, entry.subject, entry.by) == ("delete-index", "index:empty", by)


def test_a_team_sees_places_and_changes_none(calm):
    place, browser = Place.objects.first(), client(calm.member)
    assert place.name in browser.get("/desk/places/").content.decode()
    for step in ("edit", "delete"):
        assert browser.post(f"/desk/places/{step}/{place.pk}/", {"name": "Taken"}).headers["Location"] == "/desk/"
    assert Place.objects.get(pk=place.pk).name == place.name
    assert delete(browser, "core/place", place.pk).status_code == 404


def test_whoever_may_change_places_does_and_it_is_written_down(editor):
    place = Place.objects.first()
    form = {"scheme": place.scheme, "code": place.code, "name": "New Haven", "fictional": "on"}
    assert editor.post(f"/desk/places/edit/{place.pk}/", form).status_code == 302
    assert Place.objects.get(pk=place.pk).name == "New Haven"
    entry = AuditEntry.objects.last()
    assert (entry.verb, entry.detail) == ("change-place", {"name": "New Haven"})


def test_a_group_keeps_the_dates_of_the_places_that_stay(editor, calm):
    group, (first, second) = PlaceGroup.objects.create(code="pact", title="Pact"), Place.objects.all()[:2]
    since = dt.date(2004, 5, 1)
    PlaceMembership.objects.create(group=group, place=first, since=since)
    form = {"scheme": group.scheme, "code": "pact", "title": "Pact", "places": [first.pk, second.pk]}
    assert editor.post(f"/desk/place-groups/edit/{group.pk}/", form).status_code == 302
    assert dict(group.memberships.values_list("place", "since")) == {first.pk: since, second.pk: None}


@pytest.mark.parametrize("model", [AuditEntry, Edition])
def test_what_is_never_changed_cannot_be_changed_by_anybody(root, calm, model):
    record, folder = model.objects.last(), {AuditEntry: "audit-trail", Edition: "editions"}[model]
    before = everything(calm)
    for step in (f"edit/{record.pk}/", f"delete/{record.pk}/", "add/"):
        assert root.post(f"/desk/{folder}/{step}", {"label": "Taken", "verb": "taken"}).headers["Location"] == "/desk/"
    assert delete(root, f"{model._meta.app_label}/{model._meta.model_name}", record.pk).status_code == 404
    assert everything(calm) == before


def test_the_audit_trail_is_read_by_superusers(root, calm):
    trail = root.get("/desk/audit-trail/").content.decode()
    assert "edition:calm@1" in trail
    assert re.search(r"<td[^>]*>\s*Imported an edition\s*</td>", trail)
    assert client(calm.owner).get("/desk/audit-trail/").headers["Location"] == "/desk/"


def test_actions_on_several_accounts_are_for_superusers(root, calm):
    address = f"/desk/bulk/core/user/delete/?id={calm.owner.pk}"
    assert root.get(address).status_code == 200
    answer = client(calm.member).get(address)
    assert answer.status_code == 404
    assert calm.owner.email not in answer.content.decode()


def test_an_account_on_no_team_is_at_no_desk(calm):
    calm.index.team.clear()
    assert client(calm.member).get("/desk/").headers["Location"].startswith("/accounts/login/")
