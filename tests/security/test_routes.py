"""Security is one table: every route of the site, and what each role is answered at an address of a private index.

A route that the table does not list fails the test, and so does a route that answers otherwise than the table says.
A row that ends in ``*`` stands for all routes that begin so, and may only say that nothing is there.

    o  open                     l  sent to the sign-in page     b  bad request
    a  absent: not found        r  sent to their own work        x  not by GET
    f  forbidden                m  sent elsewhere               e  an error of the server
    u  told to sign in, as JSON g  gone, whatever it was         i  invalid: a parameter is missing
"""

from __future__ import annotations

import json
import uuid

import pytest
from django.core.cache import cache

from commonground.fieldwork.models import Assignment
from commonground.instruments.actions.drafts import draft_from
from commonground.instruments.actions.links import propose_links
from commonground.instruments.models import Index
from commonground.publishing.models import Picture
from tests.publishing.editorial import written
from tests.security.table import TABLE
from tests.support.forms import posted
from tests.support.rounds import open_round
from tests.support.routes import address, body, outcome, routes
from tests.support.state import everything
from tests.support.teams import SECRET, Team, client, corrected, superuser, team

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROLES = ("anonymous", "team of another index", "team", "owner", "superuser")
STRANGERS = ROLES[:2]
COMMENT = "Quays are open to all."
EXPECTED = {row.split()[0]: row.split()[1:] for row in TABLE.strip().splitlines()}
PROBES = (
    "?id={index}&id=all&q={secret}&p=1&kind=mismatch",
    "?export=csv&q={secret}",
    "?export=xlsx&id={index}&multiple=1&describe_on_delete=1",
)


@pytest.fixture
def calm() -> Team:
    return team("calm", "Calm")


@pytest.fixture
def deep() -> Team:
    """The private index that the addresses are about."""
    found = team("deep", SECRET)
    corrected(found, SECRET)
    open_round(found.index, found.owner, SECRET)
    first = found.index.questionnaires.get()
    propose_links(older=first, newer=draft_from(version=first, by=found.owner), by=found.owner)
    written(("heading", SECRET), publish=False, title=SECRET)
    Picture.objects.create(title=SECRET, file="pages/none.png", alt=SECRET, width=1, height=1)
    return found


@pytest.fixture
def visitor(calm: Team, deep: Team, settings, tmp_path):
    cache.clear()  # what signing in is limited by is counted there
    settings.COUNTS = tmp_path / "counts"
    people = (None, calm.member, deep.member, deep.owner)
    return lambda role: client(superuser() if role == ROLES[4] else people[ROLES.index(role)])


def expected(route: str, role: str) -> str:
    starred = next((row for key, row in EXPECTED.items() if key.endswith("*") and route.startswith(key[:-1])), None)
    return (EXPECTED.get(route) or starred or ["unlisted"] * len(ROLES))[ROLES.index(role)]


def test_rows_that_stand_for_several_routes_say_that_nothing_is_there():
    assert all(set(row) == {"a"} for route, row in EXPECTED.items() if route.endswith("*"))


def test_every_row_is_a_route():
    known = routes()
    stale = [row for row in EXPECTED if not any(r == row or r.startswith(row.rstrip("*")) for r in known)]
    assert stale == []


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_every_role_as_the_table_says(role, visitor, deep):
    browser = visitor(role)
    answers = {route: browser.get(address(route, deep)) for route in routes()}
    wrong = {
        route: f"{outcome(answer)}, not {expected(route, role)}"
        for route, answer in answers.items()
        if outcome(answer) != expected(route, role)
    }
    assert wrong == {}
    if role in STRANGERS:
        assert [route for route, answer in answers.items() if SECRET in body(answer)] == []


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("probe", PROBES)
def test_no_query_makes_a_route_tell_a_stranger_of_the_index(role, probe, visitor, deep):
    browser = visitor(role)
    query = probe.format(index=deep.index.pk, secret="Zan")
    told = [route for route in routes() if SECRET in body(browser.get(address(route, deep) + query))]
    assert told == []


@pytest.mark.parametrize("role", STRANGERS)
def test_a_stranger_posts_to_every_route_and_writes_nothing(role, visitor, calm, deep):
    browser = visitor(role)
    before = everything(calm, deep)
    harm = posted(deep)
    told = []
    for route in routes():
        if role != "anonymous":  # some routes sign the browser out
            browser.force_login(calm.member, backend="django.contrib.auth.backends.ModelBackend")
        answer = browser.post(address(route, deep), harm)
        if SECRET in body(answer):
            told.append(route)
    assert told == []
    assert everything(calm, deep) == before


@pytest.mark.parametrize("role", ROLES)
def test_nobody_but_its_holder_saves_into_a_task_or_is_told_of_it(role, visitor, calm, deep):
    """Bodies of JSON and hidden fields with the keys of what is another's."""
    browser = visitor(role)
    before = everything(calm, deep)
    part = Assignment.objects.get(stage__round__index=deep.index)
    keys = {"assignment": part.pk, "response": part.response_id, "by": part.contributor.user_id}
    answer = {"id": str(uuid.uuid4()), "question": "A1", "period": "2025", "based_on": 1, "state": "cleared"}
    told = []
    for route in (each for each in routes() if each.startswith("tasks/")):
        for sent in (answer, answer | keys, keys):
            reply = browser.post(address(route, deep), json.dumps(sent), content_type="application/json")
            told += [route] * (SECRET in body(reply))
            assert outcome(reply) in {"a", "b", "f", "l", "u", "x"}, route
        told += [route] * (SECRET in body(browser.post(address(route, deep), posted(deep) | keys)))
    assert told == []
    assert everything(calm, deep) == before


@pytest.mark.parametrize(("policy", "shown"), [("withhold", False), ("publish", True)])
def test_experts_comments_reach_strangers_only_where_the_owner_says_so(policy, shown, visitor, deep):
    Index.objects.filter(pk=deep.index.pk).update(licence="CC BY 4.0", comments_policy=policy)
    browser = visitor("anonymous")
    query = {route: "" if "<number:plan>" in route else "?period=2020" for route in routes()}  # a file takes none
    answers = {route: browser.get(address(route, deep) + query[route]) for route in routes()}
    of_index = {route: row for route, row in EXPECTED.items() if route.startswith("indices/")}
    public = [route for route, row in of_index.items() if "o" in row and "l" not in row]
    assert {outcome(answers[route]) for route in public} == {"o"}
    assert any(COMMENT in body(answer) for answer in answers.values()) is shown
