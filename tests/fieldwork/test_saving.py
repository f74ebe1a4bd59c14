"""What a page sends as it is filled in: saved once, in clear words where it is not, and open to its holder alone."""

from __future__ import annotations

import json
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from commonground.core.models import AuditEntry
from commonground.core.storage import StorageBusyError, StorageFullError
from commonground.fieldwork.actions import assignments
from commonground.fieldwork.models import Assignment, Citation
from commonground.fieldwork.queries.citing import proof_of
from commonground.fieldwork.views.saving import _not_saved
from commonground.library.actions import enter_article, enter_source, enter_version
from commonground.library.models import Article
from commonground.responses.actions import ClosedError, RefusedError
from commonground.responses.models import Revision
from commonground.responses.queries import Cell, current, history
from tests.support.teams import client, superuser

pytestmark = pytest.mark.django_db
A1 = Cell(question="A1", period="2020")


@pytest.fixture
def task(port) -> Assignment:
    return port.agreed("ada", "coding")


@pytest.fixture
def ada(port, task) -> Client:
    return client(port.user("ada"))


@pytest.fixture
def article() -> Article:
    source = enter_source(jurisdiction="place:isles:XA", title={"en": "Harbours Act"}, by=None)
    return enter_article(version=enter_version(source=source, by=None), number="Art. 5", by=None)


def body(**changes: object) -> dict[str, object]:
    words = {"id": str(uuid.uuid4()), "question": "A1", "period": "2020", "based_on": 0, "state": "answered"}
    return {**words, "value": "50", **changes}


def send(browser: Client, task: Assignment | int, sent: object) -> HttpResponse:
    text = sent if isinstance(sent, bytes | str) else json.dumps(sent)
    return browser.post(f"/tasks/{getattr(task, 'pk', task)}/answers", text, content_type="application/json")


def codes(answer: HttpResponse) -> list[str]:
    return [problem["code"] for problem in answer.json()["problems"]]


def test_an_answer_is_saved_and_told_as_it_stands(ada, task):
    sent = body(comment="Art. 5", confidence="sure")
    answer = send(ada, task, sent)
    assert answer.status_code == 200
    (saved,) = answer.json()["saved"]
    assert {name: saved[name] for name in sent} == sent
    assert (saved["number"], saved["origin"], saved["mine"], answer.json()["repeated"]) == (1, "typed", True, False)
    assert current(task.response)[A1].value == "50"
    assert AuditEntry.objects.filter(verb="answer", chain=task.stage.round.key).count() == 1


def test_sent_twice_is_once_also_in_the_trail(ada, task):
    sent = body()
    first, second = send(ada, task, sent), send(ada, task, sent)
    assert (second.json()["saved"], second.json()["repeated"]) == (first.json()["saved"], True)
    assert AuditEntry.objects.filter(verb="answer").count() == 1


def test_what_was_acknowledged_is_acknowledged_after_the_part_was_handed_in(port, ada, task):
    sent = body()
    send(ada, task, sent)
    Assignment.objects.filter(pk=task.pk).update(state="submitted")
    assert send(ada, task, sent).json()["repeated"] is True
    for other in (body(based_on=1), {**sent, "value": "100"}, body(question="A2", further=[])):
        assert send(ada, task, other).status_code == 403
    partly = {**sent, "further": [{"id": str(uuid.uuid4()), "period": "2023", "based_on": 0}]}
    assert send(ada, task, partly).status_code == 403


def test_a_conflict_shows_what_stands_there(ada, task):
    send(ada, task, body(comment="From the other window"))
    answer = send(ada, task, body(value="100"))
    assert (answer.status_code, codes(answer)) == (409, ["answer-conflict"])
    told = answer.json()["current"]
    assert (told["value"], told["comment"], told["number"], told["mine"]) == ("50", "From the other window", 1, True)
    assert send(ada, task, body(question="A2", based_on=3)).json()["current"] is None


