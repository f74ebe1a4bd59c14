"""Mails: written down with what they tell of, sent once, never missed, and nothing in them is more than text."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from commonground.core.actions.invitations import invite
from commonground.core.actions.mail import (
    cancel_mail,
    lift_suppression,
    queue_mail,
    record_bounce,
    release_mail,
    send_again,
    suppress,
)
from commonground.core.actions.sending import LEASE, TRIES, Sending, recover_mail, send_due, send_test
from commonground.core.models import Mail, Suppression
from commonground.core.queries.invitations import link_of, token_of
from commonground.core.queries.mail import PERSONAL_LINK, outbox_state, preview_mail
from commonground.methods.errors import CommongroundError
from tests.support.teams import account

pytestmark = pytest.mark.django_db
CONTEXT = {
    "round": "Ports 2025",
    "unit": "Zan",
    "name": "Ada",
    "deadline": dt.date(2025, 4, 3),
    "before": dt.date(2025, 3, 3),
    "path": "/tasks/7",
    "text": "Please add the law.",
    "question": "A1",
    "left": 3,
}
TEMPLATES = ("invitation", "reminder", "query", "returned", "deadline_changed")


class Server(BaseEmailBackend):
    """A mail server of the test's own, which answers as it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error, self.taken = error, []

    def send_messages(self, messages):
        self.taken += messages
        if self.error:
            raise self.error
        return len(messages)


def refused(code: int, words: bytes) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"ada@example.org": (code, words)})


@pytest.fixture
def ada():
    return account("ada")


@pytest.fixture
def ask(ada):
    def ask(**changes):
        return queue_mail(**{"key": "k1", "to": ada, "template": "reminder", "context": CONTEXT, "by": None} | changes)

    return ask


def state(key: str = "k1") -> str:
    return Mail.objects.get(key=key).state


def due_now() -> None:
    Mail.objects.update(due_at=timezone.now())


def test_a_mail_goes_once_however_often_it_is_asked_for(ask):
    assert ask() == ask(context=CONTEXT | {"left": 99})
    assert send_due() == Sending(sent=1)
    assert send_due() == Sending()
    sent = django_mail.outbox[0]
    assert (sent.to, sent.subject) == (["ada@example.org"], "Reminder: Ports 2025, Zan")
    assert "3 questions are without an answer." in sent.body
    assert "http://127.0.0.1:8000/tasks/7" in sent.body
    assert sent.extra_headers["Message-ID"] == Mail.objects.get().message_id
    assert outbox_state().counts == {"sent": 1}


def test_what_is_undone_takes_its_mail_with_it(ask):
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert send_due() == Sending()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["en-gb", "fr", "ar"])
def test_every_mail_is_written_in_every_language(template, language):
    shown = preview_mail(template=template, context=CONTEXT | {"link": "https://x"}, language=language)
    english = preview_mail(template=template, context=CONTEXT | {"link": "https://x"})
    assert "Ports 2025" in shown.subject
    assert "https://x" in shown.body
    assert "2025" in shown.body
    assert "&" not in shown.body
    assert (shown.body == english.body) is (language == "en-gb")
    assert (shown.subject == english.subject) is (language == "en-gb")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_mail_says_no_more_than_is_known(template):
    shown = preview_mail(template=template, context={"round": "Ports", "deadline": dt.date(2025, 4, 3)})
    assert "Hello," in shown.body
    assert "None" not in shown.body
    assert "{" not in shown.body


def test_a_mail_is_in_the_language_of_its_reader(ask, ada):
    ada.language = "fr"
    assert (ask().language, ask(key="k2", language="xx").language) == ("fr", "en-gb")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_no_text_becomes_a_header(ask, break_):
    words = f"Ports{break_}Bcc: thief@example.org"
    ask(context=CONTEXT | {"round": words, "unit": words})
    send_due()
    sent = django_mail.outbox[0]
    assert sent.subject.splitlines() == [sent.subject]
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["ada@example.org"]


def test_texts_are_not_instructions_to_the_template(ask):
    ask(context=CONTEXT | {"text": "{{ link }} {% now 'Y' %} <b>&amp;"})
    assert "{{ link }} {% now 'Y' %} <b>&amp;" in Mail.objects.get().body


