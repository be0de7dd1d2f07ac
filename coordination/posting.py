"""The postman: claims waiting letters under a lease, sends them, writes down what happened.

Exactly-once over SMTP does not exist (quality §3). A letter is marked as being sent before the
server sees it; if the worker dies, the lease runs out, the letter goes once more with the same
Message-ID and is recorded as unsure.
"""

import smtplib
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection as database
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from coordination import mime
from coordination.choices import DeliveryState
from coordination.models import Delivery

logger = structlog.get_logger("desk.mail")

LEASE = timedelta(minutes=5)
BATCH = 50
WAITS = [1, 2, 5, 15, 60, 240, 720, 1440]
UNCONFIRMED = "unconfirmed: the server may have had this letter twice"


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
    claimed = list(rows[:most])
    for row in claimed:
        if row.state == DeliveryState.SENDING:
            row.last_error = UNCONFIRMED
        row.state, row.leased_until = DeliveryState.SENDING, at + LEASE
        row.attempts += 1
    Delivery.objects.bulk_update(claimed, ["state", "leased_until", "last_error", "attempts"])
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
            if not batch:
                break
            left -= len(batch)
            accepted += deliver(batch, server)
    finally:
        close(server)
    return accepted


def deliver(batch, server):
    """Send a claimed batch over one connection and write the results down together."""
    done = []
    try:
        for row in batch:
            try:
                post(row, server)
                settle_accepted(row)
            except (OSError, smtplib.SMTPException) as trouble:
                settle_trouble(row, trouble)
                if not isinstance(trouble, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
                    close(server)
            except (ValueError, UnicodeError) as mistake:
                settle_failed(row, f"the letter cannot be written: {mistake}")
            done.append(row)
    finally:
        fields = ["state", "leased_until", "accepted_at", "due_at", "last_error"]
        Delivery.objects.bulk_update(done, fields)
    return sum(1 for row in done if row.accepted_at)


def post(row, server):
    """Hand one letter to the server; an SMTP server gets an envelope for one person."""
    if isinstance(getattr(server, "host", None), str):
        server.open()
        server.connection.sendmail(settings.DESK_EMAIL, [row.recipient], mime.octets_of(row))
        return
    server.send_messages([Ready(mime.letter_of(row), row.recipient)])


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
    unsure = row.last_error == UNCONFIRMED
    row.state = DeliveryState.UNSURE if unsure else DeliveryState.SENT
    row.accepted_at, row.leased_until = timezone.now(), None
    row.last_error = row.last_error if unsure else ""


def settle_failed(row, reason):
    row.state, row.leased_until, row.last_error = DeliveryState.FAILED, None, reason[:300]
    logger.warning("mail.failed", delivery=row.pk)


def settle_trouble(row, trouble):
    """A final refusal stops the letter; anything else is tried again, later each time."""
    code, words = answer_of(trouble)
    if 500 <= code < 600 or row.attempts > len(WAITS):
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
