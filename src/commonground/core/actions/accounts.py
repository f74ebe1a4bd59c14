"""Opening accounts, and erasing the people behind them."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from commonground.core.actions.audit import record
from commonground.core.events import person_erased
from commonground.core.models import Invitation, Mail, PersonalText, User
from commonground.core.queries.trail import ERASURE
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence


@transaction.atomic
def create_owner(*, email: str, password: str) -> User:
    """Open the account of the installation's owner, who may do everything. Its address counts as confirmed."""
    email = email.strip().lower()
    check_address(email)
    if User.objects.filter(email=email).exists():
        raise problem(
            Sentence("There is an account for %(email)s already.", email=email),
            Sentence("Sign in with it, or reset its password."),
        )
    check_password(password, User(email=email))
    user = User.objects.create_superuser(email, password)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    record(by=None, verb="open-account", subject=f"account:{user.key}", detail={"role": "owner"})
    return user


@transaction.atomic
def erase_person(*, person: User, by: User | None) -> None:
    """Take away all that tells who an account's holder is; what they did stays, under the account's key.

    ``by`` is a superuser, or None at the command line. The rooms above hear of it by ``events.person_erased``.
    """
    if by and not by.is_superuser:
        raise PermissionDenied
    if person.is_superuser and not _other_owners(person):
        raise problem(Sentence("This is the only owner."), Sentence("Make another account an owner first."))
    texts = PersonalText.objects.filter(person=person.key)
    hashes = sorted(texts.values_list("hash", flat=True))
    texts.delete()
    _erase_mail(person)
    _erase_account(person)
    person_erased.send(sender=User, key=person.key)
    record(by=by, verb=ERASURE, subject=f"account:{person.key}", detail={"texts": hashes})


def check_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise problem(
            Sentence('"%(email)s" is no e-mail address.', email=email), Sentence("Write it like name@example.org.")
        ) from error


def check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise problem(" ".join(error.messages), Sentence("Choose a longer password that is hard to guess.")) from error


def problem(message: str, remedy: str) -> CommongroundError:
    return CommongroundError(Problem(code="account", message=message, remedy=remedy))


def _other_owners(person: User) -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk).exists()


def _erase_mail(person: User) -> None:
    mails = Mail.objects.filter(person=person.key) | Mail.objects.filter(to__iexact=person.email)
    mails.filter(state__in=(Mail.State.HELD, Mail.State.QUEUED)).update(state=Mail.State.CANCELLED)
    mails.update(to="", subject="", body="", person=person.key)


def _erase_account(person: User) -> None:
    Invitation.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    UserProfile.objects.filter(user=person).delete()
    of_person = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=of_person, object_id=str(person.pk)).update(label=str(person.key))
    person.groups.clear()
    person.user_permissions.clear()
    person.set_unusable_password()  # which ends every session
    person.email = f"{person.key}@erased.invalid"
    person.first_name = person.last_name = person.language = ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.save()
