"""What a form sent after its sender's session had ended: kept, shown to them alone, and sent again."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonground.core.models import User
from commonground.fieldwork.models import Assignment, Query
from commonground.fieldwork.views.keeping import MOST
from commonground.responses.queries import Cell, current
from tests.support.teams import client

pytestmark = pytest.mark.django_db
TYPED = {"value": "50", "comment": "<b>Section 5</b>", "start": "2020", "until": "2020", "do": "next"}


@pytest.fixture
def task(port) -> Assignment:
    return port.agreed("ada", "coding")


def sent_signed_out(address: str, typed: dict, back: User) -> tuple[object, object]:
    """A browser that sends a form without a session, and then signs in; with the page that it comes to."""
    browser = client(None)
    answer = browser.post(address, typed)
    assert answer.headers["Location"] == "/accounts/login/?next=/tasks/kept"
    browser.force_login(back, backend="django.contrib.auth.backends.ModelBackend")
    return browser, browser.get("/tasks/kept")


def again(browser: object, page: object) -> object:
    """What the button of the page sends."""
    text = page.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text.split('class="gap"')[1]))
    fields["comment"] = fields.get("comment", "").replace("&lt;", "<").replace("&gt;", ">")
    return browser.post(re.search(r'action="(/(?:tasks|rounds)/[^"]+)"', text).group(1), fields)


def test_an_answer_is_shown_and_saved(port, task):
    browser, page = sent_signed_out(f"/tasks/{task.pk}/questions/A1?period=2020", TYPED, port.user("ada"))
    assert "&lt;b&gt;Section 5&lt;/b&gt;" in page.content.decode()
    assert not current(task.response)
    assert again(browser, page).headers["Location"] == f"/tasks/{task.pk}/questions/A2"
    assert current(task.response)[Cell(question="A1", period="2020")].comment == "<b>Section 5</b>"
    assert browser.get("/tasks/kept").headers["Location"] == "/tasks/"


def test_somebody_else_at_the_same_browser_is_not_shown_it(port, task):
    _, page = sent_signed_out(f"/tasks/{task.pk}/questions/A1?period=2020", TYPED, port.user("ben"))
    assert page.headers["Location"] == "/tasks/"


def test_a_reply_to_a_query_is_kept_for_its_addressee(port):
    task = port.submitted("ada", "coding")
    words = {"question": "A1", "period": "2020", "assignment": task.pk, "text": "Why?", "confirmed": "1"}
    client(port.owner).post(f"/rounds/ports/1/units/{task.unit_id}/A1/2020/ask/", words)
    query = Query.objects.get()
    reply = {"text": "Because."}
    _, other = sent_signed_out(f"/tasks/queries/{query.pk}/reply", reply, port.user("ben"))
    assert other.status_code == 302
    browser, page = sent_signed_out(f"/tasks/queries/{query.pk}/reply", reply, port.user("ada"))
    again(browser, page)
    assert query.messages.last().text == "Because."


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("ada", 302), ("mo", 200)])
def test_what_the_team_writes_is_kept_for_team_and_moderators(port, who, status):
    port.answered("ada", "coding", A1="50")
    port.agreed("mo", "deciding")
    back = port.owner if who == "owner" else port.user(who)
    address = f"/rounds/ports/1/units/{port.unit().pk}/A1/2020/decide/"
    _, page = sent_signed_out(address, {"reason": "Section 5."}, back)
    assert page.status_code == status


def test_a_round_that_is_gone_shows_nothing(port):
    _, page = sent_signed_out("/rounds/ports/9/queries/1/resolve/", {"text": "x"}, port.owner)
    assert page.headers["Location"] == "/tasks/"


def test_more_than_a_session_holds_is_not_kept(task):
    answer = client(None).post(f"/tasks/{task.pk}/agree", {"text": "x" * (MOST + 1)})
    assert "kept" not in answer.headers["Location"]


def test_what_is_not_open_any_more_shows_what_was_typed_and_why(port):
    """Handed in meanwhile, then taken back: what its holder typed is theirs to copy; to a stranger nothing is told."""
    task = port.submitted("ada", "coding")
    address = f"/tasks/{task.pk}/questions/A1?period=2020"
    for language, why, label, value in (
        ("en", "This is not open to you now.", "Comment", "50"),
        ("fr", "Ceci ne vous est pas ouvert", "Commentaire", ""),
    ):
        answer = client(port.user("ada")).post(
            address, {**TYPED, "value": value}, headers={"Accept-Language": language}
        )
        page = answer.content.decode()
        assert (answer.status_code, answer.headers["Cache-Control"][:9]) == (403, "max-age=0")
        for said in ("&lt;b&gt;Section 5&lt;/b&gt;", why, label):
            assert said in page
    Assignment.objects.filter(pk=task.pk).update(state="withdrawn")
    for who, told in (("ada", True), ("ben", False)):
        answer = client(port.user(who)).post(address, TYPED)
        assert answer.status_code == 404
        assert "&lt;b&gt;Section 5&lt;/b&gt;" in answer.content.decode()
        assert ("no longer yours" in answer.content.decode()) is told
    assert "Section 5" not in client(port.user("ada")).get(address).content.decode()
    decide = f"/rounds/ports/1/units/{task.unit_id}/A1/2020/decide/"
    assert "By law." in client(port.user("ada")).post(decide, {"reason": "By law."}).content.decode()


def test_files_are_to_be_chosen_again(port, task):
    book = SimpleUploadedFile("ports.xlsx", b"PK")
    _, page = sent_signed_out(f"/tasks/{task.pk}/workbook", {"workbook": book}, port.user("ada"))
    text = page.content.decode()
    assert "These files could not be kept. Attach them again: <bdi>ports.xlsx</bdi>" in text
    assert f'<a class="btn" href="/tasks/{task.pk}/workbook">' in text
    assert "Send it now" not in text
