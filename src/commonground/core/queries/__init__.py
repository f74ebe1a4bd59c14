"""What can be read of accounts and of the audit trail."""

from commonground.core.queries.accounts import has_owner, is_team, names

__all__ = ["has_owner", "is_team", "names"]
