"""Who has an account."""

from __future__ import annotations

from commonground.core.models import User


def has_owner() -> bool:
    """Whether the installation has an owner: somebody who may do everything."""
    return User.objects.filter(is_superuser=True).exists()
