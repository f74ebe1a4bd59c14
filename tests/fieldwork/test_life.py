"""A round from planned to published, its deadlines, and the life of an assignment in it."""

from __future__ import annotations

import datetime as dt

import pytest

from commonground.core.models import AuditEntry, Mail, PersonalText
from commonground.core.queries.trail import verify
from commonground.fieldwork.actions import adjudication, answering, assignments, life, locking, planning, review
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.events import deadline_changed
from commonground.fieldwork.models import Assignment, AssignmentState, Citation, Contributor, Decision, RoundState
from commonground.fieldwork.queries.telling import told_about
from commonground.fieldwork.queries.templates import StagePlan, check_stages, template_from, templates
from commonground.library.actions import enter_article, enter_source, enter_version
from commonground.responses.queries import Cell, current
from tests.fieldwork.factories import QUESTIONS, SIMPLE, harbour, islands, planned, say
from tests.support.teams import client

pytestmark = pytest.mark.django_db
A1 = Cell(question="A1", period="2020")


def test_a_round_opens_closes_is_adjudicated_locked_and_published():
    world = harbour()
    world.accepted("ada", "coding")
    world.in_adjudication()
    done = locking.lock_round(round_=world.round, by=world.owner)
    assert world.reload().state == RoundState.LOCKED
    assert locking.publish_round(round_=world.round, by=world.owner).state == RoundState.PUBLISHED
    assert done.decisions == 10
    (chain,) = verify(world.round.key)
    assert not chain.faults
    assert AuditEntry.objects.get(chain=world.round.key, hash=done.head).verb == "lock-round"


@pytest.mark.parametrize("act", [life.close_round, life.begin_adjudication, locking.publish_round])
def test_states_are_not_skipped(act):
    world = harbour(opened=False)
    with pytest.raises(NotAllowedError):
        act(round_=world.round, by=world.owner)


def test_a_round_without_units_does_not_open():
    world = harbour(opened=False)
    world.round.units.all().delete()
    with pytest.raises(FieldworkError, match="these: units"):
        life.open_round(round_=world.round, by=world.owner)


def test_a_closed_round_may_be_opened_again():
    world = harbour()
    world.closed()
    assert life.open_round(round_=world.round, by=world.owner).state == RoundState.OPEN


def test_nothing_is_published_before_its_embargo_ends():
    world = harbour()
    with pytest.raises(NotAllowedError):
        life.set_embargo(round_=world.round, until=None, by=world.user("ada"))
    life.set_embargo(round_=world.round, until=dt.datetime(2099, 1, 1, tzinfo=dt.UTC), by=world.owner)
    world.accepted("ada", "coding")
    world.in_adjudication()
    locking.lock_round(round_=world.round, by=world.owner)
    with pytest.raises(FieldworkError, match="embargo until 2099-01-01"):
        locking.publish_round(round_=world.round, by=world.owner)
    browser = client(world.owner)
    told = browser.get("/rounds/ports/1/life/publish/").content.decode()
    assert "embargo until 2099-01-01" in told
    assert 'type="submit"' not in told.partition("<main")[2].partition("</main")[0]
    assert "Enter a valid date" in browser.post("/rounds/ports/1/embargo/", {"until": "soon"}).content.decode()
    browser.post("/rounds/ports/1/embargo/", {"until": "2098-05-31 09:30"})
    assert world.reload().embargo_until == dt.datetime(2098, 5, 31, 9, 30, tzinfo=dt.UTC)
    browser.post("/rounds/ports/1/embargo/", {"until": ""})
    assert world.reload().embargo_until is None
    locking.publish_round(round_=world.round, by=world.owner)
    with pytest.raises(NotAllowedError):
        life.set_embargo(round_=world.round, until=None, by=world.owner)


def test_a_deadline_is_changed_in_mid_round_and_those_concerned_are_told(django_capture_on_commit_callbacks):
    world = harbour()
    told = []
    deadline_changed.connect(lambda **said: told.append(said["assignments"]), weak=False, dispatch_uid="test")
    late, own = (
        world.agreed("ada", "coding"),
        world.agreed("bea", "coding", deadline=dt.datetime(2031, 1, 1, tzinfo=dt.UTC)),
    )
    world.accepted("cyd", "coding", "XB")
    with django_capture_on_commit_callbacks(execute=True):
        life.change_deadline(
            stage=late.stage, deadline=dt.datetime(2030, 1, 1, tzinfo=dt.UTC), text="A holiday.", by=world.owner
        )
    deadline_changed.disconnect(dispatch_uid="test")
    mails = Mail.objects.filter(template="deadline_changed")
    assert [mail.to for mail in mails] == ["ada@example.org"]
    assert "A holiday." in mails[0].body
    assert [[each.pk for each in concerned] for concerned in told] == [[late.pk]]
    assert world.fresh(own).due == dt.datetime(2031, 1, 1, tzinfo=dt.UTC)


