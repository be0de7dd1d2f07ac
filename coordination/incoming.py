"""Letters that come in: stored whole, then shown to the rooms that may know them.

Nothing is ever lost: a letter that nobody understands waits for a person (design §4.6).
"""

import hashlib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as default_policy
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from imap_tools import MailBox, MailBoxUnencrypted

from coordination import letter_guard
from coordination.choices import DeliveryState, IncomingOutcome
from coordination.models import Delivery, IncomingMail

logger = structlog.get_logger("desk.mail")

MOST_BYTES = 10 * 1024 * 1024


def receive(raw):
    """Store a letter and settle it; the same octets twice are one letter.

    Args:
        raw: The letter as it came, bytes.

    Returns:
        The stored `IncomingMail` with its outcome.
    """
    raw = raw[:MOST_BYTES]
    message = message_from_bytes(raw, policy=default_policy)
    mail, _created = IncomingMail.objects.get_or_create(
        sha256=hashlib.sha256(raw).hexdigest(),
        defaults={
            "raw": raw,
            "message_id": header(message, "Message-ID", 250),
            "sender": parseaddr(header(message, "From", 500))[1][:254],
            "subject": header(message, "Subject", 250),
            "guard_found": letter_guard.kinds_in(message),
        },
    )
    if mail.outcome == IncomingOutcome.NEW:  # also one whose worker died before it was settled
        settle(mail, message)
    return mail


def header(message, name, longest):
    """Return a header as clean text; a broken one is empty."""
    try:
        value = str(message.get(name, ""))
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):
        return ""
    return " ".join(value.replace("\x00", "").split())[:longest]


def settle(mail, message):
    """Let the rooms look at a letter, then recognise bounces and automatic answers.

    A reader that breaks must not lose the letter: it waits for a person.
    """
    try:
        with transaction.atomic():
            taken = any(
                import_string(path)(mail, message) for path in settings.INCOMING_MAIL_READERS
            )
            if not taken:
                settle_unclaimed(mail, message)
    except Exception:
        logger.exception("mail.reader_failed", mail=mail.pk)
        mail.outcome = IncomingOutcome.UNREADABLE
        mail.reason = _("The letter could not be read; it waits for the secretary.")
    mail.reason = mail.reason[:300]
    mail.save()


def settle_unclaimed(mail, message: EmailMessage):
    """Sort a letter that no room took."""
    if is_bounce(message):
        settle_bounce(mail, message)
    elif is_automatic(message):
        mail.outcome = IncomingOutcome.AUTOMATIC
        mail.reason = _("An automatic reply, for example of somebody on leave.")
        connect(mail, message)
    else:
        mail.outcome = IncomingOutcome.UNREADABLE
        mail.reason = _("No answer could be read from this letter; please read it.")
        connect(mail, message)


def is_bounce(message):
    """Whether a letter came back: a report of failure (RFC 3464), or a mail server's own words."""
    if message.get_content_type() == "multipart/report":
        actions = {header(part, "Action", 20).lower() for part in message.walk()} - {""}
        return "failed" in actions or not (actions or is_read_receipt(message))
    sender = parseaddr(header(message, "From", 500))[1].lower()
    return sender.startswith("mailer-daemon@") or sender == "mailer-daemon"


def is_read_receipt(message):
    types = {part.get_content_type() for part in message.walk()}
    return "message/disposition-notification" in types


def is_automatic(message):
    """Whether a machine wrote it (RFC 3834); a report that is no return says nothing new."""
    submitted = header(message, "Auto-Submitted", 40).lower()
    written_by_machine = submitted not in ("", "no") or header(message, "X-Autoreply", 10)
    return bool(written_by_machine) or message.get_content_type() == "multipart/report"


def references(message):
    """Return the Message-IDs a letter speaks of: headers first, then those inside a bounce."""
    words = f"{header(message, 'In-Reply-To', 2000)} {header(message, 'References', 4000)}".split()
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            inner = part.get_payload()
            inner = (
                inner[0]
                if isinstance(inner, list) and inner
                else message_from_bytes(part.get_payload(decode=True) or b"", policy=default_policy)
            )
            words.append(header(inner, "Message-ID", 250))
    return [word for word in words if word.startswith("<")]


def letter_spoken_of(message):
    """Return the letter of ours that an incoming one answers, or None."""
    return Delivery.objects.filter(message_id__in=references(message)).first()


def connect(mail, message):
    """Put an incoming letter beside the thing that our letter was about."""
    ours = letter_spoken_of(message)
    if ours is not None:
        mail.about, mail.team_id = ours.about, ours.team_id


def settle_bounce(mail, message):
    """Mark the letter of ours that came back."""
    mail.outcome = IncomingOutcome.BOUNCE
    ours = letter_spoken_of(message)
    if ours is None:
        mail.reason = _("A returned letter; which one, it does not say.")
        return
    mail.about, mail.team_id = ours.about, ours.team_id
    mail.reason = _("The letter to %(address)s came back.") % {"address": ours.recipient}
    Delivery.objects.filter(pk=ours.pk).update(
        state=DeliveryState.BOUNCED, last_error=mail.reason[:300]
    )


def fetch(url):
    """Fetch unseen letters from an IMAP inbox and mark them as seen once they are stored.

    Args:
        url: `imaps://user:password@host:port/folder`, or `imap://` inside one machine.
    """
    parts = urlsplit(url)
    box = MailBox if parts.scheme == "imaps" else MailBoxUnencrypted
    port = parts.port or (993 if parts.scheme == "imaps" else 143)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    with box(parts.hostname, port=port, timeout=30).login(
        unquote(parts.username or ""), unquote(parts.password or ""), initial_folder=folder
    ) as inbox:
        for found in inbox.fetch("UNSEEN", mark_seen=False, limit=200):
            fetch_one(inbox, found)


def fetch_one(inbox, found):
    """Store one letter; one that cannot be stored stays unseen and keeps nobody waiting."""
    try:
        receive(found.obj.as_bytes())
    except Exception:
        logger.exception("mail.not_stored", uid=found.uid)
        return
    inbox.flag(found.uid, "\\Seen", True)