def test_one_answer_holds_for_a_range_with_its_citations(ada, task, article):
    further = [{"id": str(uuid.uuid4()), "period": "2023", "based_on": 0}]
    proof = proof_of(task, article.pk)
    cited = [{"article": article.pk, "place_in": "para. 1", "quote": "Quays are open.", "proof": proof}]
    sent = body(further=further, citations=cited, basis="law")
    assert [each["period"] for each in send(ada, task, sent).json()["saved"]] == ["2020", "2023"]
    assert Citation.objects.filter(article=article, place_in="para. 1").count() == 2
    assert send(ada, task, sent).json()["repeated"] is True
    assert Citation.objects.count() == 2
    assert codes(send(ada, task, {**sent, "citations": []})) == ["answer-altered"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"further": [{"id": str(uuid.uuid4()), "period": "1999", "based_on": 0}]}, "answer-period"),
        ({"citations": [{"article": 987654}]}, "citation-article"),
        ({"value": "75"}, "value-option"),
        ({"state": "maybe"}, "answer-word"),
        ({"question": "Z9"}, "answer-question"),
    ],
)
def test_what_does_not_fit_is_refused_whole(ada, task, change, code):
    answer = send(ada, task, body(**change))
    assert (answer.status_code, codes(answer)) == (422, [code])
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[]",
        "null",
        b"\xff\xfe",
        body(id="7"),
        body(based_on=-1),
        body(based_on="0"),
        body(based_on=2**31),
        body(based_on=True),
        body(value={"a": 1}),
        body(value=50),
        body(question=["A1"]),
        body(comment=None),
        body(origin="workbook"),
        body(by=1),
        body(response=1),
        body(at="2020-01-01"),
        body(further={"period": "2023"}),
        body(further=[{"id": "00000000-0000-4000-8000-000000000000", "period": "2023", "based_on": 0}] * 201),
        body(citations=[{"article": 1}] * 51),
        body(citations=[{"article": 2**63}]),
        "[" * 100_000,
    ],
    ids=lambda each: str(each)[-60:],
)
def test_a_body_of_another_form_is_refused(ada, task, sent):
    answer = send(ada, task, sent)
    assert (answer.status_code, codes(answer)) == (400, ["save-form"])
    assert not Revision.objects.exists()


def test_a_text_that_no_database_holds_is_refused_and_one_of_any_script_is_kept(ada, task):
    for comment in ("nil\0", "half \ud83d a sign"):
        assert send(ada, task, body(comment=comment)).status_code in {400, 422}
    text = "=SUM(A1)\t\r\n<script>alert(1)</script> λιμένας ميناء 港 🛳️ cafe\u0301"
    send(ada, task, body(comment=text))
    assert history(task.response, A1)[0].comment == text


def test_too_much_is_refused(ada, task, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = send(ada, task, body(comment="x" * 2000))
    assert (answer.status_code, codes(answer)) == (413, ["save-large"])


def test_nobody_else_saves_or_learns_that_there_is_a_task(port, task):
    port.agreed("bea", "coding", "XB")
    strangers = (client(None), client(port.user("bea")), client(port.user("cyd")))
    assert [send(each, task, body()).status_code for each in strangers] == [401, 404, 404]
    assert codes(send(strangers[0], task, body())) == ["signed-out"]
    assert send(strangers[1], 987654, body()).content == send(strangers[1], task, body()).content
    assert [send(client(each), task, body()).status_code for each in (port.owner, superuser())] == [403, 403]
    assert not Revision.objects.exists()


def test_who_holds_another_part_does_not_save_into_this_one(port, task, ada):
    peer = port.agreed("bea", "peers")
    assert send(client(port.user("bea")), task, body()).status_code == 404
    sent = body()
    assert send(ada, task, sent).status_code == 200
    stolen = send(client(port.user("bea")), peer, sent)
    assert (stolen.status_code, codes(stolen)) == (422, ["answer-altered"])


def test_who_reads_saves_nothing(port, task):
    part = port.agreed("aud", "auditing")
    assert send(client(port.user("aud")), part, body()).status_code == 403
    assert not Revision.objects.exists()


def test_a_closed_response_and_a_locked_round_take_nothing(port, ada, task):
    for question in ("A1", "A2", "A3", "B1", "B2"):
        for period in ("2020", "2023"):
            send(ada, task, body(question=question, period=period))
    assignments.submit(assignment=port.fresh(task), by=port.user("ada"))
    assert send(ada, task, body(based_on=1)).status_code in {403, 423}


@pytest.mark.parametrize(
    ("error", "status"),
    [(ClosedError(), 423), (StorageBusyError(), 503), (StorageFullError(), 507), (RefusedError(), 422)],
)
def test_every_refusal_tells_the_browser_what_to_do_with_the_text(error, status):
    answer = _not_saved(error, reader=1)
    assert answer.status_code == status
    assert ("Retry-After" in answer) is (status == 503)


def test_only_posting_saves_and_only_from_our_own_pages(port, task):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(port.user("ada"), backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(f"/tasks/{task.pk}/answers").status_code == 405
    assert send(browser, task, body()).status_code == 403
    assert not Revision.objects.exists()


def test_a_save_asks_few_questions(ada, task, django_assert_max_num_queries):
    send(ada, task, body())
    with django_assert_max_num_queries(36):
        assert send(ada, task, body(based_on=1)).status_code == 200