def test_control_characters_are_left_out_of_the_text(ask):
    assert "a\tb\nc" in ask(context=CONTEXT | {"text": "a\tb\r\nc\x00\x1b[31m"}).body
    assert "\x1b" not in Mail.objects.get().body


@pytest.mark.parametrize("address", ["nobody", "a@example.org\nBcc: b@example.org", "a@example.org,b@example.org", ""])
def test_what_is_no_address_is_refused(ask, address):
    with pytest.raises(CommongroundError, match="no e-mail address"):
        ask(to=address)


def test_a_held_mail_waits_until_it_is_let_go(ask, ada):
    ask(held=True)
    assert send_due() == Sending()
    assert release_mail(keys=["k1", "other"], by=ada) == 1
    assert send_due() == Sending(sent=1)
    assert release_mail(keys=["k1"], by=ada) == 0


def test_a_mail_is_cancelled_before_it_goes_and_not_after(ask):
    ask()
    assert cancel_mail(keys=["k1"], by=None) == 1
    ask(key="k2")
    assert send_due() == Sending(sent=1)
    assert cancel_mail(keys=["k1", "k2"], by=None) == 0
    assert (state("k1"), state("k2")) == ("cancelled", "sent")


def test_a_mail_is_not_sent_before_it_is_due(ask):
    ask(due_at=timezone.now() + dt.timedelta(hours=1))
    assert send_due() == Sending()


def test_a_suppressed_address_gets_nothing(ask, ada):
    ask()
    suppress(address=" ADA@example.org ", reason="asked", by=None)
    assert (state(), ask(key="k2").state) == ("suppressed", "suppressed")
    assert send_due() == Sending()
    assert lift_suppression(address="ada@example.org", by=ada)
    assert not lift_suppression(address="ada@example.org", by=ada)
    assert ask(key="k3").state == "queued"


def test_an_address_suppressed_at_the_last_moment_gets_nothing(ask):
    ask()
    suppress(address="ada@example.org", reason="asked", by=None)
    Mail.objects.update(state="queued")
    assert send_due() == Sending()
    assert state() == "suppressed"


@pytest.mark.parametrize("error", [OSError("no route"), smtplib.SMTPServerDisconnected("gone"), refused(451, b"later")])
def test_a_server_that_is_not_there_is_tried_again_later_and_later(ask, error):
    ask()
    waits = []
    for _ in range(TRIES):
        due_now()
        outcome = send_due(connection=Server(error))
        waits.append((Mail.objects.get().due_at - timezone.now()).total_seconds() / 60)
        if outcome == Sending(failed=1):
            break
        assert outcome == Sending(later=1)
    assert [round(wait) for wait in waits[:6]] == [1, 5, 15, 60, 180, 360]
    assert len(waits) == TRIES
    assert state() == "failed"
    assert Mail.objects.get().problem


def test_a_mail_that_was_put_off_goes_when_the_server_is_back(ask):
    ask()
    send_due(connection=Server(OSError("no route")))
    assert send_due() == Sending()
    due_now()
    assert send_due() == Sending(sent=1)
    assert Mail.objects.get().problem == ""


def test_a_dead_address_bounces_and_gets_no_more(ask):
    ask()
    assert send_due(connection=Server(refused(550, b"5.1.1 no such user"))) == Sending(failed=1)
    assert (state(), ask(key="k2").state) == ("bounced", "suppressed")


def test_a_refusal_that_is_about_us_bounces_without_suppressing(ask):
    ask()
    send_due(connection=Server(refused(550, b"5.7.1 relaying denied")))
    assert (state(), Suppression.objects.count()) == ("bounced", 0)


def test_what_no_header_can_hold_fails_at_once(ask):
    ask()
    Mail.objects.update(subject="two\nlines")
    assert send_due() == Sending(failed=1)
    assert state() == "failed"


def test_a_bounce_that_comes_back_later_is_noted(ask):
    mail = ask()
    send_due()
    assert record_bounce(message_id=mail.message_id, detail="mailbox full", permanent=False)
    assert (state(), Suppression.objects.count()) == ("bounced", 0)
    assert not record_bounce(message_id="<other>", detail="", permanent=True)


