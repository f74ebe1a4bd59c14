"""The one question that is asked of permissions in fieldwork: whether a person may do this to that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from commonground.fieldwork.errors import NotAllowedError
from commonground.fieldwork.models import Assignment, AssignmentState, Query, QueryState, Round, RoundState, Unit, Work
from commonground.fieldwork.queries.standing import CellOf, Standing, Thing, covers, standing
from commonground.methods.errors import Problem
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User


class Party(Enum):
    """What somebody is to a thing. Nobody who is none of these may do anything."""

    TEAM = "team"
    MODERATOR = "moderator"
    AUDITOR = "auditor"
    HOLDER = "holder"
    READER = "reader"
    PEER = "peer"
    ASKER = "asker"
    MEMBER = "member"


R, A = RoundState, AssignmentState
ALWAYS = frozenset(R)
UNLOCKED = frozenset({R.PLANNED, R.OPEN, R.CLOSED, R.ADJUDICATION})
RUNNING = frozenset({R.OPEN, R.CLOSED, R.ADJUDICATION})
ALIVE = frozenset({A.INVITED, A.AGREED, A.WORKING, A.SUBMITTED, A.RETURNED, A.ACCEPTED})
BEGUN = frozenset({A.AGREED, A.WORKING, A.SUBMITTED, A.RETURNED, A.ACCEPTED})
IN_HAND = frozenset({A.AGREED, A.WORKING, A.RETURNED})
TEAM, DECIDERS = frozenset({Party.TEAM}), frozenset({Party.TEAM, Party.MODERATOR})
HOLDER = frozenset({Party.HOLDER})
WATCHERS = DECIDERS | {Party.AUDITOR}
OWN = frozenset({Party.HOLDER, Party.ASKER})
ANSWERING = frozenset({Work.ANSWER, Work.REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may do it, in which states of the round and, for an assignment, in which states and works of it."""

    parties: frozenset[Party]
    rounds: frozenset[RoundState] = ALWAYS
    states: frozenset[AssignmentState] = frozenset(A)
    works: frozenset[Work] = frozenset(Work)
    queries: frozenset[QueryState] = frozenset(QueryState)
    content: bool = False
    """Whether it shows answers, or what could tell of them: in a blind stage it is open to their own author alone."""