def test_one_deadline_is_extended():
    world = harbour()
    part = world.agreed("ada", "coding")
    life.extend(assignment=part, deadline=dt.datetime(2030, 1, 1, tzinfo=dt.UTC), by=world.owner)
    assert world.fresh(part).due == dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    assert Mail.objects.get(template="deadline_changed").to == "ada@example.org"


def test_a_deadline_that_comes_back_is_told_again_and_one_that_stays_is_not():
    world = harbour()
    part = world.agreed("ada", "coding")
    may, june = (dt.datetime(2030, month, 1, tzinfo=dt.UTC) for month in (5, 6))
    for deadline in (may, june, june, may, june):
        life.change_deadline(stage=world.fresh(part).stage, deadline=deadline, by=world.owner)
    assert Mail.objects.filter(template="deadline_changed").count() == 4


def test_only_questions_of_the_part_are_returned():
    world = harbour()
    part = world.submitted("ada", "coding")
    with pytest.raises(FieldworkError, match="no question Z9"):
        assignments.return_assignment(assignment=part, text="Which law?", questions=["A1", "Z9"], by=world.owner)


def test_an_assignment_is_agreed_worked_on_returned_and_accepted():
    world = harbour()
    part = world.invited("ada", "coding")
    assert Mail.objects.get(template="invitation").to == "ada@example.org"
    states = []
    assignments.agree(assignment=part, by=world.user("ada"))
    states.append(world.fresh(part).state)
    say(world.fresh(part), "A1", "50", by=world.user("ada"))
    states.append(world.fresh(part).state)
    assignments.submit(assignment=part, by=world.user("ada"))
    states.append(world.fresh(part).state)
    assignments.return_assignment(assignment=part, text="Which law?", questions=["A1"], by=world.owner)
    states.append(world.fresh(part).state)
    assignments.submit(assignment=part, by=world.user("ada"))
    assignments.accept(assignment=part, by=world.owner)
    states.append(world.fresh(part).state)
    assert states == ["agreed", "working", "submitted", "returned", "accepted"]
    verbs = AuditEntry.objects.filter(chain=world.round.key).order_by("number").values_list("verb", flat=True)
    wanted = ["agree", "begin-work", "answer", "submit", "return", "submit", "accept"]
    assert [verb for verb in verbs if verb in wanted] == wanted
    assert "Which law?" in Mail.objects.get(template="returned").body


def test_of_a_returned_section_only_its_questions_are_open():
    world = harbour()
    part = world.submitted("ada", "coding")
    assignments.return_assignment(assignment=part, text="Which law?", questions=["A1"], by=world.owner)
    part = world.fresh(part)
    say(part, "A1", "0", by=world.user("ada"))
    with pytest.raises(FieldworkError, match="no part of this assignment"):
        say(part, "A2", "0", by=world.user("ada"))


def test_what_was_returned_is_handed_in_after_the_round_was_closed():
    world = harbour()
    part, slow = world.submitted("ada", "coding"), world.agreed("bea", "coding")
    assignments.return_assignment(assignment=part, text="Which law?", by=world.owner)
    world.closed()
    say(world.fresh(part), "A1", "0", by=world.user("ada"))
    with pytest.raises(NotAllowedError):
        say(world.fresh(slow), "A1", "0", by=world.user("bea"))


def test_a_part_is_answered_within_its_questions():
    world = harbour()
    part = world.agreed("ada", "coding", questions=["A1"])
    with pytest.raises(FieldworkError, match="A2 is no part"):
        say(part, "A2", "0", by=world.user("ada"))


def test_an_invitation_is_declined_and_the_reason_stands_apart():
    world = harbour()
    part = world.invited("ada", "coding")
    assignments.decline(assignment=part, reason="I am ill.", by=world.user("ada"))
    entry = AuditEntry.objects.get(verb="decline")
    assert world.fresh(part).state == AssignmentState.DECLINED
    assert "ill" not in str(entry.detail)
    assert PersonalText.objects.get(hash=entry.personal).text == {"reason": "I am ill."}


