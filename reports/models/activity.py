"""What a team did in a year, what it had planned, and its report with parts and comments."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel
from meetings.models import Decision
from reports.activity_choices import (
    Outcome,
    PlanState,
    Quarter,
    TeamPartAct,
    TeamPartKey,
    TeamReportState,
)
from reports.activity_querysets import (
    TeamActivityQuerySet,
    TeamReportQuerySet,
    WorkPlanQuerySet,
)
from reports.choices import ActivityKind, RemarkResult
from reports.models.recommendations import ExternalRecommendation
from teams.models import Seat, Team


class WorkPlan(models.Model):
    """What a team means to do in a year; once adopted, only what became of it is written."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="work_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(max_length=7, choices=PlanState, default=PlanState.DRAFT)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="adopted_work_plans"
    )
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    begun_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = WorkPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("work plan")
        constraints = [
            models.UniqueConstraint(fields=["team", "year"], name="team_plans_a_year_once"),
            models.CheckConstraint(
                condition=Q(state="draft", decision__isnull=True, adopted_at__isnull=True)
                | Q(state="adopted", decision__isnull=False, adopted_at__isnull=False),
                name="work_plan_is_adopted_by_a_decision",
            ),
        ]

    def __str__(self):
        return f"{self.team.short_name}, {self.year}"

    def get_absolute_url(self):
        return reverse("reports:work-plan", args=[self.team_id, self.year])

    @property
    def is_draft(self):
        return self.state == PlanState.DRAFT


class WorkPlanItem(models.Model):
    """One planned thing, in its quarter, with who does it; without an outcome nothing is known."""

    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="items")
    title = models.CharField(_("what is planned"), max_length=300)
    quarter = models.PositiveSmallIntegerField(_("when"), choices=Quarter, default=Quarter.YEAR)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    outcome = models.CharField(
        pgettext_lazy("planned item", "what became of it"),
        max_length=7,
        choices=Outcome,
        blank=True,
    )
    outcome_note = models.CharField(_("in a few words"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["quarter", "pk"]
        verbose_name = _("planned item")

    def __str__(self):
        return self.title


class TeamActivity(models.Model):
    """A training, a campaign or a conference of a team; no participant is named anywhere."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="activities")
    kind = models.CharField(_("kind"), max_length=12, choices=ActivityKind)
    title = models.CharField(_("what it was"), max_length=200)
    held_on = models.DateField(_("day"))
    held_until_on = models.DateField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    participants = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    text = models.TextField(_("what was done"), max_length=3000, blank=True)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    planned = models.ForeignKey(
        WorkPlanItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("planned as"),
    )
    recommendations = models.ManyToManyField(
        ExternalRecommendation,
        blank=True,
        related_name="activities",
        verbose_name=_("recommendations it answers"),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(_("reason"), max_length=250, blank=True)

    objects = TeamActivityQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("activity of a team")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until_on__isnull=True) | Q(held_until_on__gte=F("held_on")),
                name="team_activity_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
                name="team_activity_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        page = reverse("reports:team-activities", args=[self.team_id])
        return f"{page}?year={self.held_on.year}#activity-{self.pk}"


class TeamActivityReport(models.Model):
    """The report of a team on a year. `round` counts how often comments were asked for."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="activity_reports")
    year = models.PositiveSmallIntegerField(_("year"))
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    state = models.CharField(max_length=10, choices=TeamReportState, default=TeamReportState.DRAFT)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    comments_until_on = models.DateField(null=True, blank=True, editable=False)
    begun_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = TeamReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("activity report of a team")
        constraints = [
            models.UniqueConstraint(fields=["team", "year"], name="team_reports_on_a_year_once"),
            models.CheckConstraint(
                condition=~Q(state="commented") | Q(comments_until_on__isnull=False, round__gt=0),
                name="commented_team_report_has_its_day",
            ),
        ]

    def __str__(self):
        return f"{self.team.short_name}, {self.year}"

    def get_absolute_url(self):
        return reverse("reports:team-report", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == TeamReportState.DRAFT

    @property
    def is_commented(self):
        return self.state == TeamReportState.COMMENTED

    @property
    def is_frozen(self):
        return self.state == TeamReportState.FROZEN

    @property
    def is_correcting(self):
        return self.state == TeamReportState.CORRECTING


class TeamReportPart(models.Model):
    """One part: words that may be changed by hand, tables and sentences that come from sources.

    `sentences` are the drafted ones, each with the keys of its sources; `origins` says what those
    sources are called. A drafted sentence that still stands in the words keeps its sources.
    """

    report = models.ForeignKey(TeamActivityReport, models.PROTECT, related_name="parts")
    key = models.CharField(max_length=12, choices=TeamPartKey)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"), blank=True)
    sentences = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    origins = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    is_edited = models.BooleanField(default=False)
    is_left_out = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = _("part of the report of a team")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], name="part_stands_once_in_the_report_of_a_team"
            )
        ]

    def __str__(self):
        return self.get_key_display()

    def get_absolute_url(self):
        return reverse("reports:team-report-part", args=[self.report_id, self.pk])


class TeamReportPartRevision(models.Model):
    """One saved state of a part; rows are never changed or removed."""

    part = models.ForeignKey(TeamReportPart, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=TeamPartAct)
    text = models.TextField(blank=True)
    tables = models.JSONField(default=list)
    is_left_out = models.BooleanField(default=False)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision of a part")
        constraints = [
            models.UniqueConstraint(
                fields=["part", "number"], name="revision_of_a_team_part_is_numbered_once"
            )
        ]


class TeamReportComment(models.Model):
    """What a member says to a part, and what became of it; both stay."""

    part = models.ForeignKey(TeamReportPart, models.PROTECT, related_name="comments")
    round = models.PositiveSmallIntegerField()
    about_revision = models.PositiveIntegerField()
    text = models.TextField(_("comment"), max_length=2000)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    institution_name = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(max_length=10, choices=RemarkResult, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    settled_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment on the report of a team")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="", settled_at__isnull=True)
                | ~Q(result="") & ~Q(answer="") & Q(settled_at__isnull=False),
                name="settled_comment_has_its_answer",
            )
        ]

    @property
    def is_settled(self):
        return self.settled_at is not None


class TeamReportAnswer(models.Model):
    """That a member has read the report in a round: he commented, or has nothing to add."""

    report = models.ForeignKey(TeamActivityReport, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    user = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    has_no_comments = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "round", "user"], name="member_answers_once_a_round"
            )
        ]
