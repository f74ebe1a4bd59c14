"""Reports of mail servers: ours is noted, a dead address gets no more, anything else is left alone."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from commonground.cli.main import commands
from commonground.core.actions.bounces import read_bounce, take_bounce
from commonground.core.actions.mail import queue_mail
from commonground.core.models import Mail, Suppression
from tests.support.teams import account

pytestmark = pytest.mark.django_db
REPORT = """From: MAILER-DAEMON@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

It did not arrive.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; example.org

Final-Recipient: rfc822; ada@example.org
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 no
 such user

--B
Content-Type: {kind}

Message-ID: {message_id}
Subject: Yours

--B--
"""


@pytest.fixture
def mail() -> Mail:
    context = {"round": "Ports", "name": "Ada"}
    return queue_mail(key="k", to=account("ada"), template="reminder", context=context, by=None)


def report(mail: Mail, status: str = "5.1.1", kind: str = "message/rfc822", message_id: str = "") -> bytes:
    return REPORT.format(status=status, kind=kind, message_id=message_id or mail.message_id).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_dead_address_gets_no_more(kind, mail):
    assert take_bounce(content=report(mail, kind=kind))
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == ("bounced", "5.1.1 smtp; 550 no such user")
    assert Suppression.objects.get().reason == "bounced"


def test_a_full_mailbox_is_noted_and_written_to_again(mail):
    assert take_bounce(content=report(mail, status="5.2.2"))
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("change", [{"status": "4.4.1"}, {"message_id": "<x@y>"}, {"kind": "text/plain"}])
def test_what_is_no_failure_of_ours_is_left_alone(change, mail):
    assert not take_bounce(content=report(mail, **change))
    mail.refresh_from_db()
    assert mail.state == "queued"


@pytest.mark.parametrize("content", [b"", b"Subject: Hello\n\nNot a report.", b"\x00\xff", report.__doc__ or b"\n\n"])
def test_what_is_no_report_is_none(content, db):
    assert read_bounce(content) is None


def test_a_report_without_a_recipient_is_none(mail):
    text = report(mail).decode().replace("Status: 5.1.1\n", "")
    assert read_bounce(text.encode()) is None
    empty = report(mail).decode().replace(f"Message-ID: {mail.message_id}\n", "")
    assert read_bounce(empty.encode()) is None


def test_the_mail_server_hands_it_to_a_command(mail):
    done = CliRunner().invoke(commands, ["mail-bounce"], input=report(mail))
    assert "noted" in done.output
    assert "not about a mail of ours" in CliRunner().invoke(commands, ["mail-bounce"], input=b"Hello").output
