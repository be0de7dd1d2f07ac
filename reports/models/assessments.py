"""Assessments: what the national team finds about a task in a cycle, and what bodies say of it.

Wordings and scales are rows under a version. An assessment keeps the version it began with, and
each event keeps the very words, so that nothing said once reads otherwise later.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.choices import AssessmentAct, AssessmentState, Stance
from reports.models.cycles import OfOneReporter, ReportingCycle, is_of_one_reporter
from reports.models.plan import Task
from reports.querysets import AssessmentQuerySet


class AssessmentForm(models.Model):
    """One version of the questions and scales; the newest is used for what begins now."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("version of the assessment")

    def __str__(self):
        return self.name


class AssessmentQuestion(models.Model):
    """One of the questions, with its guidance, in both languages."""

    form = models.ForeignKey(AssessmentForm, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=20)
    label_pl = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    guidance_pl = models.CharField(max_length=300)
    guidance_en = models.CharField(max_length=300)

    class Meta:
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "key"], name="question_is_named_once_in_its_form"
            )
        ]

    def label(self, language):
        return self.label_en if language == "en" else self.label_pl

    def guidance(self, language):
        return self.guidance_en if language == "en" else self.guidance_pl


class AssessmentWord(models.Model):
    """One step of the scale of a question; continuous tasks may have words of their own."""

    question = models.ForeignKey(AssessmentQuestion, models.PROTECT, related_name="words")
    for_continuous = models.BooleanField(null=True, help_text=_("Empty: for every kind of task."))
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=20)
    label_pl = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["question", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "key"], name="word_is_named_once_at_its_question"
            )
        ]

    def label(self, language):
        return self.label_en if language == "en" else self.label_pl


class Assessment(models.Model):
    """The assessment of one task in one cycle.

    `round` counts how often it was prepared anew; positions belong to the round they were given in.
    """

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="assessments")
    task = models.ForeignKey(Task, models.PROTECT, related_name="assessments")
    form = models.ForeignKey(AssessmentForm, models.PROTECT, related_name="assessments")
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT)
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    remarks_until_on = models.DateField(_("remarks until"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["task__sort_key", "pk"]
        verbose_name = _("assessment")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "task"], name="task_is_assessed_once_in_a_cycle"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(remarks_until_on__isnull=False),
                name="circulated_assessment_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled")
                | Q(settled_at__isnull=False, decided_by__isnull=False),
                name="settled_assessment_has_its_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("decided_by")),
                name="assessment_is_confirmed_by_another_person",
            ),
        ]
        indexes = [models.Index(fields=["state", "remarks_until_on"], name="assessments_that_wait")]

    def __str__(self):
        return str(self.task)

    def get_absolute_url(self):
        return reverse("reports:assessment", args=[self.cycle_id, self.task_id])

    @property
    def is_draft(self):
        return self.state == AssessmentState.DRAFT

    @property
    def is_circulated(self):
        return self.state == AssessmentState.CIRCULATED

    @property
    def is_confirming(self):
        return self.state == AssessmentState.CONFIRMING

    @property
    def is_settled(self):
        return self.state == AssessmentState.SETTLED


class Rating(models.Model):
    """The word given to one question, with its reason."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings")
    question = models.ForeignKey(AssessmentQuestion, models.PROTECT, related_name="+")
    word = models.ForeignKey(AssessmentWord, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)

    class Meta:
        ordering = ["question__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question"], name="question_is_rated_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="rating_has_its_reason"),
        ]


class Position(OfOneReporter):
    """What a body says of an assessment; rows are never changed, the latest of a body counts."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="positions")
    round = models.PositiveSmallIntegerField()
    stance = models.CharField(_("position"), max_length=10, choices=Stance)
    text = models.TextField(_("remarks or reasons"), max_length=2000, blank=True)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("position")
        constraints = [
            is_of_one_reporter("position_is_of_one_reporter"),
            models.CheckConstraint(
                condition=Q(stance=Stance.AGREES) | ~Q(text=""), name="objection_has_its_words"
            ),
        ]


class AssessmentEvent(models.Model):
    """One act, with the words of the ratings as they read then; rows are never changed."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=AssessmentAct)
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(max_length=2000, blank=True)
    content = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("act of assessment")
