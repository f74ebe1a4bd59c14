"""The signature of a workbook's manifest: an HMAC under the key of the server, and under those that were before it."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

SALT = "commonground.fieldwork.actions.offline"


def sign(text: str) -> str:
    """The signature of ``text``."""
    return Signer(salt=SALT, algorithm="sha256").signature(text)


def is_signed(text: str, signature: str) -> bool:
    """Whether this server gave ``text`` this signature."""
    try:
        Signer(salt=SALT, algorithm="sha256").unsign(f"{text}:{signature}")
    except BadSignature:
        return False
    return True
