"""Frozen reports: data and files with their SHA-256, and the files that a worker makes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models import Decision
from reports.models.compiled import CompiledReport
from reports.models.papers import AwaitedFile, FrozenFile
from reports.report_querysets import PublicationQuerySet, SnapshotQuerySet


class Snapshot(models.Model):
    """The report as it was adopted; the database refuses to change or remove it.

    The first rests on a decision of the national team. A correction is another snapshot with its
    list of errata; the earlier one stays readable.
    """

    report = models.ForeignKey(CompiledReport, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="adopted_reports"
    )
    title = models.CharField(max_length=300)
    data = models.JSONField()
    data_sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    errata = models.JSONField(default=list)
    frozen_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(auto_now_add=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        verbose_name = _("adopted report")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="adopted_report_is_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gt=1) & ~Q(reason="") | Q(number=1, decision__isnull=False),
                name="report_is_adopted_by_decision_and_corrected_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:snapshot", args=[self.pk])


class SnapshotFile(FrozenFile):
    """One file of an adopted report, byte for byte; the database refuses to change it."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="files")

    class Meta(FrozenFile.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "form"], name="adopted_report_has_each_file_once"
            )
        ]


class SnapshotPublication(models.Model):
    """That an adopted report stood on the public page, from when to when, and why no more."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="publications")
    published_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("publication of a report")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot"],
                condition=Q(withdrawn_at__isnull=True),
                name="report_is_published_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawal_reason=""),
                name="published_report_is_withdrawn_with_a_reason",
            ),
        ]


class ReportPaper(AwaitedFile):
    """A file that somebody waits for, of the report as it stands or of an adopted one.

    Files of drafts are deleted after a day; those of adopted reports become rows of
    `SnapshotFile`.
    """

    report = models.ForeignKey(CompiledReport, models.PROTECT, related_name="papers")
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="papers"
    )

    class Meta(AwaitedFile.Meta):
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(state="waiting"), name="report_papers_that_wait"
            )
        ]
