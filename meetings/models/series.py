"""Meetings that come back by a rule."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel, Language
from meetings.choices import Answer, Frequency, HolidayRule, InviteeKind
from meetings.querysets import SeriesQuerySet, SeriesRecipientQuerySet
from teams.models import Team


class Series(models.Model):
    """A rule by which meetings of a team come back, and what each of them begins with.

    Only the next `ahead` occurrences are meetings, as drafts; each is then a meeting of its own,
    moved, convened or called off without touching the others. `begins_on` sets the weekday.
    Once its dates are sent to calendars (`dates_sent_at`), it has one `uid` for life and its
    convened meetings are occurrences of that entry; until then nobody knows of its dates.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="series")
    title = models.CharField(_("subject"), max_length=160)
    frequency = models.CharField(_("how often"), max_length=12, choices=Frequency)
    begins_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))
    hour = models.TimeField(_("start"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    holidays = models.CharField(
        _("on a holiday or at a weekend"),
        max_length=8,
        choices=HolidayRule,
        default=HolidayRule.NEXT,
    )
    place = models.CharField(_("place"), max_length=200)
    agenda = models.TextField(_("agenda"), blank=True, max_length=8000)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    ahead = models.PositiveSmallIntegerField(_("meetings prepared ahead"), default=2)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    uid = models.CharField(max_length=80, blank=True, default="", editable=False)
    dates_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    dates_version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["begins_on", "pk"]
        verbose_name = _("series of meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("begins_on")),
                name="series_ends_after_it_begins",
                violation_error_message=_("A series ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ahead__gte=1, ahead__lte=6), name="series_prepares_one_to_six"
            ),
            models.CheckConstraint(
                condition=Q(dates_sent_at__isnull=True) | ~Q(uid=""),
                name="series_in_calendars_has_its_uid",
            ),
            models.UniqueConstraint(
                fields=["uid"], condition=~Q(uid=""), name="series_uid_is_given_once"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:series", args=[self.pk])

    @property
    def is_named_persons_only(self):
        return self.label == HandlingLabel.PERSONS


class SkippedOccurrence(models.Model):
    """A day of a series on which the team does not meet, and why; no meeting is made for it."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="skipped")
    planned_on = models.DateField()
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    skipped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["planned_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "planned_on"], name="day_of_a_series_is_skipped_once"
            )
        ]


class SeriesRecipient(models.Model):
    """A person in whose calendar the dates of a series stand, and his copy of that entry.

    Copies differ: a meeting that he is not invited to is left out of his. `sequence` is the
    version his calendar knows; it rises with every change of its dates and is never lowered, not
    even when he leaves the team and comes back.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="recipients")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(_("first name and surname"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(max_length=2, choices=Language, default=Language.POLISH)
    kind = models.CharField(max_length=10, choices=InviteeKind, default=InviteeKind.REQUIRED)
    sequence = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.NONE)
    reply_stamp = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SeriesRecipientQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "email"], name="person_has_the_dates_of_a_series_once"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def stream(self):
        """All letters that change this person's copy arrive in order."""
        return f"series:{self.series_id}:{self.pk}"
