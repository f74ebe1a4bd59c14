"""What a team changes of a round before it is locked, and what it is told before and after locking it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.utils import translation

from commonground.core.models import AuditEntry
from commonground.fieldwork.actions import assignments, life, planning
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.models import Round, Stage
from commonground.instruments.actions.drafts import draft_from
from commonground.instruments.actions.questionnaires import correct_wording, freeze, keep_pilot, save_draft
from commonground.instruments.actions.versions import add_framework
from commonground.methods.errors import CommongroundError
from commonground.methods.tables.bundle import PeriodInfo
from tests.fieldwork.factories import SIMPLE, harbour
from tests.support.teams import client
from tests.support.worlds import ports

pytestmark = pytest.mark.django_db
BASE = "/rounds/ports/1/"
WHEN = dt.datetime(2027, 3, 31, 23, 59, tzinfo=dt.UTC)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def plan(world, **said):
    first = {"title": "T", "questionnaire": world.round.questionnaire_id, "template": "niem", "periods": "1"}
    return {**first, "units": "XA", **said}


def test_the_framework_that_fits_is_chosen_and_what_none_means_is_said():
    world = harbour(opened=False)
    browser = client(world.owner)
    form = text(browser.get("/rounds/ports/new/"))
    assert '<option value="fitting" selected>' in form
    assert "locking makes no edition until one is named" in form
    assert "Ports Index, framework 1" in text(browser.post("/rounds/ports/new/", plan(world, framework="fitting")))
    dry = text(browser.post("/rounds/ports/new/", plan(world, framework="")))
    assert "None yet: locking makes no edition until one is named." in dry
    browser.post("/rounds/ports/new/", plan(world, framework="fitting", confirmed="1"))
    assert Round.objects.get(number=2).framework == world.round.framework
    nonsense = plan(world, framework="fitting", questionnaire="0", confirmed="1")
    assert "Select a valid choice" in text(browser.post("/rounds/ports/new/", nonsense))


def test_a_period_that_could_not_stand_in_an_address_is_refused_by_the_form_and_by_the_action():
    world = harbour(opened=False)
    browser = client(world.owner)
    for periods, why in (
        ("2025/26, 2025/26", "A period cannot have the code &quot;2025/26&quot;."),
        (", none", "A period cannot have the code &quot;&quot;."),
        (f"1, {'x' * 61}", "longer than 60 characters"),
        ("1\n1", "Two periods have the same code."),
    ):
        assert why in text(browser.post("/rounds/ports/new/", plan(world, periods=periods, confirmed="1")))
    assert Round.objects.count() == 1
    words = {"title": "x", "places": (), "template": SIMPLE, "by": world.owner}
    with pytest.raises(FieldworkError, match="period-code"):
        planning.plan_round(
            questionnaire=world.round.questionnaire, periods=[PeriodInfo(code="2025/26", label="2025/26")], **words
        )
    browser.post("/rounds/ports/new/", plan(world, periods="2025-26, 2025/26", confirmed="1"))
    assert Round.objects.get(number=2).periods.get().label == "2025/26"


def other(world, change):
    """A frozen version whose meaning is another."""
    draft = draft_from(version=world.round.questionnaire, by=world.owner)
    save_draft(version=draft, questionnaire=change(draft.questionnaire()), by=world.owner)
    keep_pilot(version=draft, waived="Known.", by=world.owner)
    return freeze(version=draft, by=world.owner)


def test_a_framework_of_another_questionnaire_is_refused_and_one_of_the_same_in_other_words_fits():
    world = harbour(opened=False)
    shorter = other(world, lambda of: replace(of, questions=of.questions[1:]))
    browser = client(world.owner)
    said = plan(world, framework=world.round.framework_id, questionnaire=shorter.pk)
    assert "It does not fit the questionnaire." in text(browser.post("/rounds/ports/new/", said))
    assert "None yet: locking" in text(browser.post("/rounds/ports/new/", {**said, "framework": "fitting"}))
    misfit = add_framework(questionnaire=shorter, framework=ports())
    words = {"title": "x", "periods": (), "places": (), "template": SIMPLE, "by": world.owner}
    with pytest.raises(CommongroundError, match="does not ask"):
        planning.plan_round(questionnaire=shorter, framework=misfit, **words)
    first = world.round.questionnaire.questionnaire()
    better = replace(first, questions=(replace(first.questions[0], text={"en": "Better?"}), *first.questions[1:]))
    same = correct_wording(version=world.round.questionnaire, questionnaire=better, by=world.owner).version
    made = planning.plan_round(questionnaire=same, framework=world.round.framework, **words)
    assert made.framework == world.round.framework


def test_a_framework_is_named_until_the_round_is_locked():
    world = harbour()
    named, browser = world.round.framework, client(world.owner)
    told = text(browser.post(f"{BASE}framework/", {"framework": ""}, follow=True))
    assert "No framework is named." in told
    assert "None yet: locking makes no edition" in told
    assert "/questionnaires/ports/1/scoring/" in text(browser.get(f"{BASE}framework/"))
    assert "scored by framework 1" in text(browser.post(f"{BASE}framework/", {"framework": named.pk}, follow=True))
    assert world.reload().framework == named
    assert "Select a valid choice" in text(browser.post(f"{BASE}framework/", {"framework": "0"}))
    assert AuditEntry.objects.filter(chain=world.round.key, verb="name-framework").count() == 2
    with pytest.raises(NotAllowedError):
        planning.name_framework(round_=world.round, framework=None, by=world.user("ada"))


def test_the_dry_run_of_locking_names_all_that_is_missing_and_leads_there(django_capture_on_commit_callbacks):
    world = harbour(number_of_places=3)
    ada = world.accepted("ada", "coding", A1="100")
    world.accepted("pia", "peers", A1="0")
    waiting = world.invited("cleo", "coding", "XB")
    world.in_adjudication()
    browser = client(world.owner)
    browser.post(f"{BASE}framework/", {"framework": ""})
    page = text(browser.get(f"{BASE}life/lock/"))
    assert f'href="{BASE}parts/{waiting.pk}/"' in page
    assert f'href="{BASE}units/{ada.unit_id}/A1/2020/"' in page
    assert "Without any answer:</b> Island XB, Island XC" in page
    assert "<b>Island XA</b>: 9 of 10 cells" in page
    assert f'href="{BASE}units/{ada.unit_id}/A2/2020/?item="' in page
    assert "No edition will be made" in page
    assert 'type="submit">Lock the round' not in page


@pytest.mark.parametrize("scored", [True, False])
def test_after_locking_one_is_led_to_the_edition_and_to_publishing(scored, django_capture_on_commit_callbacks):
    world = harbour(number_of_places=1)
    world.accepted("ada", "coding")
    world.in_adjudication()
    browser = client(world.owner)
    if not scored:
        planning.name_framework(round_=world.round, framework=None, by=world.owner)
    page = text(browser.get(f"{BASE}life/lock/"))
    assert ("An edition will be made by Ports Index, framework 1." in page) is scored
    assert "Nothing stands in the way." in page
    assert "None." in page
    locked = text(browser.post(f"{BASE}life/lock/"))
    assert f'href="{BASE}life/publish/"' in locked
    assert ("Its edition is not computed yet" in locked) is scored
    assert ("No edition: the round has no scoring framework." in locked) is not scored


def test_an_edition_is_shown_where_it_was_made_and_linked_once_it_is_published(django_capture_on_commit_callbacks):
    world = harbour(number_of_places=1)
    world.accepted("ada", "coding")
    world.in_adjudication()
    browser = client(world.owner)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{BASE}life/lock/")
    assert "Edition 1 is computed, and read by nobody" in text(browser.get(f"{BASE}life/"))
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{BASE}life/publish/")
    assert '<a href="/indices/ports@1">Edition 1</a>' in text(browser.get(f"{BASE}life/"))
    assert browser.get(f"{BASE}stages/").status_code == 403


def typed(browser):
    """What the page of stages would send, untouched."""
    sent = {}
    for form in browser.get(f"{BASE}stages/").context["forms"]:
        for field in form:
            value = field.value()
            if value is True:
                sent[field.html_name] = "on"
            elif value not in (None, False, ""):
                sent[field.html_name] = f"{value:%Y-%m-%d}" if isinstance(value, dt.datetime) else value
    return sent


def test_the_stages_of_a_planned_round_are_changed_on_one_page():
    world = harbour(opened=False)
    Stage.objects.filter(code="peers").update(deadline=WHEN, opens_at=WHEN.replace(hour=9))
    before = {stage.code: stage for stage in world.round.stages.all()}
    browser = client(world.owner)
    sent = typed(browser)
    kept = browser.post(f"{BASE}stages/", sent)
    assert kept["Location"] == f"{BASE}life/"
    now = {stage.code: stage for stage in world.round.stages.all()}
    fields = ("position", "title", "role", "work", "people", "blind", "declares", "reads", "opens_at", "deadline")
    assert all(getattr(now[code], each) == getattr(stage, each) for code, stage in before.items() for each in fields)
    changes = {
        "s-coding-position": "2",
        "s-peers-position": "1",
        "s-coding-title-ar": "الترميز",
        "s-review-away": "on",
        "s-coding-opens_at": "2027-01-01",
        "new-code": "second",
        "new-position": "9",
        "new-title": "Second look",
        "new-reads": "coding, peers",
        "new-deadline": "2027-02-01",
    }
    assert browser.post(f"{BASE}stages/", sent | changes).status_code == 302
    found = list(world.round.stages.all())
    assert [stage.code for stage in found] == ["peers", "coding", "reply", "deciding", "auditing", "second"]
    assert (found[-1].reads, f"{found[-1].deadline:%d}", f"{found[1].opens_at:%Y}") == (
        ["coding", "peers"],
        "01",
        "2027",
    )
    assert str(found[1]) == "Coding"
    with translation.override("ar"):
        assert str(found[1]) == "الترميز"
        assert str(found[0]) == "Peers"
    assert "needs a title" in text(browser.post(f"{BASE}stages/", sent | {"new-code": "third"}))
    nowhere = browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-reads": "nowhere"})
    assert nowhere.status_code == 409
    assert "name roles, works and stages that there are" in text(nowhere)


def test_where_somebody_has_begun_nothing_of_their_work_changes():
    world = harbour(opened=False)
    world.agreed("ada", "coding")
    browser = client(world.owner)
    assert browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-work": "review"}).status_code == 302
    assert browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-work": "answer"}).status_code == 302
    life.open_round(round_=world.round, by=world.owner)
    without = {name: value for name, value in typed(browser).items() if name != "s-coding-blind"}
    refused = browser.post(f"{BASE}stages/", without)
    assert refused.status_code == 409
    assert "cannot change any more: blind" in text(refused)
    late = browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-deadline": "2027-02-01"})
    assert "stage-deadline" in text(late)
    shut = browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-opens_at": "2999-01-01"})
    assert "could not go on before 2999-01-01" in text(shut)
    assert browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-opens_at": "2020-01-01"}).status_code == 302
    assert browser.post(f"{BASE}stages/", typed(browser) | {"s-peers-opens_at": "2999-01-01"}).status_code == 302
    assert browser.post(f"{BASE}stages/", typed(browser) | {"s-peers-opens_at": "2999-02-01"}).status_code == 302
    spoken = text(browser.post(f"{BASE}stages/", without, headers={"Accept-Language": "fr"}))
    assert ": blind" not in spoken
    assert browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-title": "Experts"}).status_code == 302
    assert world.round.stages.get(code="coding").title == "Experts"


def test_a_stage_in_which_somebody_had_a_part_is_kept_and_asks_for_nobody():
    world = harbour()
    part = world.agreed("ada", "coding")
    browser = client(world.owner)
    without = typed(browser) | {"s-coding-away": "on"}
    assert "Somebody has or had a part in coding" in text(browser.post(f"{BASE}stages/", without))
    assignments.withdraw(assignment=part, by=world.owner)
    assert "ask for 0 people a unit" in text(browser.post(f"{BASE}stages/", without))
    assert browser.post(f"{BASE}stages/", typed(browser) | {"s-coding-people": "0"}).status_code == 302
    assert world.round.stages.get(code="coding").people == 0


def test_stages_that_cannot_be_are_refused_by_the_action():
    world = harbour(opened=False)
    with pytest.raises(FieldworkError, match="Stages must have"):
        planning.set_stages(round_=world.round, stages=[replace(SIMPLE.stages[0], role="king")], by=world.owner)


def test_stages_that_two_people_change_at_once_stay_what_they_are():
    world = harbour(opened=False)
    browser = client(world.owner)
    sent = typed(browser)
    assert browser.post(f"{BASE}stages/", sent | {"s-coding-position": "2", "s-peers-position": "1"}).status_code == 302
    browser.post(f"{BASE}stages/", sent)
    assert {stage.code: stage.title for stage in world.round.stages.all()}["coding"] == "Coding"
    lost = browser.post(f"{BASE}stages/", sent | {"new-title": "Second look"})
    assert lost.status_code == 200
    assert "Second look" in text(lost)


def test_a_round_without_answers_is_not_offered_for_locking():
    world = harbour()
    world.in_adjudication()
    page = text(client(world.owner).get(f"{BASE}life/lock/"))
    assert "Nothing was answered in this round." in page
    assert 'type="submit">Lock the round' not in page
