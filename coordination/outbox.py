"""The one way by which mail leaves the desk: every letter is a row first (design §4.5).

A letter is written in the transaction of the change it tells of, so that neither exists without
the other. Sending is in `posting`.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from coordination import audit, tasks
from coordination.choices import DeliveryState
from coordination.models import Delivery
from coordination.refusals import Refused

SUBJECT = "Subject:"
WAIT_FOR_OTHERS = timedelta(minutes=2)


class StillOnItsWay(Refused):
    """Sending it again would double it."""

    message = _("This letter is still waiting or being sent.")


class Overtaken(Refused):
    """An old invitation after a newer one, or after a cancellation, would confuse calendars."""

    message = _("A newer calendar letter has gone to this person since; send that one instead.")


@dataclass
class Letter:
    """A composed letter to one person. `key` and the recipient make it unique for ever.

    One that `gathers` waits two minutes for others to the same person, to go with them.
    `not_before` keeps it in the outbox until a moment, such as the beginning of office hours.
    """

    key: str
    recipient: str
    subject: str
    text: str
    recipient_name: str = ""
    html: str = ""
    stream: str = ""
    about: object = None
    team_id: int | None = None
    calendar: str = ""
    calendar_method: str = ""
    gathers: bool = False
    attachments: tuple = field(default=())
    not_before: datetime | None = None


def compose(template, language, context, **fields):
    """Write a letter in its reader's language from `<template>.txt` and `<template>.html`.

    The first line of the text is its subject: "Subject: …".
    """
    with translation.override(language):
        context = {"desk_name": settings.DESK_NAME, "language": language, **context}
        head, _newline, text = render_to_string(f"{template}.txt", context).lstrip().partition("\n")
        html = render_to_string(f"{template}.html", context)
    subject = " ".join(head.removeprefix(SUBJECT).split())[:250]
    return Letter(subject=subject, text=text.strip() + "\n", html=html, **fields)


def gathering(letter):
    """Return a reminder that goes in one letter with others to the same person (ADR 25)."""
    return replace(letter, gathers=True)


def message_id(key, recipient):
    """Derive the Message-ID from what makes the letter unique: the same for every attempt."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{key}:{recipient}".encode()).hexdigest()[:40]
    return f"<{digest}@{settings.DESK_EMAIL.rpartition('@')[2]}>"


def row_of(letter):
    return Delivery(
        key=letter.key,
        recipient=letter.recipient,
        recipient_name=letter.recipient_name,
        stream=letter.stream,
        about=f"{letter.about._meta.label_lower}:{letter.about.pk}" if letter.about else "",
        team_id=letter.team_id,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        calendar=letter.calendar,
        calendar_method=letter.calendar_method,
        message_id=message_id(letter.key, letter.recipient),
        gathers=letter.gathers,
        due_at=(letter.not_before or timezone.now())
        + (WAIT_FOR_OTHERS if letter.gathers else timedelta()),
    )


def send_all(letters):
    """Queue letters; one that is queued or sent already (same key and recipient) is not doubled.

    Args:
        letters: Any iterable of `Letter`.
    """
    letters = list(letters)
    if not letters:
        return
    with transaction.atomic():
        Delivery.objects.bulk_create(
            (row_of(letter) for letter in letters), ignore_conflicts=True, batch_size=200
        )
        for letter in letters:
            if letter.attachments:
                row = Delivery.objects.get(key=letter.key, recipient=letter.recipient)
                row.attachments.add(*letter.attachments)
        transaction.on_commit(partial(tasks.send_due_mail.delay))


def send_once(letter):
    """Queue one letter and return its row."""
    send_all([letter])
    return Delivery.objects.get(key=letter.key, recipient=letter.recipient)


def is_overtaken(delivery):
    """Whether a later calendar letter of the same stream has gone out."""
    later = Delivery.objects.filter(stream=delivery.stream, pk__gt=delivery.pk)
    gone = later.exclude(calendar="").filter(accepted_at__isnull=False)
    return bool(delivery.stream and delivery.calendar) and gone.exists()


@transaction.atomic
def send_again(delivery, *, by):
    """Put a letter that is no longer on its way back into the queue, at somebody's wish.

    Raises:
        StillOnItsWay: It is waiting or being sent.
        Overtaken: A later calendar letter of the same stream has gone.
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state in (DeliveryState.PENDING, DeliveryState.SENDING):
        raise StillOnItsWay
    if is_overtaken(delivery):
        raise Overtaken
    fresh = {
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "due_at": timezone.now(),
        "leased_until": None,
        "accepted_at": None,
        "last_error": "",
        "unconfirmed": False,
        "gathers": False,
    }
    for name, value in fresh.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=list(fresh))
    audit.record("mail.sent_again", delivery, by=by, team_id=delivery.team_id)
    transaction.on_commit(partial(tasks.send_due_mail.delay))
    return delivery
