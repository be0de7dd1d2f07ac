"""The meeting itself, from its first draft to circulated minutes."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from meetings.choices import MeetingKind, MeetingStatus
from meetings.querysets import MeetingQuerySet
from teams.models import Team, TeamRules


def new_uid():
    """Return a calendar UID: random, for life, without personal data (RFC 7986 §5.3)."""
    return f"{uuid.uuid4()}@koordynacja"


class Meeting(models.Model):
    """One session of a team.

    `sequence` is the version that calendars know; it rises for material changes only. `revision`
    counts every save and lets two people editing the form notice each other. `announced` is what
    the invitees were last told; `announce_due_at` is the promise to tell them what has changed.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="meetings", verbose_name=_("team"))
    series = models.ForeignKey(
        "meetings.Series",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        editable=False,
    )
    series_day = models.DateField(null=True, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    title = models.CharField(_("subject"), max_length=160)
    kind = models.CharField(
        _("kind of meeting"), max_length=14, choices=MeetingKind, default=MeetingKind.ORDINARY
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Warsaw")
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_link = models.URLField(_("video link"), max_length=400, blank=True)
    notes = models.TextField(_("words to the invitees"), max_length=2000, blank=True)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    rules = models.ForeignKey(
        TeamRules, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    status = models.CharField(
        max_length=12, choices=MeetingStatus, default=MeetingStatus.DRAFT, editable=False
    )
    short_notice_reason = models.TextField(_("reason for the short notice"), blank=True)
    cancellation_reason = models.TextField(_("reason for cancelling"), blank=True)
    uid = models.CharField(max_length=80, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    check_in_secret = models.CharField(max_length=64, blank=True, default="", editable=False)
    announced = models.JSONField(default=dict, editable=False)
    announce_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    feed_entry = models.TextField(blank=True, editable=False)
    feed_version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    convened_at = models.DateTimeField(null=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("meeting")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("A meeting must end after it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.CANCELLED) | ~Q(cancellation_reason=""),
                name="meeting_cancelled_only_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(video_link=""),
                name="meeting_has_a_place_or_a_link",
                violation_error_message=_("Give a place, a video link or both."),
            ),
            models.CheckConstraint(
                condition=Q(status=MeetingStatus.DRAFT)
                | Q(convened_at__isnull=False, convened_by__isnull=False, number__isnull=False)
                | Q(status=MeetingStatus.CANCELLED),
                name="convened_meeting_knows_by_whom_and_its_number",
            ),
            models.UniqueConstraint(
                fields=["team", "year", "number"], name="meeting_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["series", "series_day"], name="day_of_a_series_is_one_meeting"
            ),
            models.UniqueConstraint(
                fields=["check_in_secret"],
                condition=~Q(check_in_secret=""),
                name="check_in_address_leads_to_one_meeting",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "starts_at"], name="meetings_of_a_team_by_date"),
            models.Index(fields=["starts_at"], name="meetings_by_date"),
            models.Index(
                fields=["announce_due_at"],
                condition=Q(announce_due_at__isnull=False),
                name="meetings_with_news_to_tell",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:meeting-detail", args=[self.pk])

    @property
    def signature(self):
        """The number as people write it, "3/2026"; empty for a draft."""
        return f"{self.number}/{self.year}" if self.number else ""

    @property
    def tz(self):
        return ZoneInfo(self.zone)

    @property
    def local_start(self):
        return self.starts_at.astimezone(self.tz)

    @property
    def local_end(self):
        return self.ends_at.astimezone(self.tz)

    @property
    def is_draft(self):
        return self.status == MeetingStatus.DRAFT

    @property
    def is_convened(self):
        return self.status == MeetingStatus.CONVENED

    @property
    def is_cancelled(self):
        return self.status == MeetingStatus.CANCELLED

    @property
    def is_under_way(self):
        """Whether attendance and minutes are being taken."""
        return self.status in (MeetingStatus.IN_SESSION, MeetingStatus.HELD)

    @property
    def has_record(self):
        """Whether it took place, so that attendance and minutes exist."""
        return self.status in (
            MeetingStatus.IN_SESSION,
            MeetingStatus.HELD,
            MeetingStatus.CLOSED,
        )

    @property
    def is_named_persons_only(self):
        return self.label == HandlingLabel.PERSONS


class JoinedTeam(models.Model):
    """A further team of a joint meeting; its rules are frozen when the meeting is convened.

    The lead team is the meeting's own: it convenes, and decisions are its decisions.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="joined")
    team = models.ForeignKey(Team, models.PROTECT, related_name="joint_meetings")
    rules = models.ForeignKey(
        TeamRules, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "team"], name="team_joins_a_meeting_once")
        ]

    def __str__(self):
        return str(self.team)
