"""The page of a question as a plain form: every kind of answer, ranges, sources, conflicts, what stood before."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonground.fieldwork.actions import assignments, review
from commonground.fieldwork.models import Assignment, Citation, QueryMessage, Round
from commonground.library.actions import enter_article, enter_source, enter_version
from commonground.library.models import ArchivedCopy, LegalSource
from commonground.responses.models import Revision
from commonground.responses.queries import Cell, current
from tests.fieldwork.factories import Harbour, harbour, say
from tests.fieldwork.rounds import after_a_locked_round, of_every_kind
from tests.support.teams import client

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
ACT = {"law": "Quays Act 2022", "article": "5", "in_force_from": "2022-03-01"}


class Form:
    """A question's page in a browser without scripts."""

    def __init__(self, port: Harbour, task: Assignment, question: str, name: str = "ada") -> None:
        self.browser: Client = client(port.user(name))
        self.task, self.address = task, f"/tasks/{task.pk}/questions/{question}"

    def open(self, period: str = "") -> str:
        self.at = f"{self.address}?period={period}" if period else self.address
        answer = self.browser.get(self.at)
        assert answer.status_code == 200, answer.status_code
        self.text = answer.content.decode()
        return self.text

    def send(self, do: str = "next", **fields: object) -> int:
        """Fill the form as it was last shown, and press a button."""
        hidden = {name: value.replace("&quot;", '"') for name, value in HIDDEN.findall(self.text)}
        hidden.pop("next", None)
        period = self.at.partition("period=")[2] or "2020"
        fields = {name.replace("__", ":"): value for name, value in fields.items()}
        answer = self.browser.post(self.at, {**hidden, "start": period, "until": period, **fields, "do": do})
        self.text, self.location = answer.content.decode() or self.text, answer.headers.get("Location", "")
        return answer.status_code

    @property
    def stands(self) -> dict[Cell, object]:
        return {cell: said.value for cell, said in current(self.task.response).items()}


def form(port: Harbour, question: str, stage: str = "coding") -> Form:
    made = Form(port, port.agreed("ada", stage), question)
    made.open()
    return made


@pytest.fixture
def port() -> Harbour:
    return harbour()


@pytest.mark.parametrize(
    ("question", "fields", "value"),
    [
        ("days", {"value": "200"}, "200"),
        ("since", {"value": "2019-05-01"}, "2019-05-01"),
        ("who", {"value": ["yes", "no"]}, ["yes", "no"]),
        ("days", {"state": "no_answer", "value": "12"}, None),
        ("open", {"value": "!not_applicable", "comment": "No piers", **ACT}, None),
    ],
)
def test_every_kind_of_answer_is_saved_and_shown_again(question, fields, value):
    sheet = form(of_every_kind(), question)
    assert sheet.send("save", **fields | ({"in_force_from": "2019-01-01"} if "law" in fields else {})) == 302
    assert sheet.stands == {Cell(question=question, period="2020"): value}
    sheet.open()
    assert sheet.send("save", **{name: each for name, each in fields.items() if name not in ACT}) in {302, 422}
    assert Revision.objects.count() == 1 + (question == "open")


def test_a_table_is_answered_row_by_row():
    sheet = form(of_every_kind(), "groups")
    assert sheet.send("save", value__women="yes", value__men="!no_answer", comment="By law") == 302
    women, men = (Cell(question="groups", period="2020", item=item) for item in ("women", "men"))
    assert sheet.stands == {women: "yes", men: None}
    sheet.open()
    sheet.send("save", value__women="no", value__men="!no_answer", comment="By law")
    assert Revision.objects.filter(item="women").count() == 2
    assert Revision.objects.filter(item="men").count() == 1


def test_what_does_not_fit_is_named_and_stays_in_the_form():
    sheet = form(of_every_kind(), "days")
    assert sheet.send(value="400", comment="A leap year") == 422
    assert "Not saved yet" in sheet.text
    assert 'value="400"' in sheet.text
    assert "A leap year" in sheet.text
    assert not Revision.objects.exists()