def test_what_came_back_is_tried_again_where_its_owner_has_not_asked_for_silence(ask, ada):
    mail = ask()
    record_bounce(message_id=mail.message_id, detail="5.1.1", permanent=True)
    assert state() == "bounced"
    assert send_again(keys=["k1", "k2"], by=ada) == 1
    assert (state(), Suppression.objects.count()) == ("queued", 0)
    assert send_again(keys=["k1"], by=ada) == 0
    suppress(address=mail.to, reason=Suppression.Reason.ASKED, by=None)
    assert state() == "suppressed"
    assert send_again(keys=["k1"], by=ada) == 0
    assert state() == "suppressed"


def test_a_mail_that_was_given_up_is_tried_again(ask, ada):
    ask()
    Mail.objects.update(state="failed")
    assert send_again(keys=["k1"], by=ada) == 1
    assert send_due() == Sending(sent=1)


def test_the_mail_of_a_sender_that_died_is_taken_back_and_no_other(ask):
    ask()
    Mail.objects.update(state="sending", claimed_at=timezone.now())
    assert recover_mail() == 0
    assert recover_mail(now=timezone.now() + LEASE + dt.timedelta(seconds=1)) == 1
    due_now()
    assert send_due() == Sending(sent=1)


class Cancelling(Server):
    """While it answers, what it was given is taken back."""

    def send_messages(self, messages):
        cancel_mail(keys=["k1"], by=None)
        return super().send_messages(messages)


def test_a_mail_that_is_cancelled_while_it_is_sent_goes_now_or_never(ask):
    ask()
    assert send_due(connection=Cancelling(OSError("no route"))) == Sending()
    assert state() == "cancelled"
    assert recover_mail(now=timezone.now() + LEASE * 2) == 0
    Mail.objects.update(state="queued")
    assert send_due(connection=Cancelling()) == Sending(sent=1)
    assert state() == "sent"


class Died(BaseException):
    """As by ``kill -9``: nothing that follows is done."""


def test_a_crash_doubles_one_mail_at_most_and_loses_none(ask):
    for n in range(5):
        ask(key=f"k{n}")
    server = Server(Died())
    with pytest.raises(Died):
        send_due(connection=server)  # taken by the server, and not marked
    recover_mail(now=timezone.now() + LEASE + dt.timedelta(seconds=1))
    due_now()
    server.error = None
    assert send_due(connection=server) == Sending(sent=5)
    ids = [message.extra_headers["Message-ID"] for message in server.taken]
    assert (len(ids), len(set(ids))) == (6, 5)


def test_the_outbox_never_holds_a_link_that_opens_an_account(ask, ada, settings):
    here, settings.SITE_ADDRESS = settings.SITE_ADDRESS, "http://127.0.0.1:8123"
    invitation = invite(email="ada@example.org", by=None)
    opens = link_of(invitation)
    mail = ask(template="invitation", invitation=invitation)
    assert PERSONAL_LINK in mail.body
    assert token_of(invitation) not in str(list(Mail.objects.values())) + str(invitation.__dict__)
    settings.SITE_ADDRESS = here  # whoever sends may be started with another port than the site
    send_due()
    assert opens in django_mail.outbox[0].body


def test_an_invitation_goes_to_its_holder_only(ask):
    with pytest.raises(CommongroundError, match="holder"):
        ask(to="thief@example.org", template="invitation", invitation=invite(email="ada@example.org", by=None))


def test_the_outbox_says_since_when_it_waits(ask):
    assert outbox_state().overdue_since is None
    mail = ask()
    assert outbox_state().overdue_since == mail.due_at


def test_a_test_of_the_mail_says_what_came_of_it(settings):
    with pytest.raises(CommongroundError, match="nothing left this machine"):
        send_test(address="ada@example.org")
    settings.EMAIL_HOST = "mail.example"
    assert "took a mail to ada@example.org" in send_test(address=" ADA@example.org")
    assert django_mail.outbox[-1].to == ["ada@example.org"]
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    with pytest.raises(CommongroundError, match="could not be sent"):
        send_test(address="ada@example.org")
