"""Opening accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from commonground.core.actions.audit import record
from commonground.core.models import User
from commonground.methods.errors import CommongroundError, Problem


@transaction.atomic
def create_owner(*, email: str, password: str) -> User:
    """Open the account of the installation's owner, who may do everything. Its address counts as confirmed."""
    email = email.strip().lower()
    _check(email, password)
    user = User.objects.create_superuser(email, password)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    record(by=None, verb="open-account", subject=f"account:{user.key}", detail={"role": "owner"})
    return user


def _check(email: str, password: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise _problem(f'"{email}" is no e-mail address.', "Write it like name@example.org.") from error
    if User.objects.filter(email=email).exists():
        raise _problem(f"There is an account for {email} already.", "Sign in with it, or reset its password.")
    try:
        validate_password(password, User(email=email))
    except ValidationError as error:
        raise _problem(" ".join(error.messages), "Choose a longer password that is hard to guess.") from error


def _problem(message: str, remedy: str) -> CommongroundError:
    return CommongroundError(Problem(code="account", message=message, remedy=remedy))
