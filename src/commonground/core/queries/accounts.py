"""Who has an account."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from commonground.core.models import User
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence


def has_owner() -> bool:
    """Whether the installation has an owner: somebody who may do everything."""
    return User.objects.filter(is_superuser=True).exists()


def person_at(address: str) -> User:
    """The account of an address; a ``CommongroundError`` where there is none."""
    found = User.objects.filter(email=address.strip().lower()).first()
    if found is None:
        message = Sentence("There is no account for %(address)s.", address=address)
        raise CommongroundError(Problem(code="account", message=message, remedy=Sentence("Check the address.")))
    return found


def is_team(user: User) -> bool:
    """Whether a person works for an index, rather than answering for one: whoever may enter the desk does."""
    return user.is_active and (user.is_superuser or user.has_perm("wagtailadmin.access_admin"))


def names(keys: Iterable[UUID]) -> dict[UUID, str]:
    """What to call the accounts of these keys, in one query. An erased account has no name any more."""
    found = User.objects.filter(key__in={key for key in keys if key})
    return {user.key: str(user) for user in found}
