"""The one way by which mail leaves the desk: every letter is a row first (design §4.5).

A letter is written in the transaction of the change it tells of, so that neither exists without
the other. Sending is in `posting`.
"""

import hashlib
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from coordination import audit, tasks
from coordination.choices import DeliveryState
from coordination.models import Delivery
from coordination.refusals import Refused

SUBJECT = "Subject:"


class StillOnItsWay(Refused):
    """The letter is waiting or being sent; sending it again would double it."""


@dataclass
class Letter:
    """A composed letter to one person. `key` and the recipient make it unique for ever."""

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
    attachments: tuple = field(default=())


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


@transaction.atomic
def send_again(delivery, *, by):
    """Put a failed, returned or unconfirmed letter back into the queue, at somebody's wish.

    Raises:
        StillOnItsWay: It is waiting or being sent.
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state in (DeliveryState.PENDING, DeliveryState.SENDING):
        raise StillOnItsWay
    delivery.state, delivery.due_at, delivery.leased_until = (
        DeliveryState.PENDING,
        timezone.now(),
        None,
    )
    delivery.save(update_fields=["state", "due_at", "leased_until"])
    audit.record("mail.sent_again", delivery, by=by, team_id=delivery.team_id)
    transaction.on_commit(partial(tasks.send_due_mail.delay))
    return delivery
