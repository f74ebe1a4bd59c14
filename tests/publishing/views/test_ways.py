"""How an answer was decided, on its public page: all of it where comments are published, else by whom alone."""

from __future__ import annotations

import pytest

from commonground.fieldwork.actions import assignments, locking
from tests.fieldwork.factories import Harbour, say
from tests.fieldwork.rounds import in_three_languages
from tests.support.teams import client

pytestmark = pytest.mark.django_db
ADDRESS = "/indices/quays/places/XA/A2"
QUERIES = 20


@pytest.fixture
def published(django_capture_on_commit_callbacks) -> Harbour:
    """Ada's answers, accepted and published."""
    port = in_three_languages()
    part = port.answered("ada", "coding", A1="100", A2="50")
    say(part, "A2", "100", by=port.user("ada"), comment="<i>Every lamp</i> is lit.")
    with django_capture_on_commit_callbacks(execute=True):
        assignments.accept(assignment=assignments.submit(assignment=part, by=port.user("ada")), by=port.owner)
        port.in_adjudication()
        locking.lock_round(round_=port.round, by=port.owner)
        locking.publish_round(round_=port.reload(), by=port.owner)
    return port


def test_the_answer_its_author_and_the_way_are_told(published, django_assert_max_num_queries):
    with django_assert_max_num_queries(QUERIES):
        page = client(None).get(ADDRESS, {"period": "2020"}).content.decode()
    for told in ("How it was decided", "Expert 1", "&lt;i&gt;Every lamp&lt;/i&gt; is lit.", "this answer was adopted"):
        assert told in page
    way = client(None).get(f"{ADDRESS}.json", {"period": "2020"}).json()["way"]
    assert (way["origin"], way["voices"][0]["answer"]) == ("accepted", "All of them")


def test_where_the_team_keeps_comments_it_keeps_what_was_said(published):
    published.index.comments_policy = "withhold"
    published.index.save()
    way = client(None).get(f"{ADDRESS}.json", {"period": "2020"}).json()["way"]
    (voice,) = way["voices"]
    assert (voice["who"], voice["answer"], voice["comment"], way["reason"]) == ("Expert 1", "", "", "")
    assert "Every lamp" in client(published.owner).get(ADDRESS, {"period": "2020"}).content.decode()