def test_a_question_that_does_not_arise_is_hidden_and_says_why():
    port = of_every_kind()
    sheet = form(port, "why")
    assert "This question is not asked for 2020" in sheet.text
    assert "questions/open" in sheet.text
    assert '<textarea id="value"' not in sheet.text
    say(sheet.task, "open", "no", by=port.user("ada"))
    assert '<textarea id="value"' in sheet.open()


def test_what_is_missing_is_said_after_saving_and_nothing_is_lost():
    sheet = form(of_every_kind(), "open")
    assert sheet.send(value="yes") == 422
    assert "Say in a comment why this answer fits" in sheet.text
    assert "Cite at least one source" in sheet.text
    assert "Saved." in sheet.text
    assert sheet.send(value="yes", comment="By law", **ACT | {"in_force_from": "2019-01-01"}) == 302
    assert Citation.objects.get().article.number == "5"


def test_save_and_go_on_leads_to_the_next_question_and_at_the_end_to_the_overview(port):
    sheet = form(port, "A1")
    sheet.send("next", value="50")
    assert sheet.location.endswith("/questions/A2")
    last = Form(port, sheet.task, "B2")
    last.open()
    last.send("next", value="50")
    assert last.location.endswith(f"/tasks/{sheet.task.pk}/")


def test_nothing_chosen_is_not_saved(port):
    sheet = form(port, "A1")
    assert sheet.send(comment="Only words") == 422
    assert not Revision.objects.exists()


def test_one_answer_with_its_comment_holds_for_a_range(port):
    sheet = form(port, "A1")
    sheet.send("save", value="100", comment="Both", until="2023")
    assert sheet.stands == {Cell(question="A1", period=p): "100" for p in ("2020", "2023")}
    assert set(Revision.objects.values_list("comment", flat=True)) == {"Both"}


def test_an_answer_begins_with_the_date_in_force(port):
    sheet = form(port, "A1")
    assert sheet.send("save", value="100", start="@in-force") == 422
    assert "No period is chosen" in sheet.text
    sheet.open("2023")
    assert sheet.send("save", value="100", basis="law", start="@in-force", **ACT) == 302
    assert sheet.stands == {Cell(question="A1", period="2023"): "100"}


def test_the_date_in_force_may_not_lie_after_the_reference_date(port):
    sheet = form(port, "A1")
    assert sheet.send("save", value="100", **ACT) == 422
    assert "lies after the reference date, 2020-12-31" in sheet.text
    assert not LegalSource.objects.exists()
    assert sheet.stands == {Cell(question="A1", period="2020"): "100"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"law": "Quays Act"}, "Give the article or section of Quays Act"),
        ({"article": "5"}, "Name the law or document"),
        ({**ACT, "adopted": "1 May"}, "Write year, month and day"),
        ({**ACT, "in_force_from": "", "url": "javascript:alert(1)"}, "The address is no page on the web"),
    ],
)
def test_a_source_that_is_not_whole_is_put_right_first(port, fields, words):
    sheet = form(port, "A1")
    assert sheet.send("save", value="100", **fields) == 422
    assert words in sheet.text
    assert not Citation.objects.exists()


def test_a_source_is_entered_once_kept_with_its_copy_and_cited_until_its_tick_is_taken(port):
    sheet = form(port, "A1")
    pdf = SimpleUploadedFile("act.pdf", b"%PDF-1.7 quays")
    source = {"law": "Quays Act", "article": "5", "place": "para. 2", "quote": "Quays are open."}
    assert sheet.send("add", value="100", copy=pdf, **source) == 302
    assert sheet.location.endswith("#sources")
    assert ArchivedCopy.objects.get().name == "act.pdf"
    assert "Quays are open." in sheet.open()
    sheet.send("save", value="100", **{"cite-0-keep": "1"})
    other = Form(port, sheet.task, "A2")
    assert '<option value="Quays Act"' in other.open()
    other.send("save", value="50", **source)
    assert LegalSource.objects.count() == 1
    sheet.open()
    sheet.send("save", value="100")
    now = current(sheet.task.response)[Cell(question="A1", period="2020")]
    assert not Citation.objects.filter(revision=now.id).exists()
    assert Citation.objects.filter(revision__question__code="A1").count() == 1


