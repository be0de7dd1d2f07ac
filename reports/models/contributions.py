"""Contributions: what an institution says about a task in a cycle, and what became of it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.choices import (
    EDITABLE,
    ActivityKind,
    Answer,
    ContributionState,
    ReviewAct,
    SelfRating,
    ValueState,
)
from reports.models.cycles import OfOneReporter, ReportingCycle, is_of_one_reporter
from reports.models.plan import Assignment, Indicator, Task
from reports.querysets import ContributionQuerySet, OfVisibleContributions, PartnerQuerySet


class Contribution(OfOneReporter):
    """One answer of one institution or team about one task in one cycle.

    What is written here belongs to the institution alone until it is filed; what was filed is
    kept with each round in `ReviewEvent.content`, and readers outside see only that.
    """

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="contributions")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="contributions")
    task = models.ForeignKey(Task, models.PROTECT, related_name="contributions")
    state = models.CharField(
        max_length=10, choices=ContributionState, default=ContributionState.DRAFT
    )
    answer = models.CharField(_("what there is to say"), max_length=16, choices=Answer, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    belongs_to = models.CharField(_("whose task it is"), max_length=250, blank=True)
    self_rating = models.CharField(_("own rating"), max_length=10, choices=SelfRating, blank=True)
    spent = models.DecimalField(
        _("money spent, PLN"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    prepared_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField(null=True, blank=True, editable=False)
    filed_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_late = models.BooleanField(default=False, editable=False)
    correct_by_on = models.DateField(null=True, blank=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["task__sort_key", "pk"]
        verbose_name = _("contribution")
        constraints = [
            is_of_one_reporter("contribution_is_of_one_reporter"),
            models.UniqueConstraint(
                fields=["cycle", "assignment"],
                condition=Q(team__isnull=True),
                name="assignment_is_asked_once_a_cycle",
            ),
            models.UniqueConstraint(
                fields=["cycle", "assignment", "team"],
                condition=Q(team__isnull=False),
                name="team_is_asked_once_a_cycle",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | Q(filed_at__isnull=False),
                name="filed_contribution_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "state"], name="contributions_by_state"),
            models.Index(fields=["institution", "cycle"], name="contributions_of_institution"),
            models.Index(fields=["team", "cycle"], name="contributions_of_team"),
        ]

    def __str__(self):
        return f"{self.task} – {self.reporter}"

    def get_absolute_url(self):
        return reverse("reports:contribution", args=[self.pk])

    @property
    def is_editable(self):
        return self.state in EDITABLE

    @property
    def waits_for_signature(self):
        return self.is_editable and self.prepared_at is not None


class BoxText(models.Model):
    """The text of one box, saved under a revision so that nobody overwrites another."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="texts")
    box = models.SlugField(max_length=20)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("coordination.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "box"], name="box_is_written_once_in_a_contribution"
            )
        ]


class IndicatorValue(models.Model):
    """A value of an indicator; zero, unknown and not collected stay apart."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    state = models.CharField(max_length=14, choices=ValueState)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "indicator"], name="indicator_has_one_value"
            ),
            models.CheckConstraint(
                condition=Q(state="given", value__isnull=False)
                | (~Q(state="given") & Q(value__isnull=True)),
                name="value_is_there_when_it_is_given",
            ),
        ]


class Activity(models.Model):
    """Something that took place, entered once by whoever organised it."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="activities")
    kind = models.CharField(_("kind"), max_length=12, choices=ActivityKind)
    title = models.CharField(_("what it was"), max_length=250)
    held_on = models.DateField(_("day"))
    held_until_on = models.DateField(_("last day"), null=True, blank=True)
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)

    objects = OfVisibleContributions.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("activity")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until_on__isnull=True) | Q(held_until_on__gte=F("held_on")),
                name="activity_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self):
        return self.title


class ActivityPartner(OfOneReporter):
    """A co-organiser of a joint event, who confirms it or says that it was otherwise."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="partners")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    denied_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("co-organiser")
        constraints = [
            is_of_one_reporter("partner_is_of_one_reporter"),
            models.UniqueConstraint(
                fields=["activity", "institution"],
                condition=Q(institution__isnull=False),
                name="institution_is_partner_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "team"],
                condition=Q(team__isnull=False),
                name="team_is_partner_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(denied_at__isnull=True),
                name="partner_confirms_or_denies",
            ),
        ]


class Evidence(models.Model):
    """A document that shows what a contribution says."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="evidence")
    version = models.ForeignKey("coordination.DocumentVersion", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleContributions.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")


class ReviewEvent(models.Model):
    """One act of a round, with what was filed or remarked; rows are never changed or removed.

    `content` is the contribution as it was filed; `remarks` are by box.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=ReviewAct)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(max_length=2000, blank=True)
    remarks = models.JSONField(default=dict)
    content = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("act of review")
