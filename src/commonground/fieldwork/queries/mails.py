"""The mails that belong to a round: those about its assignments, by the keys under which they were queued."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from commonground.core.models import Mail
from commonground.fieldwork.models import ENDED, Assignment, AssignmentState, Round

ABOUT = ("invitation", "deadline_changed", "returned", "query", "wording_corrected", "reminder")
"""Mails about work that somebody has to do."""
KINDS = (*ABOUT, "withdrawn")
GONE = (Mail.State.SENDING, Mail.State.SENT, Mail.State.BOUNCED)
PAGE = 60


def held_mails(round_: Round) -> Sequence[Mail]:
    """Those that wait for somebody to let them go."""
    return list(_mails(round_).filter(state=Mail.State.HELD).order_by("pk"))


def stuck_mails(round_: Round) -> Sequence[Mail]:
    """Those that came back, were given up, or were not sent because their address gets no mail."""
    states = (Mail.State.BOUNCED, Mail.State.FAILED, Mail.State.SUPPRESSED)
    return list(_mails(round_).filter(state__in=states).exclude(to=""))


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


def _mails(round_: Round) -> QuerySet[Mail]:
    """By their keys, of which the assignment's number is the second part."""
    numbers = {str(key) for key in Assignment.objects.filter(stage__round=round_).values_list("pk", flat=True)}
    rows = Mail.objects.filter(template__in=KINDS).values_list("pk", "key")
    mine = [pk for pk, key in rows if len(key.split(":")) > 1 and key.split(":")[1] in numbers]
    return Mail.objects.filter(pk__in=mine)
