"""The policy on scripts is on every answer; where a second factor is required, nothing opens without it."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from commonground.core.models import User
from tests.support.teams import PASSWORD, client, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(settings):
    cache.clear()
    settings.REQUIRE_MFA = True
    superuser()
    browser = client(None)
    browser.raise_request_exception = True
    browser.post("/accounts/login/", {"login": "root@example.org", "password": PASSWORD})
    return browser


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize("address", ["/accounts/login/", "/desk/", "/api/v1/openapi.json", "/nowhere"])
def test_every_answer_carries_the_policy(address):
    policy = client(None).get(address).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("address", ["/desk/", "/desk/users/", "/rounds/", "/tasks/", "/api/v1/indices", "/"])
def test_a_password_alone_opens_the_account_pages_only(browser, address):
    answer = browser.get(address)
    assert answer.headers["Location"].startswith("/accounts/2fa/totp/activate/?next=")
    assert browser.get("/accounts/2fa/").status_code == 200
    asked = browser.get(answer.headers["Location"], follow=True)  # for the password again, and not round in circles
    assert [target.partition("?")[0] for target, _status in asked.redirect_chain] == ["/accounts/reauthenticate/"]
    assert asked.status_code == 200


def test_nobody_is_seen_as_before_a_second_factor_is_shown(browser):
    person = User.objects.create_user("ada@example.org", PASSWORD)
    answer = browser.post("/accounts/view-as/", {"person": str(person.key)})
    assert answer.headers["Location"].startswith("/accounts/2fa/totp/activate/")
    assert "viewed" not in browser.session


def test_showing_a_code_opens_the_desk(browser):
    user = User.objects.get()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    answer = browser.get("/desk/")
    assert answer.headers["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fdesk%2F"
    shown = browser.post(answer.headers["Location"], {"code": code(secret), "next": "/desk/"})
    assert shown.headers["Location"] == "/desk/"
    assert browser.get("/desk/").status_code == 200


def test_who_is_not_signed_in_is_asked_for_nothing(settings):
    settings.REQUIRE_MFA = True
    assert client(None).get("/accounts/login/").status_code == 200
