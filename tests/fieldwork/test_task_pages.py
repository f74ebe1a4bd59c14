"""The list of one's tasks and the page of one part: what stands there, and what its buttons do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from commonground.fieldwork.actions import assignments, planning, review
from commonground.fieldwork.models import Assignment, AssignmentState, Justification
from commonground.responses.queries import Cell
from tests.fieldwork.factories import Harbour, say
from tests.support.teams import client

pytestmark = pytest.mark.django_db
UNCOMMENTED = {"code": "why", "scope": "unit", "kind": "uncommented", "message": "Say why it changed.", "settings": {}}


def page(port: Harbour, name: str, address: str = "/tasks/") -> str:
    answer = client(port.user(name)).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(port: Harbour, name: str, address: str, **fields: object) -> object:
    return client(port.user(name)).post(address, fields)


def state(task: Assignment) -> str:
    return Assignment.objects.get(pk=task.pk).state


def test_who_has_no_task_is_told_what_will_come(port):
    assert "Nothing is waiting for you" in page(port, "ada")


def test_the_list_says_state_deadline_answers_and_queries(port):
    late = port.answered("ada", "coding", A1="50")
    Assignment.objects.filter(pk=late.pk).update(deadline=timezone.now() - dt.timedelta(days=1), state="submitted")
    review.ask(assignment=port.fresh(late), cell=Cell(question="A1", period="2020"), text="Sure?", by=port.owner)
    Assignment.objects.filter(pk=late.pk).update(state="working")
    port.invited("ada", "peers", "XB")
    port.agreed("bea", "coding", "XB")
    shown = page(port, "ada")
    for words in ("Late: was due on", "1 answer saved", "1 query open", "invited", "No deadline"):
        assert words in shown
    assert shown.count('class="entry"') == 2


def test_an_invitation_is_accepted_and_interests_are_declared_before_work_begins(port):
    task = port.invited("ada", "peers")
    address = f"/tasks/{task.pk}/"
    shown = page(port, "ada", address)
    assert "Accept this part" in shown
    assert "Hand in this part" not in shown
    assert send(port, "ada", f"{address}agree").status_code == 302
    shown = page(port, "ada", address)
    assert "what could bias you" in shown
    assert "Begin with" not in shown
    refused = send(port, "ada", f"{address}declare", interested="yes", interests=" ")
    assert (refused.status_code, "Nothing is declared." in refused.content.decode()) == (422, True)
    send(port, "ada", f"{address}declare", interested="no")
    assert "Begin with A1" in page(port, "ada", address)


def test_an_invitation_is_declined(port):
    task = port.invited("ada", "coding")
    send(port, "ada", f"/tasks/{task.pk}/decline", reason="No time")
    assert state(task) == AssignmentState.DECLINED
    assert "You have declined this part" in page(port, "ada", f"/tasks/{task.pk}/")


def test_hits_of_check_rules_are_explained_before_it_is_handed_in(port):
    planning.set_check_rules(round_=port.round, rules=[UNCOMMENTED], by=port.owner)
    task = port.agreed("ada", "coding")
    say(task, "A1", "50", by=port.user("ada"))
    say(task, "A1", "100", period="2023", by=port.user("ada"))
    address = f"/tasks/{task.pk}/"
    assert "Say why it changed." in page(port, "ada", address)
    refused = send(port, "ada", f"{address}submit")
    assert (refused.status_code, state(task)) == (422, AssignmentState.WORKING)
    cell = {"rule": "why", "question": "A1", "period": "2023", "item": ""}
    assert send(port, "ada", f"{address}justify", **cell, text=" ").status_code == 422
    send(port, "ada", f"{address}justify", **cell, text="A new quay was built.")
    assert Justification.objects.get().text == "A new quay was built."
    assert "A new quay was built." in page(port, "ada", address)
    send(port, "ada", f"{address}submit")
    assert state(task) == AssignmentState.SUBMITTED
    assert "You have handed this part in" in page(port, "ada", address)


def test_a_rule_that_is_not_there_is_not_found(port):
    task = port.agreed("ada", "coding")
    assert send(port, "ada", f"/tasks/{task.pk}/justify", rule="none").status_code == 404


def test_a_part_that_was_sent_back_says_so_and_marks_its_questions(port):
    task = port.submitted("ada", "coding")
    assignments.return_assignment(assignment=task, text="Look at A2 again.", questions=["A2"], by=port.owner)
    shown = page(port, "ada", f"/tasks/{task.pk}/")
    assert "was sent back to you" in shown
    assert shown.count("sent back") == 2


VERBS = ("", "agree", "decline", "declare", "submit", "justify", "sources", "answers", "questions/A1")


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_but_the_holder_finds_it(port, verb):
    task = port.agreed("ada", "coding")
    port.agreed("bea", "peers")
    before = list(Assignment.objects.values())
    for user in (port.user("bea"), port.owner):
        browser = client(user)
        assert browser.get(f"/tasks/{task.pk}/{verb}").status_code in {404, 405}
        answer = browser.post(f"/tasks/{task.pk}/{verb}", {"rule": "x", "text": "x", "law": "x", "article": "1"})
        assert answer.status_code in {400, 403, 404, 405}
    assert list(Assignment.objects.values()) == before


def test_the_pages_ask_few_questions_and_are_light(port, django_assert_max_num_queries):
    task = port.answered("ada", "coding")
    browser = client(port.user("ada"))
    for address in ("/tasks/", f"/tasks/{task.pk}/"):
        with django_assert_max_num_queries(20):
            answer = browser.get(address)
        assert len(answer.content) < 40_000


def test_nobody_appears_by_name_unless_they_say_so(port):
    task, ada = port.agreed("ada", "coding"), port.user("ada")
    browser, address = client(ada), f"/tasks/{task.pk}/named"
    assert "Appear in public by name" in browser.get(f"/tasks/{task.pk}/").content.decode()
    assert client(port.owner).post(address, {"named": "yes"}).status_code == 404
    assert not port.index.contributors.filter(named=True).exists()
    browser.post(address, {"named": "yes"})
    assert [each.user for each in port.index.contributors.filter(named=True)] == [ada]
    assert "Appear under the pseudonym" in browser.get(f"/tasks/{task.pk}/").content.decode()
    browser.post(address, {"named": "no"})
    assert not port.index.contributors.filter(named=True).exists()


def test_the_questions_of_a_part_are_taken_away_on_paper(port):
    task = port.invited("ada", "coding")
    address = f"/tasks/{task.pk}/questionnaire/"
    ada = client(port.user("ada"))
    assert ada.get(f"{address}pdf").status_code == 404
    task = port.agreed("bea", "coding", "XB")
    address, bea = f"/tasks/{task.pk}/questionnaire/", client(port.user("bea"))
    assert f"{address}docx" in page(port, "bea", f"/tasks/{task.pk}/")
    assert bea.get(f"{address}pdf").content.startswith(b"%PDF")
    assert bea.get(f"{address}docx?language=xx").status_code == 404
    assert bea.get(f"{address}odt").status_code == 404
    assert ada.get(f"{address}pdf").status_code == 404
