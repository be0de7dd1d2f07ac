"""Which recommendations and links of theirs, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Count
from django.utils import timezone

from coordination.choices import HandlingLabel
from reports.recommendation_choices import SETTLED_ANSWERS, AnswerState
from reports.standing import reporting_standing
from teams.standing import standing_of


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones are everybody's; the others are for members of teams and reporters."""
        standing = reporting_standing(user)
        if standing.reports or standing.reviews or standing_of(user).teams:
            return self
        return self.filter(label=HandlingLabel.PUBLIC)

    def unanswered(self):
        return self.filter(answer_state=AnswerState.NONE)

    def overdue(self, day=None):
        """Due before today and neither answered nor declined."""
        day = day or timezone.localdate()
        return self.filter(due_on__lt=day).exclude(answer_state__in=SETTLED_ANSWERS)

    def with_numbers(self):
        """Add how many tasks of plans in force or closed answer each."""
        adopted = models.Q(links__task__edition__state__in=["adopted", "closed"])
        return self.annotate(answering=Count("links", filter=adopted, distinct=True))

    def in_order(self):
        return self.order_by("body", "-round_key", "sort_key", "pk")


class RecommendationLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Links both ends of which this person may open."""
        recommendations = apps.get_model("reports", "ExternalRecommendation").objects
        tasks = apps.get_model("reports", "Task").objects
        return self.filter(
            recommendation__in=recommendations.visible_to(user).values("pk"),
            task__in=tasks.visible_to(user).values("pk"),
        )
