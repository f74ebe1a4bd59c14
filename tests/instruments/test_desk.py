"""An index at the desk: the team writes its texts; what is published, and by whom, is the owner's to decide."""

from __future__ import annotations

import pytest

from commonground.core.models import AuditEntry
from commonground.instruments.models import Index
from tests.support.teams import Team, account, client, superuser, team

pytestmark = pytest.mark.django_db

TEXTS = {"code": "taken", "title": "New title", "summary": "New summary", "finding": "Ports open"}
RIGHTS = {"licence": "CC BY 4.0", "comments_policy": "publish"}


@pytest.fixture
def calm() -> Team:
    return team("calm", "Calm")


def change(calm: Team, user, **fields) -> tuple[Index, str]:
    """The index after ``user`` has posted the form, and what the page says."""
    people = {"owner": calm.owner.email, "team": calm.member.email}
    answer = client(user).post(f"/desk/indices/edit/{calm.index.pk}/", TEXTS | RIGHTS | people | fields)
    return Index.objects.get(pk=calm.index.pk), answer.content.decode()


def test_a_team_member_changes_the_texts_and_nothing_else(calm):
    index, _page = change(calm, calm.member, owner=calm.member.email, team="")
    assert (index.title, index.summary, index.finding) == ("New title", "New summary", "Ports open")
    assert (index.code, index.licence, index.comments_policy) == ("calm", "", "undecided")
    assert (index.owner, list(index.team.all())) == (calm.owner, [calm.member])
    assert not index.is_public


def test_the_owner_publishes_and_it_is_written_down(calm):
    index, _page = change(calm, calm.owner)
    assert index.is_public
    entry = AuditEntry.objects.last()
    assert (entry.verb, entry.subject, entry.by) == ("change-index", "index:calm", calm.owner.key)
    assert entry.detail == {
        "title": "New title",
        "summary": "New summary",
        "finding": "Ports open",
        "licence": "CC BY 4.0",
        "comments_policy": "publish",
    }


def test_the_owner_names_the_team_by_e_mail_and_may_hand_the_index_over(calm):
    new = account("new")
    index, _page = change(calm, calm.owner, team=f"NEW@example.org\n{calm.member.email}", owner="new@example.org")
    assert set(index.team.all()) == {new, calm.member}
    assert index.owner == new
    assert AuditEntry.objects.last().detail["team"] == sorted(f"account:{each.key}" for each in (calm.member, new))


def test_an_address_without_an_account_is_refused_with_a_remedy(calm):
    index, page = change(calm, calm.owner, team="nobody@example.org")
    assert "No account has this address" in page
    assert list(index.team.all()) == [calm.member]


def test_no_page_lists_the_accounts(calm):
    account("hermit")
    page = client(calm.owner).get(f"/desk/indices/edit/{calm.index.pk}/").content.decode()
    assert calm.member.email in page
    assert "hermit" not in page


def test_a_superuser_may_do_what_the_owner_may_but_the_code_stays(calm):
    index, _page = change(calm, superuser(), owner=calm.member.email)
    assert (index.owner, index.is_public, index.code) == (calm.member, True, "calm")


def test_an_index_is_added_with_its_first_owner(calm):
    root = superuser()
    client(root).post("/desk/indices/add/", TEXTS | {"comments_policy": "undecided", "owner": root.email, "team": ""})
    assert Index.objects.get(code="taken").owner == root
    assert AuditEntry.objects.last().verb == "add-index"


def test_saving_without_a_change_writes_nothing_down(calm):
    fields = {"title": calm.index.title, "summary": calm.index.summary, "finding": calm.index.finding}
    before = AuditEntry.objects.count()
    change(calm, calm.owner, **fields, licence="", comments_policy="undecided")
    assert AuditEntry.objects.count() == before