ROUND_RULES: dict[str, Rule] = {
    "see": Rule(parties=TEAM | {Party.MEMBER}),
    "watch": Rule(parties=TEAM, content=True),
    "read-all": Rule(parties=TEAM, content=True),
    "manage": Rule(parties=TEAM, rounds=UNLOCKED),
    "open": Rule(parties=TEAM, rounds=frozenset({R.PLANNED, R.CLOSED})),
    "close": Rule(parties=TEAM, rounds=frozenset({R.OPEN})),
    "begin-adjudication": Rule(parties=TEAM, rounds=frozenset({R.CLOSED})),
    "lock": Rule(parties=TEAM, rounds=frozenset({R.ADJUDICATION})),
    "set-embargo": Rule(parties=TEAM, rounds=ALWAYS - {R.PUBLISHED}),
    "publish": Rule(parties=TEAM, rounds=frozenset({R.LOCKED})),
    "reopen": Rule(parties=TEAM, rounds=frozenset({R.LOCKED, R.PUBLISHED})),
}
CELL_RULES: dict[str, Rule] = {
    "read-decisions": Rule(parties=WATCHERS, content=True),
    "adjudicate": Rule(parties=DECIDERS, rounds=RUNNING, content=True),
    "end-blinding": Rule(parties=DECIDERS, rounds=RUNNING, content=True),
}
ASSIGNMENT_RULES: dict[str, Rule] = {
    "see": Rule(parties=WATCHERS | HOLDER, content=True),
    "know-holder": Rule(parties=TEAM | HOLDER),
    "read": Rule(parties=WATCHERS | HOLDER | {Party.READER}, states=BEGUN | {A.WITHDRAWN}, content=True),
    "agree": Rule(parties=HOLDER, rounds=UNLOCKED, states=frozenset({A.INVITED})),
    "decline": Rule(parties=HOLDER, rounds=UNLOCKED, states=frozenset({A.INVITED, A.AGREED})),
    "declare": Rule(parties=HOLDER, rounds=UNLOCKED, states=frozenset({A.INVITED, *IN_HAND})),
    "answer": Rule(parties=HOLDER, rounds=RUNNING, states=IN_HAND, works=ANSWERING),
    "remark": Rule(parties=HOLDER, rounds=RUNNING, states=IN_HAND, works=frozenset({Work.COMMENT})),
    "justify": Rule(parties=HOLDER, rounds=RUNNING, states=IN_HAND, works=ANSWERING),
    "justify-across": Rule(parties=DECIDERS, rounds=RUNNING, states=BEGUN, works=ANSWERING, content=True),
    "submit": Rule(parties=HOLDER, rounds=RUNNING, states=IN_HAND),
    "preview": Rule(parties=HOLDER, states=BEGUN, works=ANSWERING),
    "ask": Rule(
        parties=DECIDERS | {Party.PEER}, rounds=RUNNING, states=BEGUN - {A.AGREED}, works=ANSWERING, content=True
    ),
    "return": Rule(parties=DECIDERS, rounds=RUNNING, states=frozenset({A.SUBMITTED, A.ACCEPTED}), content=True),
    "accept": Rule(parties=DECIDERS, rounds=RUNNING, states=frozenset({A.SUBMITTED}), content=True),
    "withdraw": Rule(parties=TEAM, rounds=UNLOCKED, states=ALIVE),
    "reassign": Rule(parties=TEAM, rounds=UNLOCKED, states=ALIVE | {A.DECLINED}),
    "set-terms": Rule(parties=TEAM),
    "see-terms": Rule(parties=TEAM | HOLDER),
    "be-named": Rule(parties=HOLDER),
    "state-hours": Rule(parties=HOLDER, states=BEGUN | {A.WITHDRAWN}),
    "send-invoice": Rule(parties=TEAM | HOLDER),
    "settle": Rule(parties=TEAM),
}
TALKERS = WATCHERS | HOLDER | {Party.ASKER}
QUERY_RULES: dict[str, Rule] = {
    "read-query": Rule(parties=TALKERS, content=True),
    "reply": Rule(
        parties=TALKERS - {Party.AUDITOR},
        rounds=RUNNING,
        queries=frozenset({QueryState.OPEN, QueryState.ANSWERED}),
        content=True,
    ),
    "resolve": Rule(
        parties=DECIDERS | {Party.ASKER},
        rounds=RUNNING,
        queries=frozenset({QueryState.OPEN, QueryState.ANSWERED}),
        content=True,
    ),
}
RULES: dict[type, dict[str, Rule]] = {
    Round: ROUND_RULES,
    Unit: CELL_RULES,
    CellOf: CELL_RULES,
    Assignment: ASSIGNMENT_RULES,
    Query: QUERY_RULES,
}


def allowed(user: User | AnonymousUser, verb: str, thing: Thing) -> bool:
    """Whether ``user`` may do ``verb`` to ``thing`` as things stand. An unknown verb is a ``KeyError``."""
    return permits(standing(user, round_of(thing)), verb, thing)


def require(user: User | AnonymousUser, verb: str, thing: Thing) -> None:
    """Raise ``NotAllowedError`` where ``allowed`` says no."""
    if not allowed(user, verb, thing):
        raise not_allowed()


def not_allowed() -> NotAllowedError:
    return NotAllowedError(
        Problem(
            code="not-allowed",
            message=Sentence("This is not open to you now."),
            remedy=Sentence("Ask the team of the round if you think it should be."),
        )
    )


