"""Letters that go out and come in; every one is a row first (design §4.5)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choices import DeliveryState, IncomingOutcome
from coordination.querysets import DeliveryQuerySet, IncomingMailQuerySet


class Delivery(models.Model):
    """One outgoing letter to one person.

    `stream` names letters that must arrive in order (one invitee of one meeting): a later one
    waits until every earlier one has been accepted or given up. `about` names the thing the
    letter speaks of as `app.model:pk`, so that its room can list it. `unconfirmed` says that an
    earlier attempt may have reached the server although nobody heard its answer. A reminder
    `gathers`: with others to the same person it goes as one letter, `gathered_into`.
    """

    key = models.CharField(max_length=200)
    recipient = models.EmailField(max_length=254)
    recipient_name = models.CharField(max_length=150, blank=True)
    stream = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=80, blank=True)
    team_id = models.BigIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=20, blank=True)
    attachments = models.ManyToManyField("coordination.DocumentVersion", blank=True)
    message_id = models.CharField(max_length=250, unique=True)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    unconfirmed = models.BooleanField(default=False)
    gathers = models.BooleanField(default=False)
    gathered_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="gathered"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("outgoing mail")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "recipient"], name="each_person_is_told_of_an_event_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(accepted_at__isnull=False),
                name="sent_mail_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.GATHERED) | Q(gathered_into__isnull=False),
                name="gathered_mail_names_its_letter",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["pending", "sending"]),
                name="mail_that_waits",
            ),
            models.Index(fields=["stream", "id"], name="mail_in_its_stream"),
            models.Index(fields=["about"], name="mail_about"),
            models.Index(fields=["team_id", "-id"], name="mail_of_a_team"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.recipient}"


class IncomingMail(models.Model):
    """One letter that came in, byte for byte, and what became of it."""

    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=250, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=12, choices=IncomingOutcome, default=IncomingOutcome.NEW)
    reason = models.CharField(max_length=300, blank=True)
    # Kinds of case data that the guard sees in it and its files, never the data; see `guarding`.
    guard_found = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=80, blank=True)
    team_id = models.BigIntegerField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("incoming mail")
        indexes = [models.Index(fields=["about"], name="incoming_mail_about")]

    def __str__(self):
        return self.subject or self.message_id
