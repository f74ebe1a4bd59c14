"""Seeing the site as those do whom one leads: read only, in the round's chain, and past no wall."""

from __future__ import annotations

import pytest

from commonground.core.models import AuditEntry, User
from commonground.fieldwork.actions import planning
from commonground.fieldwork.models import Assignment
from commonground.instruments.models import Index
from tests.fieldwork.factories import Harbour, harbour
from tests.support.teams import account, client, superuser

pytestmark = pytest.mark.django_db
CORE = "/accounts/view-as/"


@pytest.fixture(scope="module")
def port_as_made(lasting) -> Harbour:
    made = harbour()
    made.answered("ada", "coding", A1="100")
    return made


def part(port: Harbour, name: str = "ada") -> Assignment:
    return Assignment.objects.get(contributor=port.person(name))


def view_as(port: Harbour, by: User, name: str = "ada"):
    browser = client(by)
    return browser, browser.post(f"/rounds/ports/1/parts/{part(port, name).pk}/view-as/")


def trail() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(verb__endswith="viewing-as").order_by("pk").values_list("verb", "chain"))


def test_who_leads_a_round_sees_a_task_as_its_holder_and_it_is_written_down(port):
    member = account("member")
    port.index.team.add(member)
    assert "See the site as they do" in client(member).get(f"/rounds/ports/1/parts/{part(port).pk}/").content.decode()
    browser, answer = view_as(port, member)
    assert answer["Location"] == f"/tasks/{part(port).pk}/"
    page = browser.get(answer["Location"])
    assert page.wsgi_request.user == port.user("ada")
    assert page.wsgi_request.seen_by == member
    assert trail() == [("begin-viewing-as", "round:ports/1")]
    ended = browser.post("/accounts/view-as/end/")
    assert ended["Location"] == f"/rounds/ports/1/parts/{part(port).pk}/"
    assert trail()[-1] == ("end-viewing-as", "round:ports/1")


def test_nothing_is_written_meanwhile(port):
    browser, answer = view_as(port, port.owner)
    before = list(Assignment.objects.values())
    for address in (f"{answer['Location']}submit", f"{answer['Location']}answers", "/rounds/ports/1/people/invite/"):
        assert browser.post(address, {"confirmed": "1"}).status_code == 403
    assert list(Assignment.objects.values()) == before


def test_another_teams_work_stays_its_own(port):
    other = Index.objects.create(code="other", title="Other", owner=account("other"))
    planning.add_contributor(index=other, email="ada@example.org", by=other.owner)
    assert view_as(port, port.owner)[1].status_code == 403
    assert (
        "See the site as they do"
        not in client(port.owner).get(f"/rounds/ports/1/parts/{part(port).pk}/").content.decode()
    )
    assert trail() == []


def test_who_is_on_a_team_or_works_for_nobody_is_seen_as_by_nobody(port):
    other = Index.objects.create(code="other", title="Other", owner=account("other"))
    other.team.add(port.user("ada"))
    assert view_as(port, port.owner)[1].status_code == 403
    for person in (port.owner, account("stranger")):
        assert client(port.owner).post(CORE, {"person": str(person.key)}).status_code == 403


@pytest.mark.parametrize("who", ["member", "owner of all"])
def test_who_is_blind_sees_through_nobodys_eyes(who, port):
    by = superuser() if who == "owner of all" else account("member")
    port.index.team.add(by)
    planning.add_contributor(index=port.index, email=by.email, by=port.owner)
    port.people["blind"] = port.index.contributors.get(user=by)
    assert view_as(port, by)[0].get("/tasks/").wsgi_request.user == port.user("ada")
    browser, _ = view_as(port, by)
    port.invited("blind", "peers")
    assert browser.get("/tasks/").wsgi_request.user == by
    assert client(by).post(CORE, {"person": str(port.user("ada").key)}).status_code == 403


def test_nobody_who_leads_writes_into_another_chain(port):
    client(port.owner).post(CORE, {"person": str(port.user("ada").key), "chain": "round:other/1"})
    assert trail() == [("begin-viewing-as", "")]


def test_a_part_whose_holder_has_no_account_is_seen_as_by_nobody(port):
    port.index.contributors.update(user=None)
    made = Assignment.objects.get()
    assert client(port.owner).post(f"/rounds/ports/1/parts/{made.pk}/view-as/").status_code == 404
    assert client(port.owner).get(f"/rounds/ports/1/parts/{made.pk}/").status_code == 200


def test_of_a_withdrawn_part_its_holders_list_is_seen(port):
    Assignment.objects.update(state="withdrawn")
    assert view_as(port, port.owner)[1]["Location"] == "/tasks/"
