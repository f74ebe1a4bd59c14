"""The link of an invitation opens one account once, until a day, by a deliberate act; all other answers are alike."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commonground.core.actions import invitations
from commonground.core.actions.invitations import accept_invitation, invite, withdraw_invitation
from commonground.core.models import AuditEntry, Invitation, User
from commonground.core.queries.invitations import link_of, token_of
from commonground.methods.errors import CommongroundError
from tests.support.teams import PASSWORD, account, client, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


@pytest.fixture
def invitation() -> Invitation:
    return invite(email=" Ada@Example.org", by=None, name="Ada King Lovelace", language="fr", destination="/tasks/")


def path(invitation: Invitation) -> str:
    return re.sub(r"^http://[^/]+", "", link_of(invitation))


def accept(browser, invitation, password=PASSWORD):
    return browser.post(path(invitation), {"password": password})


def signed_in(browser) -> bool:
    return "_auth_user_id" in browser.session


def test_an_invitation_opens_an_account_that_nobody_can_enter_otherwise(invitation):
    user = User.objects.get(email="ada@example.org")
    assert (user.first_name, user.last_name, user.language) == ("Ada King", "Lovelace", "fr")
    assert not user.has_usable_password()
    assert {entry.verb for entry in AuditEntry.objects.all()} == {"open-account", "invite"}


def test_opening_the_link_changes_nothing_and_accepting_it_signs_in(invitation):
    browser = client(None)
    for _ in range(3):  # programs that check mails open links
        page = browser.get(path(invitation))
        assert browser.head(path(invitation)).status_code == page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert not signed_in(browser)
    answer = accept(browser, invitation)
    assert answer.headers["Location"] == "/tasks/"
    assert signed_in(browser)
    later = client(None)
    later.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert signed_in(later)


def test_every_link_that_opens_nothing_is_answered_alike(invitation):
    used, old, withdrawn, closed = (invite(email=f"{n}@example.org", by=None) for n in "abcd")
    accept(client(None), used)
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    withdraw_invitation(invitation=withdrawn, by=superuser())
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    browser = client(None)
    paths = [path(each) for each in (used, old, withdrawn, closed)] + ["/accounts/invitation/unknown/"]
    answers = [
        (answer.status_code, answer.content) for each in paths for answer in (browser.get(each), post(browser, each))
    ]
    assert {status for status, _ in answers} == {410}
    assert len({re.sub(rb'name="next" value="[^"]*"', b"", content) for _, content in answers}) == 1
    assert not signed_in(browser)


def post(browser, address):
    return browser.post(address, {"password": PASSWORD})


def test_a_weak_password_uses_nothing_up(invitation):
    browser = client(None)
    assert "at least 12" in accept(browser, invitation, "short").content.decode()
    assert accept(browser, invitation, "").status_code == 200
    assert not signed_in(browser)
    assert accept(browser, invitation).status_code == 302


def test_of_two_who_use_a_link_at_once_one_gets_in(invitation, monkeypatch):
    monkeypatch.setattr(invitations, "open_invitation", lambda _token: Invitation.objects.get())
    assert accept_invitation(token=token_of(invitation), password=PASSWORD)
    assert accept_invitation(token=token_of(invitation), password=PASSWORD) is None


def test_an_account_with_a_password_keeps_it_and_says_yes_only():
    account("ada")
    browser = client(None)
    invitation = invite(email="ada@example.org", by=None)
    assert "password" not in re.findall(r'<input[^>]* name="(\w+)"', browser.get(path(invitation)).content.decode())
    accept(browser, invitation, "another quiet harbour")
    assert signed_in(browser)
    assert User.objects.get().check_password(PASSWORD)


def test_an_account_with_a_second_factor_is_asked_for_it():
    TOTP.activate(account("ada"), generate_totp_secret())
    browser = client(None)
    answer = accept(browser, invite(email="ada@example.org", by=None))
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not signed_in(browser)


def test_whoever_else_was_signed_in_is_signed_out(invitation):
    browser = client(account("bob"))
    accept(browser, invitation)
    assert browser.session["_auth_user_id"] == str(invitation.user_id)


def test_only_the_team_invites_and_withdraws(invitation):
    stranger = account("stranger")
    with pytest.raises(PermissionDenied):
        invite(email="x@example.org", by=stranger)
    with pytest.raises(PermissionDenied):
        withdraw_invitation(invitation=invitation, by=stranger)


def test_a_closed_account_and_a_bad_address_are_refused():
    User.objects.filter(pk=account("ada").pk).update(is_active=False)
    with pytest.raises(CommongroundError, match="closed"):
        invite(email="ada@example.org", by=None)
    with pytest.raises(CommongroundError, match="no e-mail address"):
        invite(email="ada", by=None)


def test_withdrawing_twice_is_written_down_once(invitation):
    by = superuser()
    for _ in range(2):
        withdraw_invitation(invitation=invitation, by=by)
    assert AuditEntry.objects.filter(verb="withdraw-invitation").count() == 1
