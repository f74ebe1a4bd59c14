"""Verbs that write: each one transaction, each checking permission once."""