def test_an_article_is_not_cited_and_not_told_by_a_guessed_key(port):
    source = enter_source(jurisdiction="place:isles:XA", title={"en": "Hidden Act"}, by=None)
    article = enter_article(version=enter_version(source=source, by=None), number="1", by=None)
    sheet = form(port, "A1")
    guess = {"cite-0-article": article.pk, "cite-0-keep": "1", "cite-0-proof": "x"}
    assert sheet.send("save", value="100", **guess) == 422
    assert "Hidden Act" not in sheet.text
    assert "Hidden Act" not in sheet.browser.get(f"/tasks/{sheet.task.pk}/sources?q=Hidden").content.decode()
    assert not Citation.objects.exists()


def test_the_same_form_sent_twice_is_once(port):
    sheet = form(port, "A1")
    shown = sheet.text
    sheet.send("save", value="100")
    sheet.text = shown
    assert sheet.send("save", value="100") == 302
    assert Revision.objects.count() == 1


def test_a_conflict_shows_both_and_the_second_save_is_a_choice(port):
    sheet = form(port, "A1")
    say(sheet.task, "A1", "0", by=port.user("ada"), comment="From elsewhere")
    assert sheet.send("save", value="100", comment="From here") == 409
    assert "From elsewhere" in sheet.text
    assert "From here" in sheet.text
    assert "Two answers to one question" in sheet.text
    assert sheet.send("save", value="100", comment="From here") == 302
    assert sheet.stands[Cell(question="A1", period="2020")] == "100"
    assert Revision.objects.count() == 2


def test_an_answer_is_taken_back_and_its_history_stays(port):
    sheet = form(port, "A1")
    sheet.send("save", value="100")
    sheet.open()
    assert sheet.send("clear") == 302
    assert list(Revision.objects.order_by("number").values_list("state", flat=True)) == ["answered", "cleared"]
    assert "Nothing saved yet" in sheet.open()


def test_last_rounds_answer_stands_beside_and_is_confirmed_only_by_the_person():
    port = after_a_locked_round()
    sheet = form(port, "A1")
    for words in ("Last round, 2020", "Quays were open.", "Quays Act 1987, section 4"):
        assert words in sheet.text
    assert 'value="50" checked' not in sheet.text
    assert sheet.send("save", value="50") == 422
    assert sheet.stands == {Cell(question="A1", period="2020"): "50"}
    assert "Say whether the answer is unchanged" in sheet.text


def test_confirmed_unchanged_takes_the_answer_and_comment_of_before():
    port = after_a_locked_round()
    sheet = form(port, "A1")
    assert sheet.send("next", basis="unchanged") == 302
    now = current(sheet.task.response)[Cell(question="A1", period="2020")]
    assert (now.value, now.comment, now.basis) == ("50", "Quays were open.", "unchanged")
    sheet.open()
    assert sheet.send("next", basis="unchanged", value="100") == 422
    assert "but the answer differs from 2020" in sheet.text


def test_the_period_before_stands_beside_where_there_is_no_last_round(port):
    sheet = form(port, "A1")
    sheet.send("save", value="100", comment="Open", **{k: v for k, v in ACT.items() if k != "in_force_from"})
    shown = sheet.open("2023")
    assert "What happened since 2020?" in shown
    assert "Quays Act 2022" in shown
    assert sheet.send("next", basis="unchanged") == 302
    now = current(sheet.task.response)[Cell(question="A1", period="2023")]
    assert (now.value, Citation.objects.filter(revision=now.id).count()) == ("100", 1)


