"""A mail (.eml): its plain part, else its HTML; subject, sender and date as its head gives them."""

import email
import email.utils
from email import policy
from email.errors import MessageError
from email.message import EmailMessage

from dateline.documents.fragment import fragment_text
from dateline.errors import FileDamaged, PageWithoutText


def mail_text(data: bytes, subject: str) -> tuple[str, str | None, str | None, str | None]:
    """Text, title, sender's name and ISO day; FileDamaged, or PageWithoutText where only attachments are in it."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        title, sender, date = (_head(message, name) for name in ("Subject", "From", "Date"))
        part = message.get_body(preferencelist=("plain", "html"))
        text = "" if part is None else str(part.get_content())
        kind = "" if part is None else part.get_content_type()
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise FileDamaged(subject, f"the mail cannot be taken apart: {type(error).__name__}: {error}"[:200]) from error
    if kind == "text/html":
        text = fragment_text(text, subject)
    if not text.strip():
        raise PageWithoutText(subject, "a mail without text of its own")
    name = email.utils.parseaddr(sender or "")[0] or None
    return text, title, name, _day(date)


def _head(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else str(value).strip() or None


def _day(value: str | None) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(value or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
