"""Accounts are opened by the team, never by a stranger; signing in is slow to guess at."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from commonground.core.actions.accounts import create_owner
from commonground.core.models import AuditEntry, User
from commonground.methods.errors import CommongroundError
from tests.support.teams import PASSWORD, account, client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


def sign_in(browser, email: str, password: str):
    return browser.post("/accounts/login/", {"login": email, "password": password})


def test_the_owner_may_do_everything_and_signs_in_by_e_mail():
    owner = create_owner(email=" Ada@Example.org ", password=PASSWORD)
    assert (owner.email, owner.is_superuser) == ("ada@example.org", True)
    assert EmailAddress.objects.get(user=owner).verified
    assert AuditEntry.objects.get().subject == f"account:{owner.key}"
    browser = client(None)
    assert sign_in(browser, "ADA@example.org", PASSWORD).headers["Location"] == "/rounds/"
    assert browser.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password", "says"),
    [
        ("nobody", PASSWORD, "name@example.org"),
        ("ada@example.org", PASSWORD, "already"),
        ("new@example.org", "short", "longer password"),
        ("new@example.org", "123456789012345", "hard to guess"),
    ],
)
def test_an_owner_with_a_bad_address_or_password_is_refused_with_a_remedy(email, password, says):
    create_owner(email="ada@example.org", password=PASSWORD)
    with pytest.raises(CommongroundError, match=says):
        create_owner(email=email, password=password)
    assert User.objects.count() == 1


def test_nobody_signs_up():
    answer = client(None).post(
        "/accounts/signup/", {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "There is no sign-up" in answer.content.decode()
    assert User.objects.count() == 0


def test_guessing_a_password_is_stopped():
    account("ada")
    browser = client(None)
    answers = [sign_in(browser, "ada@example.org", f"guess {n}").content.decode() for n in range(6)]
    assert "Too many failed" in answers[-1]
    assert "Too many failed" in sign_in(browser, "ada@example.org", PASSWORD).content.decode()


def test_a_password_is_reset_by_e_mail():
    account("ada")
    browser = client(None)
    browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = browser.get(link).headers["Location"]
    browser.post(form, {"password1": "another quiet harbour", "password2": "another quiet harbour"})
    assert User.objects.get().check_password("another quiet harbour")


def test_asking_for_an_unknown_address_gives_no_account_away():
    account("ada")
    browser = client(None)
    known, unknown = (browser.post("/accounts/password/reset/", {"email": f"{n}@example.org"}) for n in ("ada", "bob"))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_an_inactive_account_is_at_no_desk(db):
    user = account("ada")
    browser = client(user)
    User.objects.update(is_active=False)
    assert browser.get("/desk/").status_code == 302
