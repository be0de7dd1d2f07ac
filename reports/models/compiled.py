"""The compiled report: its template, its parts with their sources, remarks and revisions."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.choices import BlockAct, BlockKind, RemarkResult, ReportState, SourceKind
from reports.models.cycles import OfOneReporter, ReportingCycle, is_of_one_reporter
from reports.models.plan import Chapter, Task
from reports.report_querysets import CompiledReportQuerySet


class ReportTemplate(models.Model):
    """One version of the outline of a report; the newest is used for what begins now."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("template of the report")

    def __str__(self):
        return self.name


class SectionTemplate(models.Model):
    """One section of an outline. A section of chapters becomes many parts."""

    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=20)
    kind = models.CharField(max_length=14, choices=BlockKind)
    starts_left_out = models.BooleanField(default=False)
    title_pl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    guidance_pl = models.CharField(max_length=400, blank=True)
    guidance_en = models.CharField(max_length=400, blank=True)
    text_pl = models.TextField(blank=True)

    class Meta:
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "key"], name="section_is_named_once_in_its_template"
            )
        ]

    def guidance(self, language):
        return self.guidance_en if language == "en" else self.guidance_pl


class CompiledReport(models.Model):
    """The report on one cycle. `round` counts how often it was circulated."""

    cycle = models.OneToOneField(ReportingCycle, models.PROTECT, related_name="report")
    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    remarks_until_on = models.DateField(_("remarks until"), null=True, blank=True, editable=False)
    circulated_at = models.DateTimeField(null=True, blank=True, editable=False)
    begun_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = CompiledReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("compiled report")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="circulated")
                | Q(remarks_until_on__isnull=False, circulated_at__isnull=False, round__gt=0),
                name="circulated_report_has_its_day",
            )
        ]

    def __str__(self):
        return str(self.cycle)

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.cycle_id])

    @property
    def is_circulated(self):
        return self.state == ReportState.CIRCULATED

    @property
    def is_adopted(self):
        return self.state == ReportState.ADOPTED

    @property
    def is_correcting(self):
        return self.state == ReportState.CORRECTING


class ReportBlock(models.Model):
    """One part: words that may be changed by hand, tables and a chart that come from sources.

    `sources_digest` stands for all its rows of sources. `shown_revision` is the revision that was
    circulated; whoever does not compile reads that one.
    """

    report = models.ForeignKey(CompiledReport, models.PROTECT, related_name="blocks")
    section = models.ForeignKey(SectionTemplate, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=BlockKind)
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=600)
    text = models.TextField(_("text"), blank=True)
    tables = models.JSONField(default=list)
    chart = models.JSONField(default=dict)
    is_edited = models.BooleanField(default=False)
    is_left_out = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    shown_revision = models.PositiveIntegerField(null=True, blank=True)
    sources_digest = models.CharField(max_length=64, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("part of the report")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "task"],
                condition=Q(task__isnull=False),
                name="task_stands_once_in_a_report",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:report-block", args=[self.report.cycle_id, self.pk])

    @property
    def level(self):
        """1 for a section, 2 for a chapter, 3 for a task."""
        return {BlockKind.CHAPTER: 2, BlockKind.TASK: 3}.get(self.kind, 1)


class BlockSource(models.Model):
    """What a part was put together from, and in which version."""

    block = models.ForeignKey(ReportBlock, models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=12, choices=SourceKind)
    key = models.PositiveBigIntegerField()
    version = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["block", "kind", "key"], name="source_is_noted_once_at_a_part"
            )
        ]


class ReportBlockRevision(models.Model):
    """One saved state of a part; rows are never changed or removed."""

    block = models.ForeignKey(ReportBlock, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=BlockAct)
    text = models.TextField(blank=True)
    tables = models.JSONField(default=list)
    chart = models.JSONField(default=dict)
    is_left_out = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision of a part")
        constraints = [
            models.UniqueConstraint(
                fields=["block", "number"], name="revision_of_a_part_is_numbered_once"
            )
        ]


class ReportAddressee(OfOneReporter):
    """A body to which the report was circulated in a round; `answered_at` ends the reminders."""

    report = models.ForeignKey(CompiledReport, models.PROTECT, related_name="addressees")
    round = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    has_no_remarks = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("addressee of the report")
        constraints = [
            is_of_one_reporter("addressee_is_of_one_reporter"),
            models.UniqueConstraint(
                fields=["report", "round", "institution"],
                condition=Q(institution__isnull=False),
                name="institution_gets_the_report_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["report", "round", "team"],
                condition=Q(team__isnull=False),
                name="team_gets_the_report_once_a_round",
            ),
        ]


class ReportReminder(models.Model):
    """A promise to remind the silent of the day for remarks; kept once."""

    report = models.ForeignKey(CompiledReport, models.PROTECT, related_name="reminders")
    round = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["due_at"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(settled_at__isnull=True),
                name="report_reminders_that_wait",
            )
        ]


class ReportRemark(OfOneReporter):
    """What a body remarks at a part, and what became of it; both stay."""

    block = models.ForeignKey(ReportBlock, models.PROTECT, related_name="remarks")
    round = models.PositiveSmallIntegerField()
    about_revision = models.PositiveIntegerField()
    text = models.TextField(_("remark"), max_length=2000)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(max_length=10, choices=RemarkResult, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    settled_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("remark to the report")
        constraints = [
            is_of_one_reporter("remark_is_of_one_reporter"),
            models.CheckConstraint(
                condition=Q(result="", settled_at__isnull=True)
                | ~Q(result="") & ~Q(answer="") & Q(settled_at__isnull=False),
                name="settled_remark_has_its_answer",
            ),
        ]

    @property
    def is_settled(self):
        return self.settled_at is not None
