"""Who may do what: every verb by every kind of person in every state, against a table written by hand."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from commonground.core.models import User
from commonground.fieldwork.actions import assignments, review
from commonground.fieldwork.errors import NotAllowedError
from commonground.fieldwork.models import AssignmentState, Query, QueryState, Round, RoundState
from commonground.fieldwork.queries.access import RULES, CellOf, allowed, permits, questions_read
from commonground.fieldwork.queries.standing import standing
from commonground.responses.queries import Cell
from tests.fieldwork.factories import Harbour, harbour
from tests.support.teams import client

pytestmark = pytest.mark.django_db
A1 = Cell(question="A1", period="2020")
PEOPLE = [
    "owner",
    "holder",
    "moderator",
    "auditor",
    "reviewer",
    "peer",
    "other_unit",
    "government",
    "stranger",
    "anonymous",
]
"""Ada codes XA and is the holder; a peer is in a blind stage; the others have their parts in XA, but for one in XB."""

ROUNDS = ["planned", "open", "closed", "adjudication", "locked", "published"]
STATES = ["invited", "agreed", "declined", "working", "submitted", "returned", "accepted", "withdrawn"]
UNLOCKED, RUNNING = ROUNDS[:4], ROUNDS[1:4]
BEGUN = ["agreed", "working", "submitted", "returned", "accepted"]

# verb: who, in which states of the round
OF_ROUNDS = {
    "see": ("owner holder moderator auditor reviewer peer other_unit government", ROUNDS),
    "watch": ("owner", ROUNDS),
    "read-all": ("owner", ROUNDS),
    "manage": ("owner", UNLOCKED),
    "open": ("owner", ["planned", "closed"]),
    "close": ("owner", ["open"]),
    "begin-adjudication": ("owner", ["closed"]),
    "lock": ("owner", ["adjudication"]),
    "set-embargo": ("owner", ROUNDS[:5]),
    "publish": ("owner", ["locked"]),
    "reopen": ("owner", ["locked", "published"]),
}
OF_CELLS = {
    "read-decisions": ("owner moderator auditor", ROUNDS),
    "adjudicate": ("owner moderator", RUNNING),
    "end-blinding": ("owner moderator", RUNNING),
}
# verb: who, in which states of the round, in which states of Ada's assignment
OF_ASSIGNMENTS = {
    "see": ("owner holder moderator auditor", ROUNDS, STATES),
    "know-holder": ("owner holder", ROUNDS, STATES),
    "read": ("owner holder moderator auditor", ROUNDS, [*BEGUN, "withdrawn"]),
    "agree": ("holder", UNLOCKED, ["invited"]),
    "decline": ("holder", UNLOCKED, ["invited", "agreed"]),
    "declare": ("holder", UNLOCKED, ["invited", "agreed", "working", "returned"]),
    "answer": ("holder", ["open"], ["agreed", "working", "returned"]),
    "remark": ("", [], []),
    "justify": ("holder", ["open"], ["agreed", "working", "returned"]),
    "justify-across": ("owner moderator", RUNNING, BEGUN),
    "submit": ("holder", ["open"], ["agreed", "working", "returned"]),
    "preview": ("", [], []),
    "ask": ("owner moderator", RUNNING, ["working", "submitted", "returned", "accepted"]),
    "return": ("owner moderator", RUNNING, ["submitted", "accepted"]),
    "accept": ("owner moderator", RUNNING, ["submitted"]),
    "withdraw": ("owner", UNLOCKED, ["invited", *BEGUN]),
    "reassign": ("owner", UNLOCKED, ["invited", "declined", *BEGUN]),
    "set-terms": ("owner", ROUNDS, STATES),
    "see-terms": ("owner holder", ROUNDS, STATES),
    "be-named": ("holder", ROUNDS, STATES),
    "state-hours": ("holder", ROUNDS, [*BEGUN, "withdrawn"]),
    "send-invoice": ("owner holder", ROUNDS, STATES),
    "settle": ("owner", ROUNDS, STATES),
}
# A reviewer whose stage is not blind reads what was handed in, and may ask; a government reads, and asks nothing.
READERS = {"read": ("reviewer", "government"), "ask": ("reviewer",)}
HANDED_IN = ("submitted", "accepted")
# verb: who, in which states of the round, in which states of a query that the moderator put to Ada
OF_QUERIES = {
    "read-query": ("owner holder moderator auditor", ROUNDS, ["open", "answered", "resolved"]),
    "reply": ("owner holder moderator", RUNNING, ["open", "answered"]),
    "resolve": ("owner moderator", RUNNING, ["open", "answered"]),
}


def may(entry: tuple, person: str, *states: str) -> bool:
    who, *wanted = entry
    return person in who.split() and all(state in some for state, some in zip(states, wanted, strict=True))


@pytest.fixture
def world() -> Harbour:
    made = harbour()
    made.submitted("ada", "coding")
    for name, stage in (("mo", "deciding"), ("au", "auditing"), ("re", "review"), ("pia", "peers"), ("gov", "reply")):
        made.agreed(name, stage)
    made.agreed("xena", "deciding", "XB")
    return made


def users(world: Harbour) -> dict[str, object]:
    names = {
        "holder": "ada",
        "moderator": "mo",
        "auditor": "au",
        "reviewer": "re",
        "peer": "pia",
        "other_unit": "xena",
        "government": "gov",
    }
    stranger = User.objects.create_user("stranger@example.org", "a long and quiet harbour")
    found = {person: world.user(name) for person, name in names.items()}
    return {"owner": world.owner, "stranger": stranger, "anonymous": AnonymousUser(), **found}


def table(world: Harbour, thing: object, verb: str) -> set[str]:
    who = users_of(world)
    return {person for person in PEOPLE if permits(who[person], verb, thing)}


def users_of(world: Harbour) -> dict[str, object]:
    if not hasattr(world, "standings"):
        world.standings = {person: standing(user, world.round) for person, user in users(world).items()}
    return world.standings


def test_no_verb_is_left_out_of_the_tables():
    assert set(RULES[Round]) == set(OF_ROUNDS)
    assert set(RULES[CellOf]) == set(OF_CELLS)
    assert set(RULES[Query]) == set(OF_QUERIES)
    assert {verb for rules in RULES.values() for verb in rules} == {*OF_ROUNDS, *OF_CELLS, *OF_ASSIGNMENTS, *OF_QUERIES}


@pytest.mark.parametrize("table_of", [OF_ROUNDS, OF_CELLS], ids=["rounds", "cells"])
def test_rounds_and_cells(world, table_of):
    cell = CellOf(unit=world.unit(), question="A1")
    wrong = []
    for state in ROUNDS:
        world.round.state = cell.unit.round.state = RoundState(state)
        thing = world.round if table_of is OF_ROUNDS else cell
        for verb, entry in table_of.items():
            expected = {person for person in PEOPLE if may(entry, person, state)}
            if (found := table(world, thing, verb)) != expected:
                wrong.append((verb, state, found ^ expected))
    assert not wrong


def test_assignments(world):
    part = world.fresh(world.round.stages.get(code="coding").assignments.get())
    wrong = []
    for round_state in ROUNDS:
        part.stage.round.state = RoundState(round_state)
        for state in STATES:
            part.state = AssignmentState(state)
            held = next(each for each in users_of(world)["holder"].held if each.pk == part.pk)
            held.state = part.state
            for verb, entry in OF_ASSIGNMENTS.items():
                expected = {person for person in PEOPLE if may(entry, person, round_state, state)}
                if verb in READERS and state in HANDED_IN and round_state in entry[1]:
                    expected |= set(READERS[verb])
                # What was sent back may be handed in after the round was closed.
                if verb in {"answer", "justify", "submit"} and state == "returned" and round_state in RUNNING:
                    expected = {"holder"}
                if (found := table(world, part, verb)) != expected:
                    wrong.append((verb, round_state, state, found ^ expected))
    assert not wrong


def test_queries(world):
    part = world.round.stages.get(code="coding").assignments.get()
    query = review.ask(assignment=part, cell=A1, text="Which law?", by=world.user("mo"))
    wrong = []
    for round_state in ROUNDS:
        query.round.state = RoundState(round_state)
        for state in ("open", "answered", "resolved"):
            query.state = QueryState(state)
            for verb, entry in OF_QUERIES.items():
                expected = {person for person in PEOPLE if may(entry, person, round_state, state)}
                if (found := table(world, query, verb)) != expected:
                    wrong.append((verb, round_state, state, found ^ expected))
    assert not wrong


def test_works_decide_what_is_done(world):
    parts = {each.stage.code: each for each in (world.fresh(p) for p in world.unit().assignments.all())}
    assert allowed(world.user("gov"), "remark", parts["reply"])
    assert not allowed(world.user("gov"), "answer", parts["reply"])
    assert allowed(world.user("re"), "answer", parts["review"])
    assert not allowed(world.user("mo"), "answer", parts["deciding"])
    assert allowed(world.user("mo"), "submit", parts["deciding"])


def test_a_preview_is_shown_where_the_round_allows_it(world):
    part = world.fresh(world.round.stages.get(code="coding").assignments.get())
    part.stage.round.preview = True
    assert allowed(world.user("ada"), "preview", part)
    assert not allowed(world.user("mo"), "preview", part)


def test_a_part_is_moderated_within_its_questions():
    world = harbour()
    world.agreed("mo", "deciding", questions=["A1"])
    assert allowed(world.user("mo"), "adjudicate", CellOf(unit=world.unit(), question="A1"))
    assert not allowed(world.user("mo"), "adjudicate", CellOf(unit=world.unit(), question="A2"))
    part = world.submitted("ada", "coding")
    assert questions_read(standing(world.user("mo"), world.round), part) == {"A1"}
    with pytest.raises(NotAllowedError):
        review.ask(assignment=part, cell=Cell(question="A2", period="2020"), text="Why?", by=world.user("mo"))


def test_who_only_was_invited_has_no_part_yet():
    world = harbour()
    part = world.submitted("ada", "coding")
    world.invited("re", "review")
    assert not allowed(world.user("re"), "read", part)
    assert not allowed(world.user("re"), "read", world.fresh(world.round.stages.get(code="review").assignments.get()))


def test_work_begins_when_its_stage_does():
    world = harbour()
    part = world.agreed("ada", "coding")
    part.stage.opens_at = part.stage.round.created_at.replace(year=2099)
    assert not permits(standing(world.user("ada"), world.round), "answer", part)


def test_an_account_that_was_closed_may_nothing(world):
    ada = world.user("ada")
    ada.is_active = False
    assert not allowed(ada, "see", world.round)


def test_a_superuser_is_of_every_team(world):
    root = User.objects.create_superuser("root@example.org", "a long and quiet harbour")
    assert allowed(root, "manage", world.round)


def test_of_the_team_too_who_is_in_a_blind_stage_is_blind():
    world = harbour()
    part = world.submitted("ada", "coding")
    other = world.submitted("bea", "coding", "XB")
    pia = world.user("pia")
    world.index.team.add(pia)
    assert allowed(pia, "read", part)
    world.invited("pia", "peers")
    assert not allowed(pia, "read", part)
    assert not allowed(pia, "watch", world.round)
    assert not allowed(pia, "read-all", world.round)
    assert not allowed(pia, "accept", part)
    assert allowed(pia, "read", other)
    assert allowed(pia, "manage", world.round)


def test_blinding_ends_for_a_unit_once_all_have_handed_in():
    world = harbour()
    coder, peer = world.submitted("ada", "coding"), world.answered("pia", "peers", A1="0")
    with pytest.raises(Exception, match="Not handed in yet"):
        review.end_blinding(unit=world.unit(), by=world.owner)
    assignments.submit(assignment=peer, by=world.user("pia"))
    assert not allowed(world.user("pia"), "read", world.fresh(coder))
    assert not allowed(world.user("ada"), "read", world.fresh(peer))
    assert len(review.end_blinding(unit=world.unit(), by=world.owner)) == 2
    assert allowed(world.user("pia"), "read", world.fresh(coder))
    assert allowed(world.user("ada"), "read", world.fresh(peer))


def test_whoever_manages_or_moderates_shows_a_second_factor_where_one_is_required(settings):
    settings.REQUIRE_MFA = True
    world = harbour()
    world.round.stages.filter(code="auditing").update(work="decide")
    world.agreed("dee", "auditing")
    world.agreed("ada", "coding")
    world.agreed("mo", "deciding")
    world.index.team.add(world.user("tea"))
    world.invited("new", "deciding")
    asked = {who: client(world.user(who)).get("/tasks/").status_code for who in ("ada", "mo", "dee", "tea", "new")}
    assert asked == {"ada": 200, "mo": 302, "dee": 302, "tea": 302, "new": 200}


def test_whoever_may_not_know_the_holder_is_not_told_their_language():
    world = harbour()
    ada = world.submitted("ada", "coding")
    User.objects.filter(pk=world.user("ada").pk).update(language="fr")
    world.agreed("mo", "deciding")
    world.agreed("sam", "review")
    query = review.ask(assignment=ada, cell=Cell(question="A1", period="2020"), text="Why?", by=world.user("sam"))
    base, text = "/rounds/ports/1/", {"text": "Why?", "assignment": ada.pk}
    for who, page in (
        ("sam", f"queries/{query.pk}/"),
        ("mo", f"units/{ada.unit_id}/A1/2020/ask/"),
        ("mo", f"parts/{ada.pk}/return/"),
    ):
        shown = client(world.user(who)).post(f"{base}{page}", text)
        assert shown.status_code == 200
        assert 'panel gap2" lang="en-gb"' in shown.content.decode()
    known = client(world.owner).post(f"{base}parts/{ada.pk}/return/", text)
    assert 'panel gap2" lang="fr"' in known.content.decode()
