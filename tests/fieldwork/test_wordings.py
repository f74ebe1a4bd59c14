"""Words corrected in mid-round: a new text version that names who answered the old one, and tells them if one wants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.core.models import AuditEntry, Mail
from commonground.core.queries.trail import verify
from commonground.fieldwork.actions import offline
from commonground.fieldwork.actions.wordings import correct_words, tell_of_words
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.models import Round
from commonground.fieldwork.queries.access import standing
from commonground.fieldwork.queries.wordings import answered_older, corrections, preview_about
from commonground.instruments.actions.questionnaires import StateError
from commonground.instruments.models import QuestionnaireVersion
from commonground.methods.errors import CommongroundError
from commonground.methods.questionnaires.rewording import Place, reworded, words_of
from commonground.responses.actions import reword_responses
from commonground.responses.models import Revision
from commonground.responses.queries import Cell, asked, current
from tests.fieldwork.factories import Harbour, harbour, say
from tests.fieldwork.rounds import EVERY_KIND, of_every_kind
from tests.fieldwork.test_offline import back, out, typed
from tests.responses.factories import version_of
from tests.support.teams import client

pytestmark = pytest.mark.django_db
BASE = "/rounds/ports/1/"
A1 = Cell(question="A1", period="2020")


@pytest.fixture
def port() -> Harbour:
    """Ada answered A1, Ben answered A2, and Cleo was only invited."""
    made = harbour()
    made.answered("ada", "coding", A1="100", A2="50")
    made.answered("ben", "coding", "XB", A2="50")
    made.invited("cleo", "peers")
    return made


def words(port: Harbour, text: str, code: str = "A1") -> dict[Place, str]:
    questionnaire = asked(port.reload().questionnaire)
    known = words_of(questionnaire.question(code), questionnaire.languages)
    first = next(place for place in known if place.part in {"title", "text"})
    return {first: text}


def correct(port: Harbour, text: str = "Are quays open?", code: str = "A1", reason: str = "A misprint") -> Round:
    correct_words(round_=port.round, question=code, words=words(port, text, code), reason=reason, by=port.owner)
    return port.reload()


def older(port: Harbour, code: str = "A1") -> list[str]:
    found = answered_older(port.round, standing(port.owner, port.round), code)
    return [each.assignment.contributor.user.email.partition("@")[0] for each in found]


def test_a_correction_is_a_new_text_version_and_every_answer_stands(port):
    before = port.round.questionnaire
    ada = port.fresh(port.round.stages.get(code="coding").assignments.get(contributor=port.person("ada")))
    said = current(ada.response)
    correct(port)
    now = port.round.questionnaire
    assert (now.corrects, now.meaning_hash == before.meaning_hash, now.state) == (before, True, "frozen")
    ada = port.fresh(ada)
    assert ada.response.questionnaire == now
    assert current(ada.response) == said
    assert older(port) == ["ada"]
    assert older(port, "A2") == []
    assert [(each.question, each.reason) for each in corrections(port.round)] == [("A1", "A misprint")]
    assert verify(port.round.key)[0].faults == ()


def test_who_answers_again_is_named_no_more_and_the_numbers_go_on(port):
    correct(port)
    ada = port.fresh(port.round.stages.get(code="coding").assignments.get(contributor=port.person("ada")))
    say(ada, "A1", "50", by=port.user("ada"))
    assert older(port) == []
    assert [(each.number, each.question.questionnaire.number) for each in _revisions("A1")] == [(1, 1), (2, 2)]
    assert current(ada.response)[A1].value == "50"


def _revisions(code: str):
    return Revision.objects.filter(question__code=code).select_related("question__questionnaire").order_by("number")


def test_those_chosen_are_told_once(port):
    correct(port)
    keys = {each.assignment.pk for each in answered_older(port.round, standing(port.owner, port.round), "A1")}
    told = {"round_": port.round, "question": "A1", "text": "Sorry.", "by": port.owner}
    assert tell_of_words(assignments=set(), **told) == 0
    assert tell_of_words(assignments=keys, **told) == 1
    assert tell_of_words(assignments=keys, **told) == 0
    mail = Mail.objects.get(template="wording_corrected")
    assert (mail.to, "Are quays open?" in mail.body, "Sorry." in mail.body) == ("ada@example.org", True, True)
    correct(port, "Are the quays open?")
    assert tell_of_words(assignments=keys, **told) == 1


def test_only_words_change_and_only_for_a_reason_by_the_team(port):
    same = next(iter(words(port, "").keys()))
    text = words_of(asked(port.round.questionnaire).question("A1"), asked(port.round.questionnaire).languages)[same]
    with pytest.raises(StateError, match="changes no words"):
        correct(port, text)
    with pytest.raises(FieldworkError, match="why the words change"):
        correct(port, reason=" ")
    with pytest.raises(FieldworkError, match="no such question"):
        correct_words(round_=port.round, question="Z9", words={}, reason="x", by=port.owner)
    with pytest.raises(NotAllowedError):
        correct_words(round_=port.round, question="A1", words=words(port, "x"), reason="x", by=port.user("ada"))
    with pytest.raises(NotAllowedError):
        tell_of_words(round_=port.round, question="A1", assignments=[1], by=port.user("ada"))
    assert QuestionnaireVersion.objects.count() == 1


def test_a_locked_round_keeps_its_words(port):
    Round.objects.filter(pk=port.round.pk).update(state="locked")
    with pytest.raises(NotAllowedError):
        correct(port)


def test_a_workbook_from_before_comes_back_and_names_its_words(port):
    ada = port.fresh(port.round.stages.get(code="coding").assignments.get(contributor=port.person("ada")))
    content = typed(out(ada, port.user("ada")), ("A1", "Answer 2023", "50"))
    correct(port)
    ada = port.fresh(ada)
    outcome = offline.merge(returned=back(ada, port.user("ada"), content), by=port.user("ada"))
    assert [str(line.cell) for line in outcome.changed] == ["A1 2023"]
    assert (outcome.conflicts, outcome.refused) == ([], [])
    (old,) = answered_older(port.round, standing(port.owner, port.round), "A1")
    assert [str(cell) for cell in old.cells] == ["A1 2020", "A1 2023"]


def test_a_response_is_not_moved_to_another_meaning(port):
    ada = port.fresh(port.round.stages.get(code="coding").assignments.get(contributor=port.person("ada")))
    with pytest.raises(CommongroundError, match="asks something else"):
        reword_responses(responses=[ada.response], version=version_of(EVERY_KIND))


def test_the_round_is_locked_with_both_versions_answered(port):
    correct(port)
    ada = port.fresh(port.round.stages.get(code="coding").assignments.get(contributor=port.person("ada")))
    say(ada, "A1", "50", period="2023", by=port.user("ada"))
    assert {cell.period: said.value for cell, said in current(ada.response).items() if cell.question == "A1"} == {
        "2020": "100",
        "2023": "50",
    }


@pytest.mark.parametrize(("part", "code"), [("text", ""), ("option", "yes"), ("item", "women")])
def test_every_kind_of_text_is_put_where_it_belongs(part, code):
    question = "groups" if part == "item" else "open"
    place = Place(part=part, code=code, language="ar")
    after = reworded(EVERY_KIND, question, {place: " جديد ", Place(part="text", language="xx"): "left out"})
    found = words_of(after.question(question), after.languages)
    assert found[place] == "جديد"
    assert {
        key for key, text in found.items() if text != words_of(EVERY_KIND.question(question), ("en", "ar"))[key]
    } == {place}
    assert [each for each in after.questions if each.code != question] == [
        each for each in EVERY_KIND.questions if each.code != question
    ]


def test_labels_that_other_questions_share_are_not_one_questions_own():
    shared = replace(EVERY_KIND.question("open"), scale="yes-no")
    assert {place.part for place in words_of(shared, ("en",))} == {"text", "help"}


def test_who_has_no_account_any_more_is_named_and_not_written_to(port):
    correct(port)
    port.index.contributors.update(user=None)
    old = answered_older(port.round, standing(port.owner, port.round), "A1")
    keys = {each.assignment.pk for each in old}
    assert len(keys) == 1
    assert preview_about(old, "A1", "", asked(port.round.questionnaire)) is None
    assert tell_of_words(round_=port.round, question="A1", assignments=keys, by=port.owner) == 0


def test_a_text_that_is_emptied_is_gone():
    after = reworded(EVERY_KIND, "open", {Place(part="help", language="en"): ""})
    assert after.question("open").help == {}


def test_the_page_shows_it_first_and_then_does_it(port):
    browser = client(port.owner)
    page = browser.get(f"{BASE}questions/A1/wording/")
    form = page.context["form"]
    said = {name: form.words[place] for name, place in form.places.items()} | {"reason": "A misprint"}
    assert "No words were changed" in browser.post(f"{BASE}questions/A1/wording/", said).content.decode()
    first = next(iter(form.places))
    said |= {first: "Are <b>quays</b> open?", "text": "Sorry."}
    dry = browser.post(f"{BASE}questions/A1/wording/", said).content.decode()
    assert "1 part has answered the older words" in dry
    assert "Are &lt;b&gt;quays&lt;/b&gt; open?" in dry
    assert "after you answered it" in dry
    assert QuestionnaireVersion.objects.count() == 1
    key = port.round.stages.get(code="coding").assignments.get(contributor=port.person("ada")).pk
    done = browser.post(f"{BASE}questions/A1/wording/", {**said, "confirmed": "1", "part": [key, "x"]}, follow=True)
    assert "1 person is told" in done.content.decode()
    assert "A misprint" in done.content.decode()
    assert "was told" in done.content.decode()
    port.reload()
    assert older(port) == ["ada"]
    assert (
        "The words of this question were corrected"
        in client(port.user("ada")).get(f"/tasks/{key}/questions/A1").content.decode()
    )


def test_who_was_not_told_is_told_later_and_the_mail_is_shown_first(port):
    correct(port)
    browser = client(port.owner)
    shown = browser.post(f"{BASE}questions/A1/tell/", {"text": "Please look."}).content.decode()
    assert "Please look." in shown
    assert not Mail.objects.filter(template="wording_corrected").exists()
    key = port.round.stages.get(code="coding").assignments.get(contributor=port.person("ada")).pk
    browser.post(f"{BASE}questions/A1/tell/", {"text": "Please look.", "confirmed": "1", "part": [key]})
    assert Mail.objects.get(template="wording_corrected").to == "ada@example.org"
    assert "Please look." not in browser.post(f"{BASE}questions/A1/tell/").content.decode()
    assert AuditEntry.objects.filter(verb="tell-of-wording").count() == 1


@pytest.mark.parametrize("page", ["questions/Z9/wording/", "questions/Z9/tell/"])
def test_a_question_that_is_not_there_is_not_found(page, port):
    assert client(port.owner).post(BASE + page).status_code == 404


def test_nobody_but_the_team_corrects_words(port):
    for person in (port.user("ada"), port.user("cleo")):
        for page in ("questions/A1/wording/", "questions/A1/tell/", "wordings/"):
            assert client(person).post(BASE + page, {"confirmed": "1"}).status_code in {403, 404, 405}
    assert QuestionnaireVersion.objects.count() == 1


def test_tables_and_languages_have_their_fields():
    port = of_every_kind()
    page = client(port.owner).get("/rounds/mixed/1/questions/groups/wording/".replace("mixed", port.index.code))
    assert {place.part for place in page.context["form"].places.values()} >= {"text", "item"}
