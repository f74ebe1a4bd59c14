"""The mails that belong to a round: those about its assignments, by the keys under which they were queued."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from commonground.core.models import Mail
from commonground.fieldwork.models import ENDED, Assignment, AssignmentState, Round, RoundState
from commonground.fieldwork.queries.access import ANSWERING

ABOUT = ("invitation", "deadline_changed", "returned", "query", "wording_corrected", "reminder")
"""Mails about work that somebody has to do."""
KINDS = (*ABOUT, "withdrawn")
GONE = (Mail.State.SENDING, Mail.State.SENT, Mail.State.BOUNCED)
PAGE = 60


def held_mails(round_: Round) -> Sequence[Mail]:
    """Those that wait for somebody to let them go."""
    return list(_mails(round_).filter(state=Mail.State.HELD).order_by("pk"))


def stuck_mails(round_: Round) -> Sequence[Mail]:
    """Those that came back, were given up or not sent for their address, and that still tell their reader something."""
    states = (Mail.State.BOUNCED, Mail.State.FAILED, Mail.State.SUPPRESSED)
    rows = list(_mails(round_).filter(state__in=states).exclude(to=""))
    parts = Assignment.objects.select_related("stage").in_bulk([_part_of(mail.key) for mail in rows])
    return [mail for mail in rows if _holds(mail.template, parts[_part_of(mail.key)], round_)]


def mails_of(round_: Round, page: int | str = 1) -> Page[Mail]:
    """All others, the newest first."""
    return Paginator(_mails(round_).exclude(state=Mail.State.HELD), PAGE).get_page(page)


def mails_about(assignment: Assignment) -> QuerySet[Mail]:
    """Those about the work of one part, whatever became of them."""
    keys = Q()
    for kind in ABOUT:
        keys |= Q(key=f"{kind}:{assignment.pk}") | Q(key__startswith=f"{kind}:{assignment.pk}:")
    return Mail.objects.filter(keys)


def knows_of_it(assignment: Assignment) -> bool:
    """Whether its holder has the part in mind: they took it on, or their invitation has gone."""
    if assignment.state == AssignmentState.INVITED:
        return mails_about(assignment).filter(template="invitation", state__in=GONE).exists()
    return assignment.state not in ENDED


def _holds(template: str, part: Assignment, round_: Round) -> bool:
    """Whether what a mail of this kind says is still so: that a part has ended, or what is to be done in it."""
    if template == "withdrawn" or part.state in ENDED:
        return template == "withdrawn"
    if template == "query":
        return True
    at_work = round_.state in {RoundState.PLANNED, RoundState.OPEN} or part.stage.work not in ANSWERING
    return part.state == AssignmentState.RETURNED or (at_work and part.state != AssignmentState.ACCEPTED)


def _part_of(key: str) -> int:
    return int(key.split(":")[1])


def _mails(round_: Round) -> QuerySet[Mail]:
    """By their keys, of which the assignment's number is the second part."""
    numbers = {str(key) for key in Assignment.objects.filter(stage__round=round_).values_list("pk", flat=True)}
    rows = Mail.objects.filter(template__in=KINDS).values_list("pk", "key")
    mine = [pk for pk, key in rows if len(key.split(":")) > 1 and key.split(":")[1] in numbers]
    return Mail.objects.filter(pk__in=mine)
