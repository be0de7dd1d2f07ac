"""Finding a date: slots, people, and what each said; the poll stays on record."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import Language
from coordination.models.people import new_secret
from meetings.choices import AnswerChannel, PollAnswerWord, PollState
from meetings.local_times import WARSAW
from meetings.models.meetings import Meeting
from meetings.querysets import OfVisiblePolls, PollQuerySet, SlotQuerySet
from teams.models import Seat, Team


class DatePoll(models.Model):
    """A question to a team: when can you meet?

    `remind_at` is the promise to remind the silent; `reminded_at` says that it was kept. A
    decided poll knows its slot and the meeting that came of it.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="date_polls")
    title = models.CharField(_("subject"), max_length=160)
    place = models.CharField(_("place"), max_length=200, blank=True)
    words = models.TextField(_("words to the invitees"), max_length=2000, blank=True)
    until_at = models.DateTimeField(_("answers until"))
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PollState, default=PollState.OPEN)
    closing_reason = models.CharField(max_length=500, blank=True)
    chosen = models.ForeignKey(
        "PollSlot", models.PROTECT, null=True, blank=True, related_name="chosen_by"
    )
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="date_poll"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("date poll")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PollState.DECIDED)
                | Q(chosen__isnull=False, meeting__isnull=False),
                name="decided_poll_has_its_slot_and_meeting",
            )
        ]
        indexes = [
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False, reminded_at__isnull=True),
                name="polls_with_a_reminder_due",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:poll", args=[self.pk])

    @property
    def is_open(self):
        return self.state == PollState.OPEN


class PollSlot(models.Model):
    """A time that could be; a withdrawn one keeps its answers, and may be asked for anew."""

    poll = models.ForeignKey(DatePoll, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "starts_at"],
                condition=Q(withdrawn_at__isnull=True),
                name="poll_asks_for_a_time_once",
                violation_error_message=_("A time is given twice."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_starts"
            ),
        ]

    @property
    def local_start(self):
        return self.starts_at.astimezone(WARSAW)

    @property
    def local_end(self):
        return self.ends_at.astimezone(WARSAW)


class PollInvitee(models.Model):
    """One asked person, with name, institution and seat copied as of the day."""

    poll = models.ForeignKey(DatePoll, models.PROTECT, related_name="invitees")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    institution_label = models.CharField(max_length=250, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.POLISH)
    counts_to_quorum = models.BooleanField(default=False)
    is_required = models.BooleanField(_("required"), default=False)
    position = models.PositiveSmallIntegerField(default=500)
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    comment = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_via = models.CharField(max_length=10, choices=AnswerChannel, blank=True)

    objects = OfVisiblePolls.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "email"], name="person_is_asked_once_in_a_poll")
        ]

    def __str__(self):
        return self.name


class PollAnswer(models.Model):
    """What a person said of one slot."""

    invitee = models.ForeignKey(PollInvitee, models.PROTECT, related_name="answers")
    slot = models.ForeignKey(PollSlot, models.PROTECT, related_name="answers")
    word = models.CharField(max_length=8, choices=PollAnswerWord)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitee", "slot"], name="person_answers_a_slot_once")
        ]
