"""A person is erased: nothing tells who they were, what they did stays, and the chain still holds."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder

from commonground.core.actions.accounts import erase_person
from commonground.core.actions.audit import record
from commonground.core.actions.invitations import invite
from commonground.core.actions.mail import queue_mail
from commonground.core.actions.sending import Sending, send_due
from commonground.core.events import person_erased
from commonground.core.models import AuditEntry, PersonalText, User
from commonground.core.queries import names
from commonground.core.queries.trail import verify
from commonground.methods.errors import CommongroundError
from tests.support.teams import account, client, superuser

pytestmark = pytest.mark.django_db
WORD = "Lovelace"


@pytest.fixture
def ada() -> User:
    user = account("lovelace")
    user.first_name, user.last_name = "Ada", WORD
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    TOTP.activate(user, generate_totp_secret())
    invitation = invite(email=user.email, by=None, chain="round:ports/2025")
    context = {"round": "Ports", "name": WORD}
    queue_mail(key="k1", to=user, template="invitation", context=context, by=None, invitation=invitation)
    record(by=user, verb="v", subject="s", detail={}, chain="round:ports/2025", personal={"why": WORD}, about=user)
    return user


def everything() -> str:
    """All that stands in any table of the database."""
    rows = [list(model._base_manager.values()) for model in apps.get_models()]
    return json.dumps(rows, cls=DjangoJSONEncoder).lower()


def test_nothing_tells_who_it_was_and_the_chains_hold(ada):
    key, before = ada.key, AuditEntry.objects.count()
    assert WORD.lower() in everything()
    erase_person(person=ada, by=superuser())
    assert WORD.lower() not in everything()
    assert [fault for report in verify() for fault in report.faults] == []
    assert [report.erased for report in verify()] == [0, 1]
    assert AuditEntry.objects.filter(by=key).count() == 1
    assert AuditEntry.objects.count() > before
    assert PersonalText.objects.count() == 0


def test_what_was_to_be_sent_to_them_is_not(ada):
    erase_person(person=ada, by=None)
    assert send_due() == Sending()


def test_they_are_signed_out_and_cannot_come_back(ada):
    browser = client(ada)
    erase_person(person=ada, by=None)
    assert browser.get("/accounts/email/").headers["Location"].startswith("/accounts/login/")


def test_the_rooms_above_hear_of_it(ada):
    heard = []

    def hear(key, **_):
        heard.append(key)

    person_erased.connect(hear)
    erase_person(person=ada, by=None)
    person_erased.disconnect(hear)
    assert heard == [ada.key]


def test_only_the_owner_erases_and_never_the_last_owner(ada):
    with pytest.raises(PermissionDenied):
        erase_person(person=ada, by=ada)
    root = superuser()
    with pytest.raises(CommongroundError, match="only owner"):
        erase_person(person=root, by=root)
    second = User.objects.create_superuser("second@example.org")
    erase_person(person=root, by=second)
    assert not User.objects.get(pk=root.pk).is_superuser


def test_accounts_are_called_by_their_names(ada):
    assert names([ada.key, None]) == {ada.key: "Ada Lovelace"}
