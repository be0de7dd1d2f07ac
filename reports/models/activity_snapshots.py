"""The report of a team as it was adopted: data and files with their SHA-256; sending it up."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from meetings.models import Decision
from reports.activity_querysets import TeamSnapshotQuerySet
from reports.models.activity import TeamActivityReport
from reports.models.papers import AwaitedFile, FrozenFile


class TeamSnapshot(models.Model):
    """One adopted version; the database refuses to change or remove it.

    Every version rests on a decision of the team; a later one says why it was needed.
    """

    report = models.ForeignKey(TeamActivityReport, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="adopted_activity_reports")
    title = models.CharField(max_length=300)
    label = models.CharField(max_length=12, choices=HandlingLabel)
    data = models.JSONField()
    data_sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    errata = models.JSONField(default=list)
    frozen_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(auto_now_add=True)

    objects = TeamSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        verbose_name = _("adopted report of a team")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="adopted_team_report_is_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1) & ~Q(reason=""),
                name="team_report_is_corrected_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:team-snapshot", args=[self.pk])


class TeamReportSending(models.Model):
    """That a version was sent to the national team, once."""

    snapshot = models.OneToOneField(TeamSnapshot, models.PROTECT, related_name="sending")
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sending of a report to the national team")


class TeamSnapshotFile(FrozenFile):
    """One file of an adopted version; the database refuses to change it."""

    snapshot = models.ForeignKey(TeamSnapshot, models.PROTECT, related_name="files")

    class Meta(FrozenFile.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "form"], name="adopted_team_report_has_each_file_once"
            )
        ]


class TeamReportPaper(AwaitedFile):
    """A file of an adopted version that a worker is to make."""

    report = models.ForeignKey(TeamActivityReport, models.PROTECT, related_name="papers")
    snapshot = models.ForeignKey(TeamSnapshot, models.PROTECT, related_name="papers")

    class Meta(AwaitedFile.Meta):
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(state="waiting"),
                name="team_report_papers_that_wait",
            )
        ]
