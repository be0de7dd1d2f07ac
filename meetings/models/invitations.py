"""Who was invited, what they answered, and when the silent are reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import Language
from coordination.models.people import new_secret
from meetings.choices import Answer, AnswerChannel, InviteeKind
from meetings.models.meetings import Meeting
from meetings.querysets import InviteeQuerySet, ReminderQuerySet
from teams.choices import SeatStanding
from teams.models import Seat


class Invitee(models.Model):
    """One invited person, with name, institution and seat copied as of the day (design §4.4)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitees")
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_to_meetings",
    )
    name = models.CharField(_("first name and surname"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    institution_name = models.CharField(_("institution"), max_length=250, blank=True)
    institution_short = models.CharField(max_length=60, blank=True)
    seat_title = models.CharField(max_length=150, blank=True)
    standing = models.CharField(max_length=10, choices=SeatStanding, default=SeatStanding.OBSERVER)
    counts_to_quorum = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=InviteeKind, default=InviteeKind.REQUIRED)
    language = models.CharField(max_length=2, choices=Language, default=Language.POLISH)
    substitute_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    authorisation = models.CharField(_("authorisation"), max_length=250, blank=True)
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.NONE)
    answer_comment = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_via = models.CharField(max_length=10, choices=AnswerChannel, blank=True)
    reply_stamp = models.DateTimeField(null=True, blank=True)
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    sequence_offset = models.PositiveSmallIntegerField(default=0)
    # The SEQUENCE of the series' entry under which he was last asked; None: an entry of its own.
    series_sequence = models.PositiveIntegerField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=500)
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.CharField(max_length=250, blank=True)

    objects = InviteeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("invitee")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"],
                condition=Q(removed_at__isnull=True),
                name="person_is_invited_to_a_meeting_once",
                violation_error_message=_("A person with this address is already invited."),
            ),
            models.UniqueConstraint(
                fields=["substitute_for"],
                condition=Q(removed_at__isnull=True),
                name="invitee_has_one_substitute",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def stream(self):
        """Outgoing letters of one stream arrive in order: a CANCEL never overtakes its REQUEST."""
        return f"invitee:{self.pk}"

    @property
    def institution_label(self):
        return self.institution_short or self.institution_name

    @property
    def has_answered(self):
        return self.answer != Answer.NONE

    def get_answer_path(self):
        return reverse("meetings:answer-by-link", args=[self.secret])


class FurtherSeat(models.Model):
    """Another seat of a person at a joint meeting: he is invited once and counts in each team."""

    invitee = models.ForeignKey(Invitee, models.PROTECT, related_name="further_seats")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    counts_to_quorum = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitee", "seat"], name="further_seat_is_noted_once_for_a_person"
            )
        ]


class RsvpEvent(models.Model):
    """One answer as it came, whatever followed; never changed afterwards."""

    invitee = models.ForeignKey(Invitee, models.PROTECT, related_name="events")
    answer = models.CharField(max_length=12, choices=Answer)
    comment = models.CharField(max_length=500, blank=True)
    via = models.CharField(max_length=10, choices=AnswerChannel)
    sequence = models.PositiveIntegerField()
    proposed_start_at = models.DateTimeField(null=True, blank=True)
    proposed_end_at = models.DateTimeField(null=True, blank=True)
    proposal_settled_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.invitee}: {self.get_answer_display()}"


class Reminder(models.Model):
    """The promise to remind the silent at a time; a row, never a task's ETA (design §4.5)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reminders")
    days_before = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "days_before"], name="reminder_of_a_day_is_promised_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at__isnull=True), name="reminders_that_wait"
            )
        ]
