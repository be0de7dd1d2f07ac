"""The postman: claims waiting letters under a lease, sends them, writes down what happened.

Exactly-once over SMTP does not exist (quality §3). A claimed letter still waits; it is marked as
being sent just before the server sees it, and its result is written before the next is touched.
If the worker dies, the leases run out: the one letter that was in hand goes once more with the
same Message-ID and is recorded as unsure, the others go as if nothing had happened.
"""

import smtplib
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection as database
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import mime
from coordination.choices import DeliveryState
from coordination.models import Delivery

logger = structlog.get_logger("desk.mail")

LEASE = timedelta(minutes=5)
# A letter that a slow server drags out to the end: each of its steps may take the whole timeout.
LONGEST_LETTER = timedelta(minutes=2)
BATCH = 50
WAITS = [1, 2, 5, 15, 60, 240, 720, 1440]
RESULT = ["state", "attempts", "leased_until", "accepted_at", "due_at", "last_error", "unconfirmed"]
# What the server says of the desk itself; no letter is to blame, so none is given up for it.
ABOUT_THE_DESK = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
)


class BrokenOff(OSError):
    """The connection ended while a letter was handed over: the server may have it or not."""


def due(at):
    """Letters to send now: due, not leased, and first of their stream."""
    earlier = Delivery.objects.waiting().filter(stream=OuterRef("stream"), pk__lt=OuterRef("pk"))
    return (
        Delivery.objects.waiting()
        .filter(due_at__lte=at)
        .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=at))
        .filter(Q(stream="") | ~Exists(earlier))
        .order_by("pk")
    )


@transaction.atomic
def claim(at, most=BATCH):
    """Lease up to `most` letters to this worker and return them."""
    rows = due(at)
    if database.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    claimed = list(rows.prefetch_related("attachments")[:most])
    for row in claimed:
        if row.state == DeliveryState.SENDING:
            row.state, row.unconfirmed = DeliveryState.PENDING, True
        row.leased_until = at + LEASE
    Delivery.objects.bulk_update(claimed, ["state", "leased_until", "unconfirmed"])
    prefetch_related_objects(claimed, "attachments")
    return claimed


def send_waiting(most=None):
    """Send letters until none is due or `most` have gone; return how many were accepted.

    Several workers may do this at once: each claims other rows. One connection carries a batch.
    """
    left = most or settings.MAIL_PER_SWEEP
    accepted = 0
    server = get_connection(fail_silently=False)
    try:
        while left > 0:
            batch = claim(timezone.now(), min(BATCH, left))
            if not batch or not reaches(server, batch):
                break
            left -= len(batch)
            accepted += deliver(batch, server)
    finally:
        close(server)
    return accepted


def reaches(server, batch):
    """Open the connection; where that fails, put the whole batch off without trying each letter."""
    try:
        server.open()
    except OSError as trouble:
        close(server)
        for row in batch:
            row.attempts += 1
            settle_trouble(row, trouble)
        Delivery.objects.bulk_update(batch, RESULT)
        return False
    return True


def deliver(batch, server):
    """Send a claimed batch over one connection; return how many letters were accepted."""
    accepted = 0
    write_down(None, batch[0])
    for row, following in zip(batch, [*batch[1:], None], strict=True):
        accepted += attempt(row, server)
        write_down(row, following)
    return accepted


@transaction.atomic
def write_down(row, following):
    """Keep the result of one letter and take the next in hand, in one transaction."""
    if row is not None:
        result = {name: getattr(row, name) for name in RESULT}
        Delivery.objects.filter(pk=row.pk).update(**result)
    if following is not None:
        following.state = DeliveryState.SENDING
        following.attempts += 1
        Delivery.objects.filter(pk=following.pk).update(
            state=following.state, attempts=following.attempts
        )


def attempt(row, server):
    """Try to send one letter and note on it what happened; return whether it was accepted."""
    if timezone.now() > row.leased_until - LONGEST_LETTER:
        give_back(row)
        return False
    try:
        post(row, server)
    except OSError as trouble:  # smtplib's own are among them
        row.unconfirmed |= isinstance(trouble, BrokenOff)
        settle_trouble(row, trouble)
        if not leaves_the_line_open(trouble):
            close(server)
    except (ValueError, UnicodeError) as mistake:
        settle_failed(row, _("The letter cannot be written: %(why)s") % {"why": mistake})
    except Exception as mistake:
        # One broken letter must not keep those behind it waiting for ever.
        logger.exception("mail.unforeseen", delivery=row.pk)
        settle_trouble(row, mistake)
    else:
        settle_accepted(row)
        return True
    return False


def leaves_the_line_open(trouble):
    """Whether the server refused this letter alone; with 421 it hangs up (RFC 5321 §3.8)."""
    of_this_letter = isinstance(trouble, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return of_this_letter and answer_of(trouble)[0] != 421


def post(row, server):
    """Hand one letter to the server; an SMTP server gets an envelope for one person."""
    octets = mime.octets_of(row)
    if isinstance(getattr(server, "host", None), str):
        server.open()
        try:
            server.connection.sendmail(settings.DESK_EMAIL, [row.recipient], octets)
        except smtplib.SMTPServerDisconnected as lost:
            raise BrokenOff(str(lost)) from lost
        return
    message = message_from_bytes(octets, policy=SMTP)
    server.send_messages([Ready(message, row.recipient)])


class Ready:
    """A finished message in the shape that Django's other mail backends take."""

    def __init__(self, message, recipient):
        self._message, self.to = message, [recipient]
        self.from_email, self.subject = settings.DESK_EMAIL, message["Subject"]
        self.cc, self.bcc, self.body = [], [], ""

    def message(self):
        return self._message

    def recipients(self):
        return self.to


def settle_accepted(row):
    row.state = DeliveryState.UNSURE if row.unconfirmed else DeliveryState.SENT
    row.accepted_at, row.leased_until, row.last_error = timezone.now(), None, ""


def give_back(row):
    """Put a letter back that this worker can no longer send within its lease."""
    row.state, row.leased_until = DeliveryState.PENDING, None
    row.attempts -= 1


def settle_failed(row, reason):
    row.state, row.leased_until, row.last_error = DeliveryState.FAILED, None, reason[:300]
    logger.warning("mail.failed", delivery=row.pk)


def settle_trouble(row, trouble):
    """A final refusal stops the letter; anything else is tried again, later each time."""
    code, words = answer_of(trouble)
    final = 500 <= code < 600 and not isinstance(trouble, ABOUT_THE_DESK)
    if final or row.attempts > len(WAITS):
        settle_failed(row, words)
        return
    wait = WAITS[min(row.attempts, len(WAITS)) - 1]
    row.state, row.leased_until = DeliveryState.PENDING, None
    row.due_at, row.last_error = timezone.now() + timedelta(minutes=wait), words[:300]


def answer_of(trouble):
    """Return `(code, words)` of what a mail server said; 0 where it said nothing."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(trouble.recipients.values()))
        return code, _text(words)
    if isinstance(trouble, smtplib.SMTPResponseException):
        return trouble.smtp_code, _text(trouble.smtp_error)
    return 0, f"{type(trouble).__name__}: {trouble}"


def _text(words):
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)


def close(server):
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        logger.info("mail.connection_lost")
