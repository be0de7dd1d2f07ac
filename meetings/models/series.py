"""Meetings that come back by a rule."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from meetings.choices import Frequency, HolidayRule
from meetings.querysets import SeriesQuerySet
from teams.models import Team


class Series(models.Model):
    """A rule by which meetings of a team come back, and what each of them begins with.

    Only the next `ahead` occurrences are meetings, as drafts; each is then a meeting of its own,
    moved, convened or called off without touching the others. `begins_on` sets the weekday.
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
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:series", args=[self.pk])


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
