"""What can be read of accounts."""

from commonground.core.queries.accounts import has_owner

__all__ = ["has_owner"]