def test_the_effect_on_the_score_is_shown_where_the_round_allows_it(port):
    sheet = form(port, "A1")
    for code in ("A2", "A3"):
        say(sheet.task, code, "0", by=port.user("ada"))
    assert "Show the effect" not in sheet.text
    assert sheet.send("preview", value="100") == 403
    Round.objects.filter(pk=port.round.pk).update(preview=True)
    sheet.open()
    assert sheet.send("preview", value="100") == 200
    assert "0.0 → 33.3" in sheet.text
    told = sheet.browser.post(f"{sheet.address}/preview", {"value": "100", "start": "2020", "until": "2020"})
    assert {"title": "Quays", "period": "2020", "now": 0.0, "then": pytest.approx(100 / 3)} in told.json()["moves"]
    assert not Revision.objects.filter(question__code="A1").exists()


def test_a_query_is_read_and_answered_and_who_asks_is_not_named(port):
    task = port.submitted("ada", "coding")
    query = review.ask(assignment=task, cell=Cell(question="A1", period="2020"), text="Sure?", by=port.owner)
    sheet = Form(port, task, "A1")
    shown = sheet.open()
    assert "Sure?" in shown
    assert "owner" not in shown
    assert client(port.user("bea")).post(f"/tasks/queries/{query.pk}/reply", {"text": "Me"}).status_code == 404
    assert sheet.browser.post(f"/tasks/queries/{query.pk}/reply", {"text": " "}).status_code == 422
    answer = sheet.browser.post(f"/tasks/queries/{query.pk}/reply", {"text": "Yes."})
    assert answer.headers["Location"] == f"/tasks/{task.pk}/questions/A1?period=2020#queries"
    assert QueryMessage.objects.last().text == "Yes."


def test_what_was_handed_in_is_read_and_not_changed(port):
    task = port.submitted("ada", "coding")
    sheet = Form(port, task, "A1")
    assert "This part cannot be changed now" in sheet.open()
    assert sheet.send("save", value="50", bases=json.dumps({"2020": {"": 1}})) == 403
    assert sheet.send("clear") == 403
    assert sheet.browser.post(f"/tasks/{task.pk}/sources", ACT).status_code == 403


def test_of_what_was_sent_back_only_the_questions_named_are_open(port):
    task = port.submitted("ada", "coding")
    assignments.return_assignment(assignment=task, text="Again.", questions=["A2"], by=port.owner)
    assert "This part cannot be changed now" in Form(port, task, "A1").open()
    assert "Save and go to A3" in Form(port, task, "A2").open()


def test_only_the_questions_and_periods_of_the_part_are_there(port):
    task = port.agreed("ada", "coding", questions=["A1"])
    browser = client(port.user("ada"))
    for address in ("questions/A2", "questions/Z9", "questions/A1?period=1999"):
        assert browser.get(f"/tasks/{task.pk}/{address}").status_code == 404
    assert client(None).get(f"/tasks/{task.pk}/questions/A1").status_code == 302
    assert client(None).get(f"/tasks/{task.pk}/sources").status_code == 401
    assert client(None).post(f"/tasks/{task.pk}/questions/A1/preview").status_code == 401
    assert client(port.owner).get(f"/tasks/{task.pk}/sources").status_code == 404


@pytest.mark.parametrize("bases", ["", "[]", "{", '{"2020": 3}', '{"2020": {"": "1"}}', "[" * 5000])
def test_hidden_fields_that_were_altered_do_no_harm(port, bases):
    sheet = form(port, "A1")
    assert sheet.send("save", value="100", bases=bases, **{"cite-0-article": "9" * 40, "cite-0-keep": "1"}) == 302
    assert Revision.objects.get().number == 1


def test_another_persons_form_under_the_same_key_makes_no_clash(port):
    ada = form(port, "A1")
    bea = Form(port, port.agreed("bea", "peers"), "A1", "bea")
    bea.open()
    same = {"form": str(uuid.uuid4()), "value": "100", "comment": "Same"}
    assert [ada.send("save", **same), bea.send("save", **same)] == [302, 302]
    assert Revision.objects.count() == 2


