"""The workbook of an assignment goes out, comes back, and is merged answer by answer."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from commonground.core.models import AuditEntry
from commonground.fieldwork.actions import answering, offline
from commonground.fieldwork.actions.offline import making
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.models import Citation, ReturnedWorkbook
from commonground.library.actions import enter_article, enter_source, enter_version
from commonground.methods.errors import WorkbookError
from commonground.responses.actions import Conflict
from commonground.responses.models import Response, Revision
from commonground.responses.queries import Cell, current
from tests.fieldwork.factories import harbour, say
from tests.fieldwork.rounds import after_a_locked_round, of_every_kind
from tests.methods.offline.factory import place
from tests.responses.factories import mixed

pytestmark = pytest.mark.django_db


@pytest.fixture
def port():
    return harbour()


@pytest.fixture
def ada(port):
    """An assignment with A1 answered in 2020, and its holder."""
    made = port.agreed("ada", "coding")
    say(made, "A1", "50", by=port.user("ada"), comment="=see §2\r\n")
    return port.fresh(made), port.user("ada")


def out(assignment, user) -> bytes:
    return offline.assignment_workbook(assignment=assignment, by=user)


def typed(content: bytes, *changes: tuple[str, str, object]) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(content))
    for code, heading, text in changes:
        place(made["Answers"], code, heading).value = text
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def place_of(content: bytes, code: str, heading: str) -> str:
    return place(openpyxl.load_workbook(io.BytesIO(content))["Answers"], code, heading).coordinate


def back(assignment, user, content):
    return offline.receive(assignment=assignment, name="../a b.xlsx", content=content, by=user)


def stands(assignment) -> dict[str, object]:
    return {str(cell): (said.value, said.comment, said.number) for cell, said in current(assignment.response).items()}


def test_a_workbook_that_nobody_changed_changes_nothing(ada):
    assignment, user = ada
    returned = back(assignment, user, out(assignment, user))
    for outcome in (offline.rehearse(returned=returned, by=user), offline.merge(returned=returned, by=user)):
        assert (outcome.changed, outcome.conflicts, outcome.refused) == ([], [], [])
        assert (outcome.cells, outcome.same) == (10, 10)
    assert Revision.objects.count() == 1


def test_one_edit_is_rehearsed_without_a_trace_and_merged_once(ada):
    assignment, user = ada
    returned = back(assignment, user, typed(out(assignment, user), ("A1", "Answer 2020", "100")))
    before = AuditEntry.objects.count()
    (line,) = offline.rehearse(returned=returned, by=user).changed
    assert (line.cell, line.before["answer"], line.after["answer"]) == (
        Cell(question="A1", period="2020"),
        "option 50",
        "option 100",
    )
    assert (Revision.objects.count(), AuditEntry.objects.count()) == (1, before)
    assert len(offline.merge(returned=returned, by=user).changed) == 1
    assert stands(assignment) == {"A1 2020": ("100", "=see §2\r\n", 2)}
    again = back(assignment, user, bytes(returned.content))
    assert again == returned
    assert offline.merge(returned=again, by=user).same == 10
    assert Revision.objects.count() == 2
    assert Revision.objects.get(number=2).origin == "workbook"


def test_the_same_edit_saved_again_by_another_program_is_once(ada):
    assignment, user = ada
    changed = typed(out(assignment, user), ("A1", "Answer 2020", "100"))
    offline.merge(returned=back(assignment, user, changed), by=user)
    say(assignment, "A1", "0", by=user)
    resaved = back(assignment, user, typed(changed))
    outcome = offline.merge(returned=resaved, by=user)
    assert (outcome.changed, outcome.conflicts) == ([], [])
    assert stands(assignment)["A1 2020"][0] == "0"


def test_a_stale_base_is_a_conflict_with_both_answers_and_either_can_be_taken(ada):
    assignment, user = ada
    content = typed(out(assignment, user), ("A1", "Answer 2020", "100"), ("A2", "Answer 2023", "0"))
    say(assignment, "A1", "0", by=user, comment="here")
    returned = back(assignment, user, content)
    outcome = offline.merge(returned=returned, by=user)
    (clash,) = outcome.conflicts
    assert (clash.file["answer"], clash.now["answer"], clash.number) == ("option 100", "option 0", 2)
    assert clash.place == "Answers!H3"
    assert [line.cell.question for line in outcome.changed] == ["A2"]
    assert stands(assignment)["A1 2020"] == ("0", "here", 2)
    with pytest.raises(Conflict):
        offline.take(returned=returned, cell=clash.cell, based_on=1, by=user)
    offline.take(returned=returned, cell=clash.cell, based_on=2, by=user)
    offline.take(returned=returned, cell=clash.cell, based_on=2, by=user)
    assert stands(assignment)["A1 2020"] == ("100", "=see §2\r\n", 3)
    with pytest.raises(FieldworkError):
        offline.take(returned=returned, cell=Cell(question="B1", period="2020"), based_on=0, by=user)


def test_what_is_refused_is_named_and_the_rest_is_merged(ada):
    assignment, user = ada
    content = typed(
        out(assignment, user),
        ("A1", "Answer 2020", "perhaps"),
        ("A2", "Answer 2020", "100"),
        ("A3", "Comment 2020", "x" * 30_000),
        ("B1", "Why it is so 2020", "confirmed unchanged"),
    )
    outcome = offline.merge(returned=back(assignment, user, content), by=user)
    assert [(each.code, each.place) for each in outcome.refused] == [("offline-option", "Answers!H3")]
    assert {line.cell.question for line in outcome.changed} == {"A2", "A3", "B1"}


def test_what_its_question_refuses_is_named_with_its_cell():
    world = of_every_kind()
    part = world.agreed("ada", "coding")
    content = typed(out(part, world.user("ada")), ("days", "Answer 2020", 400), ("days", "Answer 2023", 365))
    outcome = offline.merge(returned=back(part, world.user("ada"), content), by=world.user("ada"))
    assert [each.place for each in outcome.refused] == [f"Answers!{place_of(content, 'days', 'Answer 2020')}"]
    assert [line.after["answer"] for line in outcome.changed] == ["365"]


def test_what_the_last_round_decided_stands_beside_and_a_stage_that_reads_has_no_workbook():
    world = after_a_locked_round()
    book = openpyxl.load_workbook(io.BytesIO(out(world.agreed("ada", "coding"), world.user("ada"))))
    assert place(book["Answers"], "A1", "Last round 2020").value == (
        "option 50\nQuays were open.\nQuays Act 1987, section 4"
    )
    with pytest.raises(FieldworkError, match="Nothing can be answered"):
        making.book_of(world.agreed("aud", "auditing"))


def test_an_answer_that_is_part_of_no_assignment_any_more_is_refused_with_its_cell(port, ada):
    assignment, user = ada
    content = typed(out(assignment, user), ("A1", "Answer 2020", "100"), ("A2", "Answer 2020", "100"))
    assignment.questions = ["A1"]
    assignment.save()
    outcome = offline.merge(returned=back(assignment, user, content), by=user)
    assert [(each.code, each.place) for each in outcome.refused] == [("answer-part", "Answers!H4")]
    assert len(outcome.changed) == 1


def test_what_an_answer_cited_is_cited_by_the_next(ada):
    assignment, user = ada
    said = current(assignment.response)[Cell(question="A1", period="2020")]
    act = enter_source(jurisdiction="place:isles:XA", title={"en": "Harbours Act"}, by=None)
    article = enter_article(version=enter_version(source=act, by=None), number="Art. 5", by=None)
    answering.cite(assignment=assignment, revision_id=said.id, article=article, place_in="(2)", by=user)
    returned = back(assignment, user, typed(out(assignment, user), ("A1", "Comment 2020", "more")))
    offline.merge(returned=returned, by=user)
    assert set(Citation.objects.values_list("revision__number", "place_in")) == {(1, "(2)"), (2, "(2)")}


def test_only_its_holder_has_it_and_only_while_it_can_be_answered(port, ada):
    assignment, user = ada
    content = out(assignment, user)
    other = port.agreed("bob", "peers")
    for stranger in (port.owner, port.user("bob")):
        with pytest.raises(NotAllowedError):
            out(assignment, stranger)
        with pytest.raises(NotAllowedError):
            back(assignment, stranger, content)
    with pytest.raises(FieldworkError) as caught:
        back(other, port.user("bob"), content)
    assert caught.value.problems[0].code == "offline-other"
    returned = back(assignment, user, content)
    with pytest.raises(NotAllowedError):
        offline.rehearse(returned=returned, by=port.user("bob"))
    port.closed()
    for late in (lambda: out(port.fresh(assignment), user), lambda: offline.merge(returned=returned, by=user)):
        with pytest.raises(NotAllowedError):
            late()


def test_another_server_s_signature_is_refused_and_an_older_key_is_not(ada):
    assignment, user = ada
    content = out(assignment, user)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]), pytest.raises(WorkbookError) as caught:
        back(assignment, user, content)
    assert caught.value.problems[0].code == "offline-altered"
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert back(assignment, user, content).name == "a b.xlsx"


def test_a_file_too_large_and_one_for_other_questions(port, ada):
    assignment, user = ada
    with pytest.raises(FieldworkError) as caught:
        back(assignment, user, bytes(9 * 2**20))
    assert caught.value.problems[0].code == "offline-large"
    content = out(assignment, user)
    Response.objects.filter(pk=assignment.response_id).update(questionnaire=mixed())
    with pytest.raises(FieldworkError) as caught:
        back(port.fresh(assignment), user, content)
    assert caught.value.problems[0].code == "offline-questionnaire"
    assert not ReturnedWorkbook.objects.exists()


def test_the_pages_rehearse_merge_and_settle_a_conflict(port, ada):
    assignment, user = ada
    browser = Client()
    browser.force_login(user)
    here = f"/tasks/{assignment.pk}/workbook"
    assert browser.get(here).status_code == 200
    fetched = browser.get(f"{here}.xlsx")
    assert fetched["Content-Disposition"].startswith("attachment")
    content = typed(fetched.content, ("A1", "Answer 2020", "100"), ("A2", "Comment 2020", "<script>x</script>"))
    assert browser.post(here).status_code == 422
    assert f'href="/tasks/{assignment.pk}/"' in browser.get(here).content.decode()
    wrong = SimpleUploadedFile("b.xlsx", b"PK no workbook")
    assert browser.post(here, {"workbook": wrong}).status_code == 422
    sent = browser.post(here, {"workbook": SimpleUploadedFile("<b>.xlsx", content)})
    there = sent["Location"]
    shown = browser.get(there).content.decode()
    assert "2 answers would change" in shown
    assert "<script>x" not in shown
    assert "<b>.xlsx" not in shown
    say(assignment, "A1", "0", by=user)
    merged = browser.post(there).content.decode()
    assert "One answer was saved" in merged
    assert "Answered elsewhere since" in merged
    cell = {"take": "1", "question": "A1", "period": "2020", "item": ""}
    assert browser.post(there, cell | {"number": "1"}).status_code == 422
    assert browser.post(there, cell | {"number": "x"}).status_code == 404
    assert browser.post(there, cell | {"number": "2"}).status_code == 200
    assert stands(assignment)["A1 2020"][0] == "100"


def test_the_pages_are_the_holder_s_alone(port, ada):
    assignment, user = ada
    returned = back(assignment, user, out(assignment, user))
    port.agreed("bob", "peers")
    here = f"/tasks/{assignment.pk}/workbook"
    for stranger in (port.owner, port.user("bob")):
        browser = Client()
        browser.force_login(stranger)
        for address in (here, f"{here}.xlsx", f"{here}/{returned.pk}"):
            assert browser.get(address).status_code == 404
            assert browser.post(address).status_code in {404, 405}
    port.closed()
    browser = Client()
    browser.force_login(user)
    assert browser.get(f"{here}.xlsx").status_code == 403
    assert browser.post(f"{here}/{returned.pk}").status_code == 403