def test_no_review_begins_before_interests_are_declared():
    world = harbour()
    part = assignments.agree(assignment=world.invited("pia", "peers"), by=world.user("pia"))
    with pytest.raises(NotAllowedError):
        say(part, "A1", "0", by=world.user("pia"))
    with pytest.raises(FieldworkError, match="Nothing is declared"):
        assignments.declare_interests(assignment=part, interests=" ", by=world.user("pia"))
    assignments.declare_interests(assignment=part, interests="none", by=world.user("pia"))
    say(world.fresh(part), "A1", "0", by=world.user("pia"))


def test_a_part_is_given_to_somebody_else_and_nothing_is_lost():
    world = harbour()
    old = world.answered("ada", "coding", A1="50", A2="100")
    new = assignments.reassign(assignment=old, contributor=world.person("bea"), keep_answers=True, by=world.owner)
    old, new = world.fresh(old), world.fresh(new)
    assert old.state == AssignmentState.WITHDRAWN
    assert old.response.closed_at is not None
    assert {str(cell): said.value for cell, said in current(old.response).items()} == {
        "A1 2020": "50",
        "A2 2020": "100",
    }
    handed_over = current(new.response)
    ada = world.user("ada").pk
    assert {str(cell): (said.value, said.by) for cell, said in handed_over.items()} == {
        "A1 2020": ("50", ada),
        "A2 2020": ("100", ada),
    }
    assignments.agree(assignment=new, by=world.user("bea"))
    say(world.fresh(new), "A1", "0", by=world.user("bea"))
    with pytest.raises(NotAllowedError):
        say(old, "A1", "0", by=world.user("ada"))


def test_what_was_taken_back_is_not_handed_over():
    world = harbour()
    old = world.answered("ada", "coding", A1="50", A2="100")
    say(old, "A1", None, state="cleared", by=world.user("ada"))
    new = assignments.reassign(assignment=old, contributor=world.person("bea"), keep_answers=True, by=world.owner)
    assert [str(cell) for cell in current(world.fresh(new).response)] == ["A2 2020"]


def test_a_part_that_is_taken_away_takes_its_mails_along_and_tells_who_knew_of_it():
    world = harbour()
    unheard, heard = world.invited("ada", "coding"), world.invited("ben", "coding")
    Mail.objects.filter(key=f"invitation:{heard.pk}").update(state=Mail.State.SENT)
    life.extend(assignment=heard, deadline=dt.datetime(2031, 1, 1, tzinfo=dt.UTC), by=world.owner)
    assignments.withdraw(assignment=unheard, by=world.owner)
    new = assignments.reassign(assignment=heard, contributor=world.person("bea"), keep_answers=False, by=world.owner)
    told = {mail.key: mail.state for mail in Mail.objects.exclude(template="deadline_changed")}
    assert told == {
        f"invitation:{unheard.pk}": Mail.State.CANCELLED,
        f"invitation:{heard.pk}": Mail.State.SENT,
        f"withdrawn:{heard.pk}:": Mail.State.QUEUED,
        f"invitation:{new.pk}": Mail.State.QUEUED,
    }
    assert Mail.objects.get(template="deadline_changed").state == Mail.State.CANCELLED
    assert "is no longer with you" in Mail.objects.get(template="withdrawn").body
    assert Mail.objects.get(template="withdrawn").to == "ben@example.org"
    assignments.decline(assignment=new, reason="No time.", by=world.user("bea"))
    assignments.reassign(assignment=new, contributor=world.person("cat"), keep_answers=False, by=world.owner)
    assert Mail.objects.filter(template="withdrawn").count() == 1
    assert [each.text for each in told_about(new, "decline")] == ["No time."]
    assert [each.text for each in told_about(heard, "withdraw")] == ["Given to somebody else."]


def test_who_has_no_account_any_more_gets_no_mail_and_a_part_without_answers_is_withdrawn():
    world = harbour()
    gone = Contributor.objects.create(index=world.index, pseudonym="Expert 2")
    part = assignments.assign(
        stage=world.round.stages.get(code="coding"), unit=world.unit(), contributor=gone, by=world.owner
    )
    life.extend(assignment=part, deadline=None, by=world.owner)
    assert not Mail.objects.exists()
    assert assignments.withdraw(assignment=part, by=world.owner).state == AssignmentState.WITHDRAWN
    assert [world.person(name).pseudonym for name in ("ada", "bea")] == ["Expert 3", "Expert 4"]


