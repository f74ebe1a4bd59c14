"""Mails that came back later: what a mail server hands us about them (RFC 3464)."""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser, HeaderParser

from commonground.core.actions.mail import record_bounce
from commonground.core.actions.sending import DEAD_ADDRESS
from commonground.core.queries.mail import one_line

BIGGEST = 1_000_000
PERMANENT = "5."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """Which of our mails came back, and why."""

    message_id: str
    status: str
    detail: str

    @property
    def failed(self) -> bool:
        """Whether it will not be delivered any more; a delay is no failure."""
        return self.status.startswith(PERMANENT)


def take_bounce(*, content: bytes) -> bool:
    """Note that a mail came back, and send its address no more where there is none such. False where it is not ours."""
    bounce = read_bounce(content)
    if bounce is None or not bounce.failed:
        return False
    dead = bounce.status.startswith(DEAD_ADDRESS)
    return record_bounce(message_id=bounce.message_id, detail=bounce.detail, permanent=dead)


def read_bounce(content: bytes) -> Bounce | None:
    """A report on a delivery; None where the mail is none."""
    message = BytesParser(policy=policy.default).parsebytes(content[:BIGGEST])
    status = detail = ours = ""
    for part in message.walk():
        match part.get_content_type():
            case "message/delivery-status":
                status, detail = _status(part) or (status, detail)
            case "message/rfc822" | "text/rfc822-headers":
                ours = ours or _message_id(part)
    if not (status and ours):
        return None
    return Bounce(message_id=ours, status=status, detail=one_line(f"{status} {detail}"))


def _status(part: Message) -> tuple[str, str] | None:
    """The first recipient's; the first block tells of the server."""
    for block in part.get_payload():
        if isinstance(block, Message) and block.get("Status"):
            return str(block["Status"]).strip(), str(block.get("Diagnostic-Code", ""))
    return None


def _message_id(part: Message) -> str:
    """Of the mail that came back: whole, or its headers alone."""
    if part.get_content_type() == "text/rfc822-headers" and isinstance(part, EmailMessage):
        return str(HeaderParser().parsestr(part.get_content()).get("Message-ID", "")).strip()
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return str(first.get("Message-ID", "")).strip() if isinstance(first, Message) else ""
