"""Recommendations of bodies outside, our answer to them, and the tasks that answer them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from reports.models.plan import Task
from reports.recommendation_choices import (
    SETTLED_ANSWERS,
    SHORT,
    AnswerState,
    Body,
    Strength,
)
from reports.recommendation_querysets import (
    RecommendationLinkQuerySet,
    RecommendationQuerySet,
)


class ExternalRecommendation(models.Model):
    """One recommendation as printed: its number is text, `sort_key` and `round_key` order it."""

    body = models.CharField(_("body"), max_length=6, choices=Body)
    body_name = models.CharField(_("name of another body"), max_length=120, blank=True)
    round = models.CharField(_("round or year"), max_length=60)
    round_key = models.CharField(max_length=120, editable=False)
    paragraph = models.CharField(_("paragraph"), max_length=40)
    sort_key = models.CharField(max_length=120, editable=False)
    text = models.TextField(_("text"), max_length=6000)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    source = models.CharField(_("source document"), max_length=300)
    source_url = models.URLField(_("address of the document"), max_length=400, blank=True)
    answer_state = models.CharField(
        _("state of our answer"), max_length=10, choices=AnswerState, default=AnswerState.NONE
    )
    answer = models.TextField(_("our answer"), max_length=6000, blank=True)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.PUBLIC
    )
    is_sample = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["body", "round_key", "sort_key", "pk"]
        verbose_name = _("recommendation")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "body_name", "round", "paragraph"],
                name="recommendation_is_entered_once",
                violation_error_message=_("This recommendation is entered already."),
            ),
            models.CheckConstraint(
                condition=~Q(body=Body.OTHER) | ~Q(body_name=""),
                name="another_body_has_its_name",
                violation_error_message=_("Give the name of the body."),
            ),
        ]

    def __str__(self):
        return f"{self.body_short}, {self.round}, {self.paragraph}"

    def get_absolute_url(self):
        return reverse("reports:recommendation", args=[self.pk])

    @property
    def body_short(self):
        return SHORT.get(self.body, self.body_name)

    @property
    def is_overdue(self):
        late = self.due_on is not None and self.due_on < timezone.localdate()
        return late and self.answer_state not in SETTLED_ANSWERS


class RecommendationLink(models.Model):
    """That a task of a plan answers a recommendation, and in what."""

    recommendation = models.ForeignKey(ExternalRecommendation, models.PROTECT, related_name="links")
    task = models.ForeignKey(Task, models.PROTECT, related_name="recommendation_links")
    note = models.CharField(_("what it answers"), max_length=500, blank=True)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = RecommendationLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer by a task")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "task"],
                name="task_answers_a_recommendation_once",
                violation_error_message=_("This task is linked already."),
            )
        ]
