"""What is kept of a round: its audit trail, its mails, its hours and fees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from commonground.core.actions.mail import cancel_mail, release_mail
from commonground.core.exporters import Spreadsheet
from commonground.core.queries.trail import verify
from commonground.fieldwork.actions.notices import send_stuck
from commonground.fieldwork.queries.mails import held_mails, mails_of, stuck_mails
from commonground.fieldwork.queries.people import terms_of
from commonground.fieldwork.queries.rounds_trail import trail, whole_trail
from commonground.fieldwork.views.rounds.door import Entered, entered
from commonground.methods.canonical import canonical

if TYPE_CHECKING:
    from django.http import HttpResponse


@entered("watch")
def audit_trail(on: Entered) -> HttpResponse:
    words = on.asked.get("q", "")
    report = verify(on.round.key)[0] if "verify" in on.asked else None
    return on.page("trail", rows=trail(on.round, words=words, page=on.asked.get("page", 1)), words=words, report=report)


@entered("watch")
def trail_csv(on: Entered) -> HttpResponse:
    rows = [
        (
            each.entry.number,
            each.entry.at.isoformat(timespec="seconds"),
            each.who,
            each.entry.verb,
            each.entry.subject,
            canonical(each.entry.detail),
            each.entry.personal,
            each.entry.previous_hash,
            each.entry.hash,
        )
        for each in whole_trail(on.round)
    ]
    header = ("number", "at", "who", "verb", "subject", "detail", "personal", "previous_hash", "hash")
    return Spreadsheet(name=f"{on.round.index.code}-{on.round.number}-trail", header=header, rows=rows).response("csv")


@entered("watch", post=True)
def mails(on: Entered) -> HttpResponse:
    """The mails about a round; those that are held can be read here before they go."""
    if on.request.method == "POST":
        on.require("manage")
        wanted = set(on.posted.getlist("key"))
        if "again" in on.posted:
            n = send_stuck(round_=on.round, keys=wanted, by=on.user)
            return on.done(
                ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", n) % {"n": n}, "mails"
            )
        keys = [mail.key for mail in held_mails(on.round) if mail.key in wanted]
        if "cancel" in on.posted:
            n = cancel_mail(keys=keys, by=on.user)
            told = ngettext("%(n)s mail was taken back.", "%(n)s mails were taken back.", n)
        else:
            n = release_mail(keys=keys, by=on.user)
            told = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", n)
        return on.done(told % {"n": n}, "mails")
    rows = mails_of(on.round, on.asked.get("page", 1))
    stuck = {mail.pk for mail in stuck_mails(on.round)}
    return on.page("mails", held=held_mails(on.round), rows=rows, stuck=stuck)


@entered("watch")
def terms(on: Entered) -> HttpResponse:
    return on.page("terms", terms=terms_of(on.round, on.who))


@entered("watch")
def terms_csv(on: Entered) -> HttpResponse:
    """A line for each part, as a table to write invoices from."""
    rows = [
        (
            row.assignment.pk,
            row.name,
            row.email,
            row.assignment.contributor.pseudonym,
            row.assignment.unit.place.code,
            row.assignment.stage.code,
            row.assignment.state,
            row.assignment.submitted_at.date() if row.assignment.submitted_at else "",
            float(row.assignment.hours_agreed) if row.assignment.hours_agreed is not None else None,
            float(row.assignment.fee) if row.assignment.fee is not None else None,
            row.assignment.currency,
        )
        for row in terms_of(on.round, on.who).rows
    ]
    header = ("part", "name", "email", "pseudonym", "unit", "stage", "state", "submitted", "hours", "fee", "currency")
    return Spreadsheet(name=f"{on.round.index.code}-{on.round.number}-fees", header=header, rows=rows).response("csv")
