"""What the rooms above hear of this one."""

from __future__ import annotations

from django.dispatch import Signal

person_erased = Signal()
"""A person is being erased, by the ``key`` of the account. Sent inside the transaction: all of it is done, or none."""
