"""The plan: its editions, chapters, objectives, tasks, who does them and how they are measured."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.choices import (
    Aggregation,
    AssignmentRole,
    EditionState,
    IndicatorKind,
    ObjectiveLevel,
    TaskFate,
    TaskKind,
)
from reports.querysets import AssignmentQuerySet, EditionQuerySet, TaskQuerySet


class PlanEdition(models.Model):
    """One edition of the plan. Years and adoption are apart: no edition covers 2019."""

    name = models.CharField(_("name"), max_length=250)
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"))
    state = models.CharField(
        _("state"), max_length=8, choices=EditionState, default=EditionState.DRAFT
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopting_body = models.CharField(_("adopted by"), max_length=120, blank=True)
    legal_basis = models.CharField(_("adopting act"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year_from"]
        verbose_name = _("edition of the plan")
        constraints = [
            models.UniqueConstraint(
                fields=["year_from", "year_to"],
                name="plan_years_are_used_once",
                violation_error_message=_("There is an edition for these years already."),
            ),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from")),
                name="plan_ends_after_it_begins",
                violation_error_message=_("The last year cannot come before the first."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:plan-detail", args=[self.pk])

    @property
    def years(self):
        return f"{self.year_from}–{self.year_to}"

    @property
    def is_draft(self):
        return self.state == EditionState.DRAFT

    @property
    def is_adopted(self):
        return self.state == EditionState.ADOPTED


class Chapter(models.Model):
    """A chapter under its printed number."""

    edition = models.ForeignKey(PlanEdition, models.PROTECT, related_name="chapters")
    number = models.CharField(_("number"), max_length=20)
    sort_key = models.CharField(max_length=160, editable=False)
    title = models.CharField(_("title"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("chapter")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="chapter_number_is_used_once",
                violation_error_message=_("A chapter with this number exists already."),
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.title else self.number


class SubChapter(models.Model):
    """A heading within a chapter; it carries no number of its own."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="subchapters")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("sub-chapter")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "title"], name="subchapter_is_named_once_in_its_chapter"
            )
        ]

    def __str__(self):
        return self.title


class Objective(models.Model):
    """What an edition wants to reach, in its own words."""

    edition = models.ForeignKey(PlanEdition, models.PROTECT, related_name="objectives")
    level = models.CharField(max_length=8, choices=ObjectiveLevel)
    number = models.CharField(_("number"), max_length=20, blank=True)
    sort_key = models.CharField(max_length=160, editable=False)
    text = models.TextField(_("text"), max_length=1000)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["level", "sort_key", "pk"]
        verbose_name = _("objective")

    def __str__(self):
        return self.text


class Task(models.Model):
    """A task of the plan as printed; what is not known stays empty."""

    edition = models.ForeignKey(PlanEdition, models.PROTECT, related_name="tasks")
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("chapter"),
    )
    subchapter = models.ForeignKey(
        SubChapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("sub-chapter"),
    )
    number = models.CharField(_("printed number"), max_length=20, blank=True)
    sort_key = models.CharField(max_length=160, editable=False)
    title = models.CharField(_("task"), max_length=500)
    kind = models.CharField(_("kind"), max_length=12, choices=TaskKind, blank=True)
    deadline_as_printed = models.CharField(_("deadline as printed"), max_length=200, blank=True)
    due_on = models.DateField(_("deadline as a date"), null=True, blank=True)
    manner = models.TextField(_("manner of implementation"), max_length=2000, blank=True)
    financing = models.CharField(_("financing"), max_length=500, blank=True)
    is_priority = models.BooleanField(_("priority"), default=False)
    lead_as_printed = models.CharField(_("lead as printed"), max_length=500, blank=True)
    cooperating_as_printed = models.CharField(
        _("cooperating as printed"), max_length=500, blank=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    continues = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
    )
    ended_on = models.DateField(_("in force until"), null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("task of the plan")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                condition=~Q(number=""),
                name="task_number_is_used_once_in_an_edition",
                violation_error_message=_("A task with this number exists already."),
            )
        ]
        indexes = [models.Index(fields=["edition", "sort_key"], name="tasks_in_their_order")]

    def __str__(self):
        return f"{self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self):
        return reverse("reports:task-detail", args=[self.edition_id, self.pk])


class Assignment(models.Model):
    """Who does a task: one institution, or each voivodeship team."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    role = models.CharField(_("role in the task"), max_length=12, choices=AssignmentRole)
    institution = models.ForeignKey(
        "coordination.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("institution"),
    )
    each_team = models.BooleanField(_("each voivodeship team"), default=False)
    ended_on = models.DateField(_("until"), null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-role", "pk"]
        verbose_name = _("assignment")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "institution"],
                condition=Q(ended_on__isnull=True),
                name="institution_is_assigned_once_to_a_task",
                violation_error_message=_("This institution is assigned to the task already."),
            ),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(each_team=True, ended_on__isnull=True),
                name="teams_are_assigned_once_to_a_task",
                violation_error_message=_("The teams are assigned to the task already."),
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False, each_team=False)
                | Q(institution__isnull=True, each_team=True),
                name="assignment_is_of_an_institution_or_of_the_teams",
                violation_error_message=_("Choose an institution, or each voivodeship team."),
            ),
        ]

    def __str__(self):
        return str(_("each voivodeship team")) if self.each_team else self.institution.short_name


class Indicator(models.Model):
    """How a task is measured; whose values may be added up is said here once."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=8, choices=IndicatorKind, default=IndicatorKind.COUNT
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    target = models.DecimalField(
        _("target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    aggregation = models.CharField(
        _("values of several institutions are"),
        max_length=8,
        choices=Aggregation,
        default=Aggregation.APART,
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("indicator")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "name"],
                name="indicator_is_named_once_at_a_task",
                violation_error_message=_("The task has an indicator of this name already."),
            )
        ]

    def __str__(self):
        return f"{self.name} [{self.unit}]" if self.unit else self.name


class Amendment(models.Model):
    """A change of an adopted plan, with the act it rests on and the day it took effect.

    `changes` holds for each field of the task its words before and after.
    """

    edition = models.ForeignKey(PlanEdition, models.PROTECT, related_name="amendments")
    task = models.ForeignKey(Task, models.PROTECT, related_name="amendments")
    basis = models.CharField(_("amending act"), max_length=300)
    in_force_on = models.DateField(_("in force from"))
    changes = models.JSONField(default=dict, editable=False)
    noted_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-in_force_on", "-pk"]
        verbose_name = _("amendment")


class LedgerEntry(models.Model):
    """What became of a task that no task of the next edition continues."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="ledger_entry")
    fate = models.CharField(_("what became of the task"), max_length=10, choices=TaskFate)
    reason = models.CharField(_("reason"), max_length=500)
    noted_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("entry of the ledger")
