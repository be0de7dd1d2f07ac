"""Reporting cycles: what is asked, until when, and what was promised to the silent."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.choices import CycleKind, CycleState, NudgeKind
from reports.models.plan import PlanEdition
from reports.querysets import CycleQuerySet, NudgeQuerySet


class FormVersion(models.Model):
    """One wording of the form that institutions fill in; a cycle keeps the one it began with."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("version of the form")

    def __str__(self):
        return self.name


class FormBox(models.Model):
    """One of the short boxes of a form, with its guidance and limit, in both languages."""

    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="boxes")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=20)
    label_pl = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    guidance_pl = models.CharField(max_length=300)
    guidance_en = models.CharField(max_length=300)
    limit = models.PositiveSmallIntegerField(help_text=_("Characters."))

    class Meta:
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="box_is_named_once_in_its_form")
        ]

    def label(self, language):
        return self.label_en if language == "en" else self.label_pl

    def guidance(self, language):
        return self.guidance_en if language == "en" else self.guidance_pl


class ReportingCycle(models.Model):
    """One round of reporting on an edition: asked by `due_on`, counted late after `grace_on`."""

    edition = models.ForeignKey(PlanEdition, models.PROTECT, related_name="cycles")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="cycles", editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=CycleKind)
    title = models.CharField(_("title"), max_length=200)
    period_from_on = models.DateField(_("period from"))
    period_to_on = models.DateField(_("period until"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    grace_on = models.DateField(
        _("counted as late after"), help_text=_("Days of grace between the two are not marked.")
    )
    closes_on = models.DateField(
        _("nothing is taken after"), help_text=_("Late contributions are taken until then.")
    )
    words = models.TextField(_("words to the institutions"), max_length=2000, blank=True)
    state = models.CharField(max_length=6, choices=CycleState, default=CycleState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "-pk"]
        verbose_name = _("reporting cycle")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to_on__gte=F("period_from_on")),
                name="period_ends_after_it_begins",
                violation_error_message=_("The period cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on"))
                & Q(grace_on__gte=F("due_on"))
                & Q(closes_on__gte=F("grace_on")),
                name="cycle_days_follow_each_other",
                violation_error_message=_(
                    "The days must follow each other: opens, due, counted as late, closed."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=CycleState.DRAFT) | Q(opened_at__isnull=False),
                name="opened_cycle_has_its_time",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:cycle", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == CycleState.DRAFT

    @property
    def is_open(self):
        return self.state == CycleState.OPEN


class OfOneReporter(models.Model):
    """Something that belongs to whoever reports: an institution or a voivodeship team."""

    institution = models.ForeignKey(
        "coordination.Institution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey("teams.Team", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def reporter(self):
        """The institution or the team."""
        return self.institution if self.institution_id else self.team

    @property
    def reporter_key(self):
        """What names the reporter in an address: `i7` or `t3`."""
        return f"i{self.institution_id}" if self.institution_id else f"t{self.team_id}"


def is_of_one_reporter(name):
    """Return the constraint that a row names an institution or a team, never both."""
    return models.CheckConstraint(
        condition=Q(institution__isnull=False, team__isnull=True)
        | Q(institution__isnull=True, team__isnull=False),
        name=name,
    )


class Extension(OfOneReporter):
    """More time for one institution, with its reason; the latest day counts."""

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="extensions")
    until_on = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("extension")
        constraints = [is_of_one_reporter("extension_is_of_one_reporter")]


class Nudge(OfOneReporter):
    """A request to the silent: promised for a day as a row, or sent by the secretary's hand.

    `days` counts from the institution's own last day: below zero comes before it. A promise that
    found nothing missing is settled without letters.
    """

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="nudges")
    kind = models.CharField(max_length=10, choices=NudgeKind)
    days = models.SmallIntegerField(null=True, blank=True)
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    missing = models.PositiveIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("request to the silent")
        constraints = [
            is_of_one_reporter("nudge_is_of_one_reporter"),
            models.UniqueConstraint(
                fields=["cycle", "institution", "days"],
                condition=Q(days__isnull=False, institution__isnull=False),
                name="institution_is_reminded_once_a_step",
            ),
            models.UniqueConstraint(
                fields=["cycle", "team", "days"],
                condition=Q(days__isnull=False, team__isnull=False),
                name="team_is_reminded_once_a_step",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(settled_at__isnull=True), name="nudges_that_wait"
            )
        ]