def permits(who: Standing, verb: str, thing: Thing) -> bool:
    """``allowed`` for somebody whose standing in the thing's round is known: it asks the database nothing more."""
    rule = RULES[type(thing)][verb]
    may = rule.parties & OWN if rule.content and who.blinded(unit_of(thing)) else rule.parties
    return (
        round_of(thing).state in rule.rounds
        and _fits(rule, thing)
        and not may.isdisjoint(parties(who, thing))
        and (verb not in EXTRA or EXTRA[verb](thing))
    )


def parties(who: Standing, thing: Thing) -> frozenset[Party]:
    """What somebody is to ``thing``."""
    unit, question = unit_of(thing), question_of(thing)
    subject = thing.assignment if isinstance(thing, Query) else thing
    held = isinstance(subject, Assignment) and any(a.pk == subject.pk for a in who.held)
    reads = who.reads_as(thing) if isinstance(thing, Assignment) and not who.blinded(unit) else frozenset()
    found = {
        Party.TEAM: who.team,
        Party.MEMBER: bool(who.held),
        Party.MODERATOR: unit is not None and who.has_work(Work.DECIDE, unit, question),
        Party.AUDITOR: unit is not None and who.has_work(Work.READ, unit, question),
        Party.HOLDER: held,
        Party.READER: bool(reads),
        Party.PEER: not reads.isdisjoint(ANSWERING),
        Party.ASKER: isinstance(thing, Query) and who.user.is_authenticated and thing.by_id == who.user.pk,
    }
    return frozenset(party for party, is_it in found.items() if is_it)


def round_of(thing: Thing) -> Round:
    match thing:
        case Round():
            return thing
        case Unit() | Query():
            return thing.round
        case CellOf():
            return thing.unit.round
        case Assignment():
            return thing.stage.round


def unit_of(thing: Thing) -> int | None:
    match thing:
        case Round():
            return None
        case Unit():
            return thing.pk
        case CellOf():
            return thing.unit.pk
        case Assignment() | Query():
            return thing.unit_id


def question_of(thing: Thing) -> str | None:
    match thing:
        case CellOf():
            return thing.question
        case Query():
            return thing.question.code
        case _:
            return None


def questions_read(who: Standing, other: Assignment) -> frozenset[str] | None:
    """The questions of ``other`` that are open to somebody who may read it; None is all of them."""
    if who.team or any(a.pk == other.pk for a in who.held):
        return None
    parts = [
        a.questions
        for a in who.at_work(other.unit_id)
        if a.stage.work in {Work.DECIDE, Work.READ} or other.stage.code in a.stage.reads
    ]
    return None if not all(parts) else frozenset(code for part in parts for code in part)


def _fits(rule: Rule, thing: Thing) -> bool:
    if isinstance(thing, Assignment):
        return thing.state in rule.states and thing.stage.work in rule.works
    return not isinstance(thing, Query) or thing.state in rule.queries


def _begun(assignment: Assignment) -> bool:
    """Its stage is open, interests are declared where they must be; a closed round lets in what was returned."""
    stage = assignment.stage
    opened = stage.opens_at is None or stage.opens_at <= timezone.now()
    declared = not stage.declares or assignment.declared_at is not None
    # Rounds are closed to what is still in hand, and open to what was sent back.
    running = stage.round.state == RoundState.OPEN or assignment.state == AssignmentState.RETURNED
    return opened and declared and (running or stage.work in {Work.DECIDE, Work.COMMENT})


def _previewed(assignment: Assignment) -> bool:
    return assignment.stage.round.preview


EXTRA: dict[str, Callable[[Any], bool]] = {
    "answer": _begun,
    "remark": _begun,
    "submit": _begun,
    "justify": _begun,
    "preview": _previewed,
}
"""What else must hold of the thing."""

__all__ = ["CellOf", "Party", "Standing", "allowed", "covers", "permits", "questions_read", "require", "standing"]
