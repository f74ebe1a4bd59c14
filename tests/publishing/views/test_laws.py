"""From an article of law to all the scores that it carries, and back; of what is not published nothing is told."""

from __future__ import annotations

import csv
import io
from hashlib import sha256

import pytest

from commonground.fieldwork.actions import answering, assignments, locking
from commonground.library.actions import archive_copy, enter_article, enter_source, enter_version
from commonground.library.models import ArchivedCopy, Article
from tests.fieldwork.factories import Harbour, say
from tests.fieldwork.rounds import in_three_languages
from tests.support.teams import client

pytestmark = pytest.mark.django_db
QUERIES = 20
PDF = b"%PDF-1.4 The Quays Act"


def cited(port: Harbour, part: object, question: str, number: str, value: str) -> Article:
    """An answer that cites an article of the Quays Act."""
    by = port.user("ada")
    source = enter_source(
        jurisdiction=part.unit.subject, title={"en": "Quays Act"}, url="https://law.example/quays", by=by
    )
    version = enter_version(source=source, label="1987", by=by)
    archive_copy(version=version, content=PDF, name="quays.pdf", by=by)
    article = enter_article(version=version, number=number, heading="Light", text="Quays <b>shall</b> be lit.", by=by)
    made = say(part, question, value, by=by, comment="Seen.")
    answering.cite(
        assignment=part, revision_id=made.revision.id, article=article, place_in="(2)", quote="“<i>lit</i>”", by=by
    )
    return article


@pytest.fixture
def port(django_capture_on_commit_callbacks) -> Harbour:
    """Section 4 is cited by what was adopted; section 5 by an answer that its author changed afterwards."""
    made = in_three_languages()
    part = made.agreed("ada", "coding")
    cited(made, part, "A1", "5", "0")
    cited(made, part, "A1", "4", "50")
    cited(made, part, "A2", "4", "100")
    with django_capture_on_commit_callbacks(execute=True):
        assignments.accept(
            assignment=assignments.submit(assignment=made.fresh(part), by=made.user("ada")), by=made.owner
        )
        made.in_adjudication()
        locking.lock_round(round_=made.round, by=made.owner)
    return made


@pytest.fixture
def published(port, django_capture_on_commit_callbacks) -> Harbour:
    with django_capture_on_commit_callbacks(execute=True):
        locking.publish_round(round_=port.reload(), by=port.owner)
    return port


def article(number: str = "4") -> Article:
    return Article.objects.get(number=number)


def address(number: str = "4", form: str = "") -> str:
    return f"/library/articles/{article(number).pk}{form}"


def test_an_article_tells_what_it_says_and_what_it_carries(published, django_assert_max_num_queries):
    with django_assert_max_num_queries(QUERIES):
        page = client(None).get(address()).content.decode()
    for told in (
        "Quays &lt;b&gt;shall&lt;/b&gt; be lit.",
        ">&lt;i&gt;lit&lt;/i&gt;</q>",
        sha256(PDF).hexdigest(),
        "1987",
    ):
        assert told in page
    assert 'href="/indices/quays@1/places/XA/A1?period=2020"' in page
    assert 'href="/indices/quays@1/indicators/A2"' in page
    assert 'href="/indices/quays@1/places/XA/overall?period=2020"' in page


def test_the_scores_are_the_engines_at_full_precision(published):
    found = client(None).get(address(form=".json")).json()
    first, second = found["answers"]
    assert (first["node"]["code"], first["points"], first["editions"]) == ("A1", 50.0, [1])
    assert [(each["node"]["code"], each["score"]) for each in second["carries"]] == [("a", 75.0), ("overall", 75.0)]
    rows = list(csv.DictReader(io.StringIO(client(None).get(address(form=".csv")).content.decode())))
    assert [(row["question"], row["node"], row["score"]) for row in rows][:2] == [
        ("A1", "a", "75.0"),
        ("A1", "overall", "75.0"),
    ]


def test_an_answer_and_its_article_lead_to_each_other(published):
    page = client(None).get("/indices/quays@1/places/XA/A1", {"period": "2020"}).content.decode()
    assert f'href="{address()}"' in page
    law = (
        client(None).get("/indices/quays@1/places/XA/A1.json", {"period": "2020"}).json()["way"]["voices"][0]["laws"][0]
    )
    assert law["key"] == article().pk


def test_a_source_lists_only_what_published_answers_cite(published):
    source = article().version.source_id
    found = client(None).get(f"/library/sources/{source}.json").json()
    assert [[each["number"] for each in version["articles"]] for version in found["versions"]] == [["4"]]
    assert client(None).get(f"/library/sources/{source}").status_code == 200
    assert client(None).get(f"/library/sources/{source}.csv").status_code == 200
    assert client(None).get(address("5")).status_code == 404


def test_before_publication_nothing_is_told_not_even_to_its_team(port):
    source, copy = article().version.source_id, ArchivedCopy.objects.get().pk
    for who in (None, port.user("ada"), port.owner):
        for there in (address(), address(form=".json"), f"/library/sources/{source}", f"/library/copies/{copy}"):
            assert client(who).get(there).status_code == 404


def test_where_the_team_keeps_comments_strangers_learn_nothing_of_what_was_cited(published):
    published.index.comments_policy = "withhold"
    published.index.save()
    assert client(None).get(address()).status_code == 404
    response = client(published.owner).get(address())
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


def test_the_copy_is_handed_out_as_it_was_kept_and_not_otherwise(published):
    copy = ArchivedCopy.objects.get()
    response = client(None).get(f"/library/copies/{copy.pk}")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    with copy.file.storage.open(copy.file.name, "wb") as file:
        file.write(b"%PDF-1.4 Another act")
    assert client(None).get(f"/library/copies/{copy.pk}").status_code == 404
    for number in ("987654", "9" * 23):
        for what in ("copies", "articles", "sources"):
            assert client(None).get(f"/library/{what}/{number}").status_code == 404