def test_a_declined_part_goes_to_a_substitute():
    world = harbour()
    old = assignments.decline(assignment=world.invited("ada", "coding"), by=world.user("ada"))
    new = assignments.reassign(assignment=old, contributor=world.person("bea"), keep_answers=False, by=world.owner)
    assert new.replaces == old
    assert world.fresh(old).state == AssignmentState.DECLINED


def test_nobody_has_the_same_part_twice():
    world = harbour()
    world.invited("ada", "coding")
    with pytest.raises(FieldworkError, match="has this part already"):
        world.invited("ada", "coding")
    world.invited("ada", "coding", "XB")


def test_parts_of_other_rounds_and_unknown_questions_are_refused():
    world = harbour()
    other = planned(world.index, world.owner, SIMPLE, islands(2))
    with pytest.raises(FieldworkError, match="another round"):
        assignments.assign(
            stage=world.round.stages.first(), unit=other.units.first(), contributor=world.person("ada"), by=world.owner
        )
    with pytest.raises(FieldworkError, match="no question Z9"):
        world.invited("ada", "coding", questions=["Z9"])


def test_terms_are_set_and_their_figures_stand_apart():
    world = harbour()
    part = world.agreed("ada", "coding")
    assignments.set_terms(assignment=part, hours_agreed=12, fee=900, currency="EUR", by=world.owner)
    assert world.fresh(part).fee == 900
    assert AuditEntry.objects.get(verb="set-terms").detail == {}


def test_a_round_is_planned_by_the_team_with_a_frozen_questionnaire_and_its_own_framework():
    world = harbour()
    with pytest.raises(NotAllowedError):
        planned(world.index, world.user("ada"), SIMPLE, [])
    draft = world.index.questionnaires.create(number=99, state="draft")
    words = {"title": "x", "periods": (), "places": (), "template": SIMPLE, "by": world.owner}
    with pytest.raises(FieldworkError, match="not frozen"):
        planning.plan_round(questionnaire=draft, **words)
    draft.state = "frozen"
    with pytest.raises(FieldworkError, match="another questionnaire"):
        planning.plan_round(questionnaire=draft, framework=world.round.framework, **words)


def test_units_stages_and_check_rules_are_changed_until_the_round_is_locked():
    world = harbour()
    assert [unit.place.code for unit in planning.add_units(round_=world.round, places=islands(3), by=world.owner)] == [
        "XC"
    ]
    world.invited("ada", "coding")
    coder = StagePlan(code="coding", title="Experts", role="coder", work="answer")
    assert [s.title for s in planning.set_stages(round_=world.round, stages=[coder], by=world.owner)] == ["Experts"]
    with pytest.raises(FieldworkError, match="Somebody has or had a part in coding"):
        planning.set_stages(round_=world.round, stages=[], by=world.owner)
    rule = {"code": "r", "scope": "unit", "kind": "nonsense", "message": "?", "settings": {}}
    with pytest.raises(FieldworkError, match='no kind "nonsense"'):
        planning.set_check_rules(round_=world.round, rules=[rule], by=world.owner)
    with pytest.raises(FieldworkError, match="expression"):
        planning.set_check_rules(
            round_=world.round, rules=[{**rule, "kind": "expression", "settings": {"expression": "(("}}], by=world.owner
        )
    assert (
        len(planning.set_check_rules(round_=world.round, rules=[{**rule, "kind": "uncommented"}], by=world.owner)) == 1
    )


def test_contributors_appear_under_pseudonyms_of_their_own():
    world = harbour()
    assert [world.person(name).pseudonym for name in ("ada", "bea", "ada")] == ["Expert 1", "Expert 2", "Expert 1"]
    with pytest.raises(NotAllowedError):
        planning.add_contributor(index=world.index, email="x@example.org", by=world.user("ada"))


def test_four_templates_are_shipped():
    assert [each.code for each in templates()] == ["mega", "mipex", "niem", "vdem"]


@pytest.mark.parametrize(
    "wrong",
    [
        StagePlan(code="a", title="A", role="coder", work="answer", reads=("z",)),
        StagePlan(code="a", title="A", role="king", work="answer"),
    ],
)
def test_stages_that_contradict_themselves_are_refused(wrong):
    with pytest.raises(FieldworkError, match="Stages must have"):
        check_stages("x", [wrong])


def test_a_template_with_an_unknown_scope_is_refused():
    text = "title: t\nsummary: s\nstages: []\nchecks: [{code: c, scope: moon, kind: moved, message: m}]\n"
    with pytest.raises(FieldworkError, match="cannot be about moon"):
        template_from("x", text)


