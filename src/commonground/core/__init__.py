"""Accounts, places, and the audit trail."""