def test_what_is_written_is_shown_as_it_is_and_runs_nothing(port):
    sheet = form(port, "A1")
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    sheet.send("save", value="100", comment=evil, law=evil[:400], article="1", quote=evil)
    shown = sheet.open()
    assert "<img src=x" not in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_page_asks_few_questions_and_is_light(django_assert_max_num_queries):
    port = after_a_locked_round()
    Round.objects.filter(pk=port.round.pk).update(preview=True)
    sheet = form(port, "A1")
    sheet.send("save", value="100", basis="law", law="Act", article="1")
    Assignment.objects.filter(pk=sheet.task.pk).update(state="submitted")
    review.ask(assignment=sheet.task, cell=Cell(question="A1", period="2020"), text="Sure?", by=port.owner)
    Assignment.objects.filter(pk=sheet.task.pk).update(state="working")
    sheet.open()
    with django_assert_max_num_queries(20):
        shown = sheet.open()
    assert len(shown) < 60_000


def test_who_reviews_reads_what_was_handed_in_beside_their_own_and_asks(port):
    task = port.submitted("ada", "coding")
    reviewer = Form(port, port.agreed("cyd", "review"), "A1", "cyd")
    shown = reviewer.open()
    assert "Answers of others" in shown
    assert task.contributor.pseudonym not in shown
    ask = f"{reviewer.address}/ask"
    first = reviewer.browser.post(ask, {"of": task.pk, "period": "2020", "text": "Why?"}).content.decode()
    assert "A query on question A1: Ports 2023" in first
    assert not QueryMessage.objects.exists()
    for secret in (task.contributor.pseudonym, task.contributor.user.email):
        assert secret not in first
    sent = {"of": task.pk, "period": "2020", "text": "Why?", "confirmed": "1"}
    assert reviewer.browser.post(ask, sent).status_code == 302
    assert QueryMessage.objects.get().text == "Why?"
    assert reviewer.browser.post(ask, {"of": task.pk, "period": "2020", "text": " "}).status_code == 422
    for key in ("x", "", reviewer.task.pk, 987654, "9" * 40):
        assert reviewer.browser.post(ask, {"of": key, "period": "2020", "text": "Why?"}).status_code == 404
    elsewhere = port.submitted("bea", "coding", "XB")
    assert reviewer.browser.post(ask, {"of": elsewhere.pk, "period": "2020", "text": "Why?"}).status_code == 404
    assert QueryMessage.objects.count() == 1


def test_in_a_blind_stage_nothing_of_others_is_read_or_asked(port):
    task = port.submitted("ada", "coding")
    peer = Form(port, port.agreed("bea", "peers"), "A1", "bea")
    assert "Answers of others" not in peer.open()
    sent = {"of": task.pk, "period": "2020", "text": "Why?"}
    assert peer.browser.post(f"{peer.address}/ask", sent).status_code == 403
    assert not QueryMessage.objects.exists()


def test_a_government_reads_and_remarks_and_changes_nothing(port):
    port.submitted("ada", "coding")
    before = list(Revision.objects.values())
    sheet = Form(port, port.agreed("gov", "reply"), "A1", "gov")
    shown = sheet.open()
    assert "Answers of others" in shown
    assert '<form id="answer"' not in shown
    remark = f"{sheet.address}/remark"
    assert sheet.browser.post(remark, {"period": "2020", "text": "The law has changed."}).status_code == 302
    assert "The law has changed." in sheet.open()
    for sent in ({"period": "2020", "text": " "}, {"period": "1999", "text": "x"}):
        assert sheet.browser.post(remark, sent).status_code == 422
    page = sheet.browser.get(f"/tasks/{sheet.task.pk}/").content.decode()
    assert "remark on them" in page
    assert client(port.user("ada")).post(remark, {"period": "2020", "text": "x"}).status_code == 404
    assert list(Revision.objects.values()) == before