def test_mipex_expert_peer_discussion():
    world = harbour("mipex", number_of_places=1)
    expert = world.submitted("ada", "expert")
    peer = world.submitted("pia", "peer", A1="0")
    moderator = world.agreed("mo", "discussion")
    review.end_blinding(unit=world.unit(), by=world.user("mo"))
    query = review.ask(assignment=world.fresh(expert), cell=A1, text="Why open?", by=world.user("pia"))
    review.reply(query=query, text="Section 4.", by=world.user("ada"))
    review.resolve(query=query, by=world.user("pia"))
    for part in (expert, peer):
        assignments.accept(assignment=part, by=world.user("mo"))
    adjudication.adjudicate(
        unit=world.unit(),
        cell=A1,
        state="answered",
        value="100",
        reason="Section 4 says so.",
        seen=[current(part.response)[A1].id for part in (expert, peer)],
        based_on=0,
        by=world.user("mo"),
    )
    assert moderator.response is None
    world.in_adjudication()
    locking.lock_round(round_=world.round, by=world.owner)
    decision = Decision.objects.get(question__code="A1", period__code="2020")
    assert (decision.points, decision.origin, decision.reason) == (100, "adjudicated", "Section 4 says so.")


def test_niem_researcher_and_central_check():
    world = harbour("niem", number_of_places=1)
    part = world.submitted("ada", "research")
    world.agreed("mo", "check")
    assignments.return_assignment(assignment=part, text="Which law?", by=world.user("mo"))
    assignments.submit(assignment=part, by=world.user("ada"))
    assignments.accept(assignment=part, by=world.user("mo"))
    world.in_adjudication()
    assert locking.lock_round(round_=world.round, by=world.owner).decisions == 10


def test_vdem_several_coders_and_what_most_of_them_say():
    world = harbour("vdem", number_of_places=1)
    for name, value in (("ada", "100"), ("bea", "100"), ("cyd", "0")):
        world.accepted(name, "coding", A1=value, A2=value, A3="50")
    world.accepted("dot", "coding", A1="0", A3="50")
    world.in_adjudication()
    with pytest.raises(FieldworkError, match="4 answers differ"):
        locking.lock_round(round_=world.round, by=world.owner)
    planned_ = adjudication.adjudicate_by_majority(round_=world.round, by=world.owner)
    assert [(str(each.cell), each.value, each.reason) for each in planned_] == [
        ("A2 2020", "100", "2 of 3 answers say the same.")
    ]
    assert not world.round.adjudications.exists()
    adjudication.adjudicate_by_majority(round_=world.round, dry_run=False, by=world.owner)
    assert [each.number for each in world.round.adjudications.all()] == [1]
    assert adjudication.adjudicate_by_majority(round_=world.round, by=world.owner) == ()


def test_mega_self_assessment_and_peer_city():
    world = harbour("mega", number_of_places=1)
    part = world.submitted("ada", "self")
    peer = world.submitted("pia", "peer")
    for each in (part, peer):
        assignments.accept(assignment=each, by=world.owner)
    world.in_adjudication()
    assert locking.lock_round(round_=world.round, by=world.owner).decisions == len(QUESTIONS) * 2


def test_a_withdrawn_part_is_no_longer_in_hand():
    world = harbour()
    part = world.answered("ada", "coding")
    assignments.withdraw(assignment=part, reason="Moved away.", by=world.owner)
    assert world.fresh(part).response.closed_at is not None
    assert Assignment.objects.get(pk=part.pk).state == AssignmentState.WITHDRAWN


def test_what_an_answer_cites_goes_with_it_to_the_next():
    world = harbour()
    old, ada = world.answered("ada", "coding", A1="50"), world.user("ada")
    source = enter_source(jurisdiction=old.unit.subject, title={"en": "Quays Act"}, by=ada)
    article = enter_article(version=enter_version(source=source, by=ada), number="4", by=ada)
    (said,) = current(old.response).values()
    answering.cite(assignment=old, revision_id=said.id, article=article, quote="Quays are open.", by=ada)
    new = assignments.reassign(assignment=old, contributor=world.person("bea"), keep_answers=True, by=world.owner)
    (handed_over,) = current(new.response).values()
    (cited,) = Citation.objects.filter(revision=handed_over.id)
    assert (cited.article, cited.quote, cited.by) == (article, "Quays are open.", ada)
    assert Citation.objects.count() == 2
